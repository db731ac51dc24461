# METADATA
# title: "Keep min <= desired <= max and leave room to scale"
# description: "AWS rejects a group whose sizes contradict each other, and a group without room between them can't scale."
# related_resources:
#   - https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
# custom:
#   severity: high
#   category: limits
#   kinds: [autoscaling.group]
#   evidence: ["min_size", "max_size", "desired_capacity"]
#   messages:
#     inverted: "{resource} has a minimum of {min} and a maximum of {max}"
#     below: "{resource} wants {desired} instances, fewer than its minimum of {min}"
#     above: "{resource} wants {desired} instances, more than its maximum of {max}"
#     fixed: "{resource} has a scaling policy and no room to scale: minimum and maximum are both {max}"
#     alone: "{resource} serves a load balancer with a minimum of {min} instances, too few to lose one"
#   guidance:
#     - {doc: "001", section: "조정 정책(Scaling)"}
#   fix:
#     text: "Set the sizes so that minimum <= desired <= maximum, with room to scale between them."
#   ko:
#     title: "ASG 용량을 최소 ≤ 원하는 용량 ≤ 최대로 두고 확장 여유 남기기"
#     description: "크기가 서로 모순되면 AWS가 그룹을 거부하고, 최소와 최대 사이에 여유가 없으면 확장할 수 없습니다."
#     messages:
#       inverted: "최소 크기가 최대 크기보다 큼: {resource} (최소 {min}, 최대 {max})"
#       below: "원하는 용량이 최소 크기보다 작음: {resource} (원하는 용량 {desired}, 최소 {min})"
#       above: "원하는 용량이 최대 크기보다 큼: {resource} (원하는 용량 {desired}, 최대 {max})"
#       fixed: "조정 정책이 있지만 확장할 여유가 없음: {resource} (최소와 최대 모두 {max})"
#       alone: "로드 밸런서 뒤에 있지만 인스턴스 하나를 잃을 여유가 없음: {resource} (최소 {min})"
#     fix: "최소 <= 원하는 용량 <= 최대가 되게 하고 확장할 여유를 두세요."
package rules.asg.size_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	value.above(group.min_size, group.max_size)
	at := finding.at(group, ["min_size"], {"min": group.min_size, "max": group.max_size})
	found := finding.rests_on(finding.variant(at, "inverted"), group, ["max_size"])
}

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	value.above(group.min_size, group.desired_capacity)
	at := finding.at(group, ["desired_capacity"], {"min": group.min_size, "desired": group.desired_capacity})
	found := finding.rests_on(finding.variant(at, "below"), group, ["min_size"])
}

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	value.above(group.desired_capacity, group.max_size)
	at := finding.at(group, ["desired_capacity"], {"max": group.max_size, "desired": group.desired_capacity})
	found := finding.rests_on(finding.variant(at, "above"), group, ["max_size"])
}

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	group.max_size == group.min_size
	value.above(group.max_size, 0)
	value.items(group.scaling_policies) != []
	at := finding.at(group, ["max_size"], {"max": group.max_size})
	found := finding.severity(finding.rests_on(finding.variant(at, "fixed"), group, ["min_size"]), "note")
}

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	value.below(group.min_size, 2)
	some key in ["target_groups", "classic_load_balancers"]
	value.items(group[key]) != []
	at := finding.at(group, ["min_size"], {"min": group.min_size})
	found := finding.severity(finding.variant(at, "alone"), "note")
}

undetermined contains found if {
	some group in input.kinds["autoscaling.group"]
	group.max_size == group.min_size
	value.above(group.max_size, 0)
	value.unknown(group.scaling_policies)
	found := finding.variant(finding.at(group, ["scaling_policies"], {}), "fixed")
}

undetermined contains found if {
	some group in input.kinds["autoscaling.group"]
	value.below(group.min_size, 2)
	some key in ["target_groups", "classic_load_balancers"]
	value.unknown(group[key])
	found := finding.variant(finding.at(group, [key], {}), "alone")
}
