# METADATA
# title: "Spread an Auto Scaling group over at least two AZs"
# description: "A group in a single Availability Zone is gone when the zone is."
# related_resources:
#   - https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html
# custom:
#   severity: medium
#   category: reliability
#   profile: strict
#   kinds: [autoscaling.group, ec2.subnet, ec2.placement_group]
#   messages:
#     one: "{resource} has a single subnet"
#     same: "{resource} stands in the zone {zone} alone"
#   guidance:
#     - {doc: "003", section: "AWS overview"}
#     - {doc: "000", section: "High availability"}
#   limits: "Subnets outside the configuration are taken to lie in different zones."
#   fix:
#     text: "Give the group subnets in at least two Availability Zones."
#   ko:
#     title: "ASG를 최소 두 가용 영역에 걸쳐 두기"
#     description: "한 가용 영역에만 있는 그룹은 그 영역에 장애가 나면 함께 멈춥니다."
#     messages:
#       one: "서브넷이 하나뿐임: {resource}"
#       same: "한 가용 영역에만 있음: {resource} (영역 {zone})"
#     fix: "최소 두 가용 영역의 서브넷을 그룹에 지정하세요."
package rules.asg.multi_az

import rego.v1

import data.lib.finding
import data.lib.value
import data.lib.zone

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	not _clustered(group)
	count(value.items(group.subnets)) == 1
	found := _rests(finding.variant(finding.at(group, ["subnets"], {}), "one"), group)
}

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	not _clustered(group)
	name := zone.single(group, input.by_address)
	at := finding.variant(finding.at(group, [_key(group)], {"zone": name}), "same")
	found := _rests(zone.rests(at, group, input.by_address), group)
}

undetermined contains found if {
	some group in input.kinds["autoscaling.group"]
	not _clustered(group)
	some doubt in zone.doubts(group, input.by_address)
	found := object.union(finding.variant(finding.at(group, [], {}), "one"), {"rests_on": [doubt]})
}

# Instances of a cluster placement group have to share a zone.
_clustered(group) if input.by_address[group.placement_group].strategy == "cluster"

_rests(found, group) := finding.rests_on(
	finding.rests_on(found, group, ["placement_group"]),
	object.get(input.by_address, _name(group), group), ["strategy"],
)

_name(group) := group.placement_group if is_string(group.placement_group)

else := ""

_key(group) := "availability_zones" if value.items(group.availability_zones) != []

else := "subnets"
