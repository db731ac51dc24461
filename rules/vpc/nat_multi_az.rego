# METADATA
# title: "Run one NAT gateway per AZ that uses NAT"
# description: "When the zone of the only NAT gateway fails, the subnets of all zones lose the internet; until then traffic between zones costs."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
# custom:
#   severity: medium
#   category: reliability
#   kinds: [ec2.nat_gateway, ec2.subnet, ec2.route_table]
#   message: "{resource} in zone {zone} also serves subnets in {others}"
#   guidance:
#     - {doc: "003", section: "AWS overview"}
#     - {doc: "000", section: "High availability"}
#     - {doc: "002", section: "네트워크 관련"}
#   fix:
#     text: "Run a NAT gateway in each zone and route each subnet to that of its zone, or use a regional NAT gateway."
#   ko:
#     title: "NAT 게이트웨이는 가용 영역마다 두기"
#     description: "하나뿐인 NAT 게이트웨이의 가용 영역에 장애가 나면 모든 영역의 서브넷이 인터넷을 잃으며, 평소에도 영역 간 트래픽 비용이 듭니다."
#     message: "다른 가용 영역의 서브넷까지 담당함: {resource} (영역 {zone}, 다른 영역 {others})"
#     fix: "가용 영역마다 NAT 게이트웨이를 두고 각 서브넷을 같은 영역으로 보내거나, 리전 NAT 게이트웨이를 씁니다."
package rules.vpc.nat_multi_az

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some nat in input.kinds["ec2.nat_gateway"]
	nat.availability == "zonal"
	zone := input.by_address[nat.subnet].availability_zone
	is_string(zone)
	users := _users(nat)
	[s | some s in users; not is_string(s.availability_zone)] == []
	zones := {s.availability_zone | some s in users}
	count(zones) > 1
	[t | some t in _targets(users); input.by_address[t].kind == "ec2.nat_gateway"; value.differs(t, nat.address)] == []
	others := zones - {zone}
	bad := finding.at(nat, ["subnet"], {"zone": zone, "others": concat(", ", sort(others))})
	found := finding.rests_on(bad, nat, ["availability"])
}

undetermined contains found if {
	some nat in input.kinds["ec2.nat_gateway"]
	value.may_equal(nat.availability, "zonal")
	users := _users(nat)
	users[1]
	some subnet in array.concat(users, [input.by_address[nat.subnet]])
	not is_string(subnet.availability_zone)
	found := finding.rests_on(finding.at(nat, ["subnet"], {}), subnet, ["availability_zone"])
}

undetermined contains found if {
	some nat in input.kinds["ec2.nat_gateway"]
	some [subnet, path] in _unsure
	some other in input.kinds["ec2.subnet"]
	value.differs(other.address, subnet.address)
	_may_use(other, nat)
	found := finding.rests_on(finding.at(nat, ["subnet"], {}), subnet, path)
}

undetermined contains found if {
	some nat in input.kinds["ec2.nat_gateway"]
	some key in ["subnet", "availability"]
	value.unknown(nat[key])
	found := finding.at(nat, [key], {})
}

_may_use(subnet, nat) if subnet.egress_target == nat.address

_may_use(subnet, _) if value.unknown(subnet.egress)

_may_use(subnet, _) if value.unknown(subnet.egress_target)

_unsure := [[subnet, path] |
	some subnet in input.kinds["ec2.subnet"]
	some path in [["egress"], ["egress_target"]]
	value.unknown(object.get(subnet, path, ""))
]

# _users are the subnets whose default route leads to the gateway.
_users(nat) := [input.by_address[address] | some address in object.get(_by_target, nat.address, [])]

# _targets are where the VPCs of some subnets send their packets through NAT.
_targets(subnets) := {target |
	some subnet in value.items(subnets)
	is_string(subnet.vpc)
	some target in object.get(_by_vpc, subnet.vpc, [])
}

# Asked for as a whole, an index is built once.
# regal ignore:pointless-reassignment
_by_target := _users_by_target

# regal ignore:pointless-reassignment
_by_vpc := _targets_by_vpc

_users_by_target[subnet.egress_target] contains subnet.address if {
	some subnet in input.kinds["ec2.subnet"]
	is_string(subnet.egress_target)
}

_targets_by_vpc[subnet.vpc] contains subnet.egress_target if {
	some subnet in input.kinds["ec2.subnet"]
	subnet.egress == "nat"
	is_string(subnet.vpc)
}
