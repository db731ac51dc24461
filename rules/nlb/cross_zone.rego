# METADATA
# title: "Enable cross-zone load balancing on NLB/GWLB"
# description: "Without cross-zone load balancing each zone gets the same share of the traffic, however many targets it has, and a zone without healthy targets drops its share."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
# custom:
#   severity: low
#   category: reliability
#   profile: strict
#   kinds: [elb.load_balancer, elb.listener, elb.target_group, ec2.subnet]
#   evidence: ["lb_type", "cross_zone"]
#   message: "{resource} does not balance across zones"
#   guidance:
#     - {doc: "000", section: "Cross Zone Load Balancing"}
#     - {doc: "001", section: "교차영역 로드밸런싱"}
#   aliases: [CKV_AWS_152]
#   fix:
#     set: {cross_zone: true}
#     text: "Turn on cross-zone load balancing; a network load balancer is charged for the traffic between zones."
#   ko:
#     title: "NLB/GWLB 교차 영역 로드 밸런싱 켜기"
#     description: "교차 영역 로드 밸런싱이 없으면 영역마다 대상 수와 관계없이 같은 몫의 트래픽을 받고, 정상 대상이 없는 영역은 그 몫을 잃습니다."
#     message: "교차 영역 로드 밸런싱을 쓰지 않음: {resource}"
#     fix: "교차 영역 로드 밸런싱을 켜세요(네트워크 로드 밸런서는 영역 간 전송 요금이 듭니다)."
package rules.nlb.cross_zone

import rego.v1

import data.lib.finding
import data.lib.value
import data.lib.zone

deny contains found if {
	some balancer in input.kinds["elb.load_balancer"]
	balancer.lb_type in {"network", "gateway"}
	balancer.cross_zone == false
	not _one_zone(balancer)
	not _by_targets(balancer)
	at := finding.rests_on(finding.at(balancer, ["cross_zone"], {}), balancer, ["lb_type"])
	found := _rests(at, balancer)
}

_one_zone(balancer) if count(value.items(balancer.subnets)) == 1

_one_zone(balancer) if zone.single(balancer, input.by_address)

_by_targets(balancer) if {
	groups := _groups(balancer)
	count(groups) > 0
	[group | some group in groups; not _crosses(group)] == []
}

_crosses(group) if input.by_address[group].cross_zone == "true"

_groups(balancer) := {group |
	some listener in input.incoming[balancer.address]["elb.listener"]
	some action in value.items(listener.actions)
	some group in value.items(action.target_groups)
}

# Where listeners and groups that are not known could make it right.
_rests(found, balancer) := object.union(found, {"rests_on": array.concat(found.rests_on, array.concat(
	[{"resource": group.address, "path": ["cross_zone"]} | some group in input.kinds["elb.target_group"]; group.address in _groups(balancer)],
	array.concat(
		[{"resource": listener.address, "path": ["actions"], "deep": true} | some listener in input.incoming[balancer.address]["elb.listener"]],
		array.concat(
			[{"resource": listener.address, "path": ["load_balancer"]} | some listener in input.kinds["elb.listener"]; value.unknown(listener.load_balancer)],
			[{"resource": doubt.resource, "path": doubt.path} | some doubt in zone.doubts(balancer, input.by_address); not _many(balancer)],
		),
	),
))})

# Subnets outside the configuration are taken to lie in different zones.
_many(balancer) if {
	count(value.items(balancer.subnets)) > 1
	[subnet | some subnet in value.items(balancer.subnets); input.by_address[subnet]] == []
	[subnet | some subnet in value.items(balancer.subnets); value.unknown(subnet)] == []
}
