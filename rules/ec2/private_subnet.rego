# METADATA
# title: "Run application servers in private subnets"
# description: "A server in a public subnet can be reached as soon as it gets a public address and one rule is too wide."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/patterns/access-a-bastion-host-by-using-session-manager-and-amazon-ec2-instance-connect.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.instance, autoscaling.group, ecs.service, ec2.subnet, ec2.route_table]
#   message: "{resource} stands in a public subnet, {subnet} ({route})"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#     - {doc: "003", section: "VPC"}
#   limits: "Whatever is called bastion, jump, nat, vpn or proxy is passed over."
#   fix:
#     text: "Put servers in private subnets behind a load balancer, or use Session Manager instead of a bastion."
#   ko:
#     title: "애플리케이션 서버는 프라이빗 서브넷에"
#     description: "퍼블릭 서브넷의 서버는 공인 주소를 받고 규칙 하나만 넓어도 바로 노출됩니다."
#     message: "퍼블릭 서브넷에 있음: {resource} (서브넷 {subnet}, 경로 {route})"
#     fix: "서버를 로드 밸런서 뒤의 프라이빗 서브넷에 두고, 배스천 대신 Session Manager를 씁니다."
package rules.ec2.private_subnet

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	not _meant_to_be_reached(thing)
	subnets := network.public_subnets(thing)
	subnet := subnets[0]
	values := {"subnet": concat(", ", subnets), "route": network.route(input.by_address[subnet])}
	bad := finding.at(thing, network.placed_by(thing), values)
	found := network.way(bad, input.by_address[subnet])
}

undetermined contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	not _meant_to_be_reached(thing)
	some i, subnet in value.items(thing.public_subnets)
	value.unknown(subnet)
	found := finding.at(thing, ["public_subnets", i], {})
}

_kinds := ["ec2.instance", "autoscaling.group", "ecs.service"]

# Bastions, NAT instances and the like belong in public subnets; a NAT instance
# also shows by its source and destination check.
_meant_to_be_reached(thing) if network.called(thing, {"bastion", "jump", "nat", "vpn", "proxy"})

_meant_to_be_reached(thing) if thing.source_dest_check == false
