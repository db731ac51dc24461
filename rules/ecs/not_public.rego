# METADATA
# title: "Run ECS services in private subnets without public IPs"
# description: "A task with a public address can be reached around the load balancer and its protections."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-outbound.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ecs.service, ec2.subnet, ec2.route_table, ec2.security_group]
#   messages:
#     public: "{resource} gives its tasks public addresses"
#     reached: "{resource} gives its tasks public addresses: {path}"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_333]
#   fix:
#     set: {"assign_public_ip": false}
#     text: "Turn public addresses off and use private subnets with a NAT gateway or VPC endpoints."
#   ko:
#     title: "ECS 서비스는 공인 IP 없이 프라이빗 서브넷에"
#     description: "공인 주소가 있는 작업은 로드 밸런서와 그 보호를 우회해 닿을 수 있습니다."
#     messages:
#       public: "작업에 공인 주소를 부여함: {resource}"
#       reached: "작업에 공인 주소를 부여함: {resource} (경로 {path})"
#     fix: "공인 주소를 끄고 NAT 게이트웨이나 VPC 엔드포인트가 있는 프라이빗 서브넷을 씁니다."
package rules.ecs.not_public

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some kind in ["ecs.service"]
	some thing in input.kinds[kind]
	thing.assign_public_ip == true
	bad := finding.at(thing, ["assign_public_ip"], {"path": network.path(thing)})
	found := network.exposed(finding.variant(bad, "public"), thing)
}

undetermined contains found if {
	some kind in ["ecs.service"]
	some thing in input.kinds[kind]
	value.unknown(thing.assign_public_ip)
	found := finding.at(thing, ["assign_public_ip"], {})
}
