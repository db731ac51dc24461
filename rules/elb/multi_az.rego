# METADATA
# title: "Give a load balancer subnets in at least two AZs"
# description: "A load balancer in a single Availability Zone is gone when the zone is; AWS rejects an Application Load Balancer with fewer than two."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-az.html
# custom:
#   severity: high
#   category: reliability
#   profile: strict
#   kinds: [elb.load_balancer, elb.classic, ec2.subnet]
#   messages:
#     one: "{resource} has a single subnet"
#     same: "{resource} stands in the zone {zone} alone"
#   guidance:
#     - {doc: "000", section: "Load balancing"}
#     - {doc: "003", section: "AWS overview"}
#   limits: "Subnets outside the configuration are taken to lie in different zones; Outposts and Local Zones allow a single subnet."
#   fix:
#     text: "Give the load balancer subnets in at least two Availability Zones."
#   ko:
#     title: "로드 밸런서를 최소 두 AZ에"
#     description: "한 가용 영역에만 있는 로드 밸런서는 그 영역에 장애가 나면 함께 멈추며, Application Load Balancer는 두 영역보다 적으면 AWS가 거부합니다."
#     messages:
#       one: "서브넷이 하나뿐임: {resource}"
#       same: "한 가용 영역에만 있음: {resource} (영역 {zone})"
#     fix: "최소 두 가용 영역의 서브넷을 로드 밸런서에 지정하세요."
package rules.elb.multi_az

import rego.v1

import data.lib.finding
import data.lib.value
import data.lib.zone

deny contains found if {
	some balancer in _balancers
	count(value.items(balancer.subnets)) == 1
	found := _graded(finding.variant(finding.at(balancer, ["subnets"], {}), "one"), balancer)
}

deny contains found if {
	some balancer in _balancers
	name := zone.single(balancer, input.by_address)
	at := finding.variant(finding.at(balancer, [_key(balancer)], {"zone": name}), "same")
	found := _graded(zone.rests(at, balancer, input.by_address), balancer)
}

undetermined contains found if {
	some balancer in _balancers
	some doubt in zone.doubts(balancer, input.by_address)
	found := object.union(finding.variant(finding.at(balancer, [], {}), "one"), {"rests_on": [doubt]})
}

_balancers contains balancer if {
	some kind in ["elb.load_balancer", "elb.classic"]
	some balancer in input.kinds[kind]
}

_graded(at, balancer) := at if balancer.lb_type == "application"

else := finding.severity(at, "medium")

_key(balancer) := "availability_zones" if value.items(balancer.availability_zones) != []

else := "subnets"
