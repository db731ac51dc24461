# METADATA
# title: "Put public NAT gateways in a public subnet with an Elastic IP"
# description: "A NAT gateway without an Elastic IP or a way to the internet gateway forwards nothing."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
# custom:
#   severity: high
#   category: network
#   kinds: [ec2.nat_gateway, ec2.subnet, ec2.route_table]
#   evidence: ["availability", "connectivity", "allocation"]
#   messages:
#     address: "{resource} is a public NAT gateway without an Elastic IP"
#     subnet: "{resource} stands in {subnet}, which has no route to an internet gateway"
#     private: "{resource} is a private NAT gateway, which can not have an Elastic IP"
#   guidance:
#     - {doc: "001", section: "NAT Gateway"}
#   fix:
#     text: "Put the NAT gateway into a public subnet with an Elastic IP."
#   ko:
#     title: "NAT 게이트웨이는 EIP와 함께 퍼블릭 서브넷에"
#     description: "EIP나 인터넷 게이트웨이로 가는 경로가 없는 NAT 게이트웨이는 아무것도 전달하지 못합니다."
#     messages:
#       address: "EIP가 없는 퍼블릭 NAT 게이트웨이: {resource}"
#       subnet: "인터넷 게이트웨이로 가는 경로가 없는 서브넷에 있음: {resource} (서브넷 {subnet})"
#       private: "프라이빗 NAT 게이트웨이에 EIP가 지정됨: {resource}"
#     fix: "NAT 게이트웨이를 EIP와 함께 퍼블릭 서브넷에 둡니다."
package rules.vpc.nat_public_subnet

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some nat in _zonal
	nat.connectivity == "public"
	not nat.allocation
	found := finding.variant(finding.rests_on(finding.at(nat, ["allocation"], {}), nat, ["connectivity"]), "address")
}

deny contains found if {
	some nat in _zonal
	nat.connectivity == "public"
	subnet := input.by_address[nat.subnet]
	subnet.public == false
	bad := finding.rests_on(finding.at(nat, ["subnet"], {"subnet": subnet.address}), nat, ["connectivity"])
	found := finding.variant(finding.rests_on(bad, subnet, ["public"]), "subnet")
}

deny contains found if {
	some nat in _zonal
	nat.connectivity == "private"
	nat.allocation
	found := finding.variant(finding.rests_on(finding.at(nat, ["allocation"], {}), nat, ["connectivity"]), "private")
}

undetermined contains found if {
	some nat in _zonal
	value.may_equal(nat.connectivity, "public")
	some key in ["subnet", "connectivity"]
	value.unknown(nat[key])
	found := finding.at(nat, [key], {})
}

undetermined contains found if {
	some nat in _zonal
	value.may_equal(nat.connectivity, "public")
	subnet := input.by_address[nat.subnet]
	value.unknown(subnet.public)
	found := finding.rests_on(finding.at(nat, ["subnet"], {}), subnet, ["public"])
}

_zonal contains nat if {
	some nat in input.kinds["ec2.nat_gateway"]
	nat.availability == "zonal"
}
