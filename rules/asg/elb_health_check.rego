# METADATA
# title: "Use ELB health checks for groups behind a load balancer"
# description: "A group that only looks at the state of the machine keeps an instance whose application has died, while the load balancer sends it nothing."
# related_resources:
#   - https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
# custom:
#   severity: medium
#   category: reliability
#   kinds: [autoscaling.group]
#   message: "{resource} stands behind a load balancer and does not use its health checks"
#   guidance:
#     - {doc: "001", section: "Auto Scaling이란?"}
#     - {doc: "000", section: "Load balancing"}
#   aliases: [CKV2_AWS_15, AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED, autoscaling-group-elb-healthcheck-required]
#   fix:
#     text: "Add ELB to the health check types of the group (VPC_LATTICE for targets of VPC Lattice)."
#   ko:
#     title: "로드 밸런서 뒤의 ASG는 ELB 상태 확인 쓰기"
#     description: "EC2 상태만 보는 그룹은 애플리케이션이 멈춘 인스턴스를 교체하지 않고, 로드 밸런서는 그 인스턴스에 요청을 보내지 않습니다."
#     message: "로드 밸런서 뒤에 있지만 그 상태 확인을 쓰지 않음: {resource}"
#     fix: "그룹의 상태 확인 유형에 ELB를 추가하세요(VPC Lattice 대상이면 VPC_LATTICE)."
package rules.asg.elb_health_check

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	_sources(group) != []
	not _checked(group)
	found := finding.absent(group, ["health_check"], {})
}

undetermined contains found if {
	some group in input.kinds["autoscaling.group"]
	_sources(group) == []
	not _asks_balancer(group)
	some key in ["target_groups", "classic_load_balancers", "traffic_sources"]
	value.unknown(group[key])
	found := finding.at(group, [key], {})
}

undetermined contains found if {
	some group in input.kinds["autoscaling.group"]
	"VPC_LATTICE" in value.items(group.health_check)
	not _asks_balancer(group)
	some i, source in value.items(group.traffic_sources)
	_unsure(source)
	found := finding.absent(group, ["traffic_sources", i], {})
}

_sources(group) := array.concat(
	value.items(group.traffic_sources),
	array.concat(value.items(group.target_groups), value.items(group.classic_load_balancers)),
)

_may_be_lattice(source) if value.unknown(source)

_may_be_lattice(source) if value.may_equal(source.type, "vpc-lattice")

_unsure(source) if value.unknown(source)

_unsure(source) if value.unknown(source.type)

_asks_balancer(group) if "ELB" in value.items(group.health_check)

_checked(group) if _asks_balancer(group)

_checked(group) if {
	"VPC_LATTICE" in value.items(group.health_check)
	[source | some source in _sources(group); not _may_be_lattice(source)] == []
}
