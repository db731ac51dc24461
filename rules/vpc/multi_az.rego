# METADATA
# title: "Spread the subnets of a VPC over at least two AZs"
# description: "When the one zone fails, everything in the VPC fails with it."
# related_resources:
#   - https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html
# custom:
#   severity: medium
#   category: reliability
#   kinds: [ec2.vpc, ec2.subnet]
#   message: "all subnets of {resource} are in one zone, {zone}"
#   guidance:
#     - {doc: "003", section: "AWS overview"}
#     - {doc: "000", section: "High availability"}
#     - {doc: "003", section: "VPC"}
#   fix:
#     text: "Add subnets in a second zone."
#   ko:
#     title: "VPC 서브넷을 최소 두 개의 가용 영역에 두기"
#     description: "그 가용 영역에 장애가 나면 VPC의 모든 것이 멈춥니다."
#     message: "모든 서브넷이 한 가용 영역에 있음: {resource} (영역 {zone})"
#     fix: "두 번째 가용 영역에 서브넷을 추가합니다."
package rules.vpc.multi_az

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some vpc in input.kinds["ec2.vpc"]
	subnets := _subnets(vpc)
	subnets[0]
	[s | some s in subnets; not is_string(s.availability_zone)] == []
	[s | some s in _unplaced; value.may_equal(s.vpc, vpc.address)] == []
	zones := {s.availability_zone | some s in subnets}
	count(zones) == 1
	some zone in zones
	found := finding.at(vpc, [], {"zone": zone})
}

undetermined contains found if {
	some vpc in input.kinds["ec2.vpc"]
	subnets := _subnets(vpc)
	some subnet in array.concat(subnets, [s | some s in _unplaced; value.may_equal(s.vpc, vpc.address)])
	some path in [p | some p in [["availability_zone"], ["vpc"]]; _open(subnet, p[0])]
	count({s.availability_zone | some s in subnets; is_string(s.availability_zone)}) < 2
	found := finding.rests_on(finding.at(vpc, [], {}), subnet, path)
}

# Without a zone AWS picks one.
_open(subnet, "availability_zone") if not subnet.availability_zone

_open(subnet, key) if value.unknown(subnet[key])

_unplaced := [subnet | some subnet in input.kinds["ec2.subnet"]; value.unknown(subnet.vpc)]

_subnets(vpc) := [subnet |
	some subnet in input.incoming[vpc.address]["ec2.subnet"]
	subnet.vpc == vpc.address
]
