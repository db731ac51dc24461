# METADATA
# title: "Do not route a private subnet to the internet gateway"
# description: "Whatever is put into a subnet because of its name is more exposed than its owner believes."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
# custom:
#   severity: high
#   category: network
#   profile: strict
#   kinds: [ec2.subnet, ec2.route_table]
#   evidence: ["public"]
#   messages:
#     route: "{resource} is called private, but {route} leads to an internet gateway"
#     address: "{resource} is called private, but gives public addresses to what is launched there"
#   guidance:
#     - {doc: "001", section: "Subnet"}
#     - {doc: "001", section: "NAT Gateway"}
#   limits: "The intent is read from the name and the Name, Tier, Type and Role tags."
#   fix:
#     text: "Associate a route table without a route to the internet gateway, or rename the subnet."
#   ko:
#     title: "프라이빗 서브넷을 인터넷 게이트웨이로 라우팅하지 않기"
#     description: "이름을 믿고 서브넷에 둔 리소스가 생각보다 더 노출됩니다."
#     messages:
#       route: "이름은 프라이빗이지만 인터넷 게이트웨이로 가는 경로가 있음: {resource} (경로 {route})"
#       address: "이름은 프라이빗이지만 공인 주소를 부여함: {resource}"
#     fix: "인터넷 게이트웨이로 가는 경로가 없는 라우팅 테이블을 연결하거나 서브넷 이름을 바꿉니다."
package rules.vpc.private_subnet_route

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some subnet in input.kinds["ec2.subnet"]
	_private(subnet)
	subnet.public == true
	bad := finding.rests_on(finding.at(subnet, [], {"route": network.route(subnet)}), subnet, ["public"])
	found := finding.variant(network.way(bad, subnet), "route")
}

deny contains found if {
	some subnet in input.kinds["ec2.subnet"]
	_private(subnet)
	subnet.public_ip_on_launch == true
	bad := finding.at(subnet, ["public_ip_on_launch"], {"route": ""})
	found := finding.variant(finding.rests_deeply_on(bad, subnet, ["tags"]), "address")
}

undetermined contains found if {
	some subnet in input.kinds["ec2.subnet"]
	_private(subnet)
	some key in ["public", "public_ip_on_launch"]
	value.unknown(subnet[key])
	found := finding.at(subnet, [key], {})
}

_private(subnet) if {
	network.called(subnet, {"private", "internal", "isolated", "intra", "database", "db"})
	not network.called(subnet, {"public", "dmz", "bastion", "ingress", "nat"})
}
