# METADATA
# title: "Use VPC endpoints for Transfer servers"
# description: "Anyone on the internet can try passwords and keys against a public endpoint, and no security group limits who."
# related_resources:
#   - https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html
# custom:
#   severity: medium
#   category: network
#   kinds: [transfer.server]
#   evidence: ["endpoint_type"]
#   messages:
#     public: "{resource} has a public endpoint"
#     facing: "{resource} gives its VPC endpoint Elastic IP addresses, so it faces the internet"
#   guidance:
#     - {doc: "000", section: "Transfer Family"}
#   aliases: [CKV_AWS_164]
#   fix:
#     set: {endpoint_type: "VPC"}
#     text: "Use a VPC endpoint with security groups."
#   ko:
#     title: "Transfer 서버는 VPC 엔드포인트로"
#     description: "퍼블릭 엔드포인트에는 인터넷의 누구나 암호와 키를 시도할 수 있고, 보안 그룹으로 제한할 수도 없습니다."
#     messages:
#       public: "퍼블릭 엔드포인트가 있음: {resource}"
#       facing: "VPC 엔드포인트에 탄력적 IP를 붙여 인터넷에 노출됨: {resource}"
#     fix: "보안 그룹이 있는 VPC 엔드포인트를 사용하세요."
package rules.transfer.not_public

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some server in input.kinds["transfer.server"]
	server.endpoint_type == "PUBLIC"
	found := finding.variant(finding.at(server, ["endpoint_type"], {}), "public")
}

deny contains found if {
	some server in input.kinds["transfer.server"]
	server.endpoint_type == "VPC"
	value.items(server.address_allocations) != []
	at := finding.variant(finding.at(server, ["address_allocations"], {}), "facing")
	found := finding.severity(finding.rests_on(at, server, ["endpoint_type"]), "note")
}

undetermined contains found if {
	some server in input.kinds["transfer.server"]
	server.endpoint_type == "VPC"
	value.unknown(server.address_allocations)
	found := finding.at(server, ["address_allocations"], {})
}
