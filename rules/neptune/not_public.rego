# METADATA
# title: "Keep Neptune private"
# description: "A graph database with a public address is open to whoever gets past its security group."
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/security-vpc.html
# custom:
#   severity: critical
#   category: network
#   kinds: [neptune.instance, ec2.subnet, ec2.route_table, ec2.security_group]
#   messages:
#     public: "{resource} is publicly accessible"
#     reached: "{resource} is publicly accessible: {path}"
#     subnet: "{resource} stands in a public subnet, {subnet}"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_102]
#   fix:
#     set: {"publicly_accessible": false}
#     text: "Set publicly_accessible to false."
#   ko:
#     title: "Neptune을 공개하지 않기"
#     description: "공인 주소가 있는 그래프 데이터베이스는 보안 그룹만 지나면 누구에게나 열립니다."
#     messages:
#       public: "Neptune 인스턴스가 공개됨: {resource}"
#       reached: "Neptune 인스턴스가 공개됨: {resource} (경로 {path})"
#       subnet: "퍼블릭 서브넷에 있음: {resource} (서브넷 {subnet})"
#     fix: "publicly_accessible를 false로 설정합니다."
package rules.neptune.not_public

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some kind in ["neptune.instance"]
	some thing in input.kinds[kind]
	thing.publicly_accessible == true
	bad := finding.at(thing, ["publicly_accessible"], {"path": network.path(thing)})
	found := network.exposed(finding.variant(bad, "public"), thing)
}

deny contains found if {
	some kind in ["neptune.cluster", "neptune.instance"]
	some thing in input.kinds[kind]
	subnets := network.public_subnets(thing)
	subnet := subnets[0]
	bad := finding.at(thing, network.placed_by(thing), {"subnet": concat(", ", subnets)})
	found := finding.variant(finding.severity(network.way(bad, input.by_address[subnet]), "low"), "subnet")
}

undetermined contains found if {
	some kind in ["neptune.instance"]
	some thing in input.kinds[kind]
	value.unknown(thing.publicly_accessible)
	found := finding.at(thing, ["publicly_accessible"], {})
}

undetermined contains found if {
	some kind in ["neptune.cluster", "neptune.instance"]
	some thing in input.kinds[kind]
	some i, subnet in value.items(thing.public_subnets)
	value.unknown(subnet)
	found := finding.at(thing, ["public_subnets", i], {})
}
