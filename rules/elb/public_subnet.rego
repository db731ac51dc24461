# METADATA
# title: "Put internet-facing load balancers in public subnets"
# description: "A load balancer for the internet in a subnet without a route to an internet gateway never gets a request."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
# custom:
#   severity: high
#   category: network
#   kinds: [elb.load_balancer, elb.classic]
#   messages:
#     private: "{resource} faces the internet and stands in {subnet}, which has no route to an internet gateway"
#     internal: "{resource} is internal and stands in {subnet}, a public subnet"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   limits: "Subnets and route tables outside the configuration are not judged."
#   fix:
#     text: "Put the load balancer into subnets whose route table leads to an internet gateway, or make it internal."
#   ko:
#     title: "외부 로드 밸런서는 퍼블릭 서브넷에"
#     description: "인터넷 게이트웨이로 가는 경로가 없는 서브넷의 외부 로드 밸런서에는 요청이 도달하지 못합니다."
#     messages:
#       private: "인터넷 게이트웨이로 가는 경로가 없는 서브넷의 외부 로드 밸런서임: {resource} (서브넷 {subnet})"
#       internal: "퍼블릭 서브넷의 내부 로드 밸런서임: {resource} (서브넷 {subnet})"
#     fix: "라우팅 테이블이 인터넷 게이트웨이로 이어지는 서브넷에 두거나 내부용으로 바꾸세요."
package rules.elb.public_subnet

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some balancer in _balancers
	balancer.internal == false
	some subnet in value.items(balancer.private_subnets)
	is_string(subnet)
	at := finding.variant(finding.at(balancer, ["subnets"], {"subnet": subnet}), "private")
	found := finding.rests_on(at, balancer, ["internal"])
}

deny contains found if {
	some balancer in _balancers
	balancer.internal == true
	some subnet in value.items(balancer.public_subnets)
	is_string(subnet)
	at := finding.variant(finding.at(balancer, ["subnets"], {"subnet": subnet}), "internal")
	found := finding.severity(finding.rests_on(at, balancer, ["internal"]), "note")
}

undetermined contains found if {
	some balancer in _balancers
	value.uncertain(balancer.public_subnets)
	_in_sight(balancer)
	found := finding.variant(finding.absent(balancer, ["public_subnets"], {}), "private")
}

undetermined contains found if {
	some balancer in _balancers
	value.unknown(balancer.internal)
	some key in ["private_subnets", "public_subnets"]
	value.items(balancer[key]) != []
	_in_sight(balancer)
	found := finding.variant(finding.at(balancer, ["internal"], {}), "private")
}

_balancers contains balancer if {
	some kind in ["elb.load_balancer", "elb.classic"]
	some balancer in input.kinds[kind]
}

# Some subnet is in the configuration, or may be.
_in_sight(balancer) if value.uncertain(balancer.subnets)

_in_sight(balancer) if {
	some subnet in value.items(balancer.subnets)
	input.by_address[subnet]
}
