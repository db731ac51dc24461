# METADATA
# title: "Place OpenSearch domains in a VPC, in private subnets"
# description: "A domain outside a VPC answers at a public endpoint, so its access policy is all that guards the data."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
# custom:
#   severity: high
#   category: network
#   kinds: [opensearch.domain, ec2.subnet, ec2.route_table]
#   evidence: ["subnets"]
#   messages:
#     public: "{resource} stands in a public subnet, {subnet} ({route})"
#     outside: "{resource} is not in a VPC, so its endpoint is public"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_137, OPENSEARCH_IN_VPC_ONLY, ELASTICSEARCH_IN_VPC_ONLY, opensearch-in-vpc-only, elasticsearch-in-vpc-only]
#   limits: "The names of subnets are not looked at: what counts is the route table."
#   fix:
#     text: "Set VPC options with private subnets; a domain has to be replaced for that."
#   ko:
#     title: "OpenSearch는 VPC 프라이빗 서브넷에"
#     description: "VPC 밖의 도메인은 공개 엔드포인트로 응답하므로, 액세스 정책만이 데이터를 지킵니다."
#     messages:
#       public: "퍼블릭 서브넷에 있음: {resource} (서브넷 {subnet}, 경로 {route})"
#       outside: "VPC 밖에 있어 엔드포인트가 공개됨: {resource}"
#     fix: "프라이빗 서브넷으로 VPC 옵션을 설정합니다. 도메인을 다시 만들어야 합니다."
package rules.opensearch.private_subnet

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	subnets := network.public_subnets(thing)
	subnet := subnets[0]
	values := {"subnet": concat(", ", subnets), "route": network.route(input.by_address[subnet])}
	bad := finding.at(thing, network.placed_by(thing), values)
	found := finding.variant(finding.severity(network.way(bad, input.by_address[subnet]), "low"), "public")
}

deny contains found if {
	some domain in input.kinds["opensearch.domain"]
	not _in_vpc(domain)
	found := finding.variant(finding.at(domain, ["subnets"], {}), "outside")
}

_in_vpc(domain) if domain.subnets[0]

_in_vpc(domain) if value.unknown(domain.subnets)

undetermined contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	some i, subnet in value.items(thing.public_subnets)
	value.unknown(subnet)
	found := finding.at(thing, ["public_subnets", i], {})
}

_kinds := ["opensearch.domain"]
