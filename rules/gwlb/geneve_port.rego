# METADATA
# title: "Use GENEVE on port 6081 for gateway load balancers"
# description: "A gateway load balancer speaks GENEVE on port 6081 and nothing else; AWS rejects other ports and protocols."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/target-groups.html
# custom:
#   severity: high
#   category: limits
#   kinds: [elb.target_group, elb.listener, elb.load_balancer]
#   messages:
#     port: "{resource} uses GENEVE on port {port} instead of 6081"
#     protocol: "{resource} of a gateway load balancer forwards to {group}, which uses {protocol} instead of GENEVE"
#   guidance:
#     - {doc: "000", section: "Gateway Load Balancer"}
#   fix:
#     text: "Set protocol GENEVE and port 6081 on the target group."
#   ko:
#     title: "GWLB 대상 그룹에 GENEVE 6081 포트 쓰기"
#     description: "게이트웨이 로드 밸런서는 6081 포트의 GENEVE만 지원하며, 다른 포트와 프로토콜은 AWS가 거부합니다."
#     messages:
#       port: "GENEVE 대상 그룹의 포트가 6081이 아님: {resource} (포트 {port})"
#       protocol: "게이트웨이 로드 밸런서가 GENEVE가 아닌 대상 그룹으로 보냄: {resource} (대상 그룹 {group}, 프로토콜 {protocol})"
#     fix: "대상 그룹의 프로토콜을 GENEVE, 포트를 6081로 설정하세요."
package rules.gwlb.geneve_port

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["elb.target_group"]
	group.protocol == "GENEVE"
	value.differs(group.port, 6081)
	at := finding.variant(finding.at(group, ["port"], {"port": group.port}), "port")
	found := finding.rests_on(at, group, ["protocol"])
}

deny contains found if {
	some listener in input.kinds["elb.listener"]
	balancer := input.by_address[listener.load_balancer]
	balancer.lb_type == "gateway"
	some i, action in value.items(listener.actions)
	some j, target in value.items(action.target_groups)
	group := input.by_address[target]
	value.differs(group.protocol, "GENEVE")
	at := finding.at(listener, ["actions", i, "target_groups", j], {"group": group.address, "protocol": group.protocol})
	read := finding.rests_on(finding.rests_on(at, listener, ["load_balancer"]), balancer, ["lb_type"])
	found := finding.rests_on(finding.variant(read, "protocol"), group, ["protocol"])
}

undetermined contains found if {
	some group in input.kinds["elb.target_group"]
	group.protocol == "GENEVE"
	value.unknown(group.port)
	found := finding.variant(finding.at(group, ["port"], {}), "port")
}

undetermined contains found if {
	some group in input.kinds["elb.target_group"]
	value.unknown(group.protocol)
	value.differs(group.port, 6081)
	found := finding.variant(finding.at(group, ["protocol"], {}), "port")
}

undetermined contains found if {
	some listener in input.kinds["elb.listener"]
	input.by_address[listener.load_balancer].lb_type == "gateway"
	some i, action in value.items(listener.actions)
	value.uncertain(action.target_groups)
	found := finding.variant(finding.absent(listener, ["actions", i, "target_groups"], {}), "protocol")
}

undetermined contains found if {
	some group in input.kinds["elb.target_group"]
	value.unknown(group.protocol)
	some listener in input.incoming[group.address]["elb.listener"]
	input.by_address[listener.load_balancer].lb_type == "gateway"
	found := finding.variant(finding.rests_on(finding.at(listener, [], {}), group, ["protocol"]), "protocol")
}

undetermined contains found if {
	some listener in input.kinds["elb.listener"]
	not listener.port
	some action in value.items(listener.actions)
	some target in value.items(action.target_groups)
	value.differs(input.by_address[target].protocol, "GENEVE")
	some step in _doubts(listener)
	found := finding.variant(finding.rests_on(finding.at(listener, [], {}), step.node, [step.key]), "protocol")
}

undetermined contains found if {
	some listener in input.kinds["elb.listener"]
	input.by_address[listener.load_balancer].lb_type == "gateway"
	value.uncertain(listener.actions)
	found := finding.variant(finding.absent(listener, ["actions"], {}), "protocol")
}

# Only listeners of gateway load balancers have no port.
_doubts(listener) := {{"node": listener, "key": "load_balancer"} | value.unknown(listener.load_balancer)} | {{"node": balancer, "key": "lb_type"} |
	balancer := input.by_address[listener.load_balancer]
	value.unknown(balancer.lb_type)
}
