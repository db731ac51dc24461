# METADATA
# title: "Define a health check for target groups and CLBs"
# description: "Without a health check that means something, a load balancer keeps sending requests to targets that can't answer them."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html
# custom:
#   severity: medium
#   category: reliability
#   kinds: [elb.target_group, elb.classic]
#   evidence: ["target_type", "protocol", "health_check.enabled", "health_check.protocol", "health_check.timeout"]
#   messages:
#     "off": "{resource} turns health checks off, which targets of type {type} don't allow"
#     path: "{resource} names no path for its health check, so that / is asked for"
#     slow: "The health check of {resource} waits {timeout} seconds for an answer and asks every {interval}"
#     classic: "{resource} has no health check"
#   guidance:
#     - {doc: "000", section: "Load balancing"}
#     - {doc: "001", section: "Target Group(대상그룹)"}
#   aliases: [CKV_AWS_261]
#   fix:
#     text: "Write a health check with a path that shows whether the application works, and a timeout shorter than its interval."
#   ko:
#     title: "대상 그룹/CLB에 상태 확인 두기"
#     description: "의미 있는 상태 확인이 없으면 로드 밸런서는 응답하지 못하는 대상에도 요청을 계속 보냅니다."
#     messages:
#       "off": "상태 확인을 껐으나 이 대상 유형은 허용하지 않음: {resource} (유형 {type})"
#       path: "상태 확인 경로가 없어 /를 요청함: {resource}"
#       slow: "상태 확인 시간 초과가 간격보다 짧지 않음: {resource} (시간 초과 {timeout}초, 간격 {interval}초)"
#       classic: "상태 확인이 없음: {resource}"
#     fix: "애플리케이션의 동작을 보여 주는 경로와 간격보다 짧은 시간 초과로 상태 확인을 작성하세요."
package rules.elb.health_check

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["elb.target_group"]
	group.health_check.enabled == false
	group.target_type in {"instance", "ip", "alb"}
	at := finding.at(group, ["health_check", "enabled"], {"type": group.target_type})
	found := finding.rests_on(finding.variant(at, "off"), group, ["target_type"])
}

deny contains found if {
	some group in input.kinds["elb.target_group"]
	_asks_http(group)
	not group.health_check.path
	not _grpc(group)
	at := _judged(finding.at(group, ["health_check", "path"], {}), group)
	found := finding.severity(finding.rests_on(finding.variant(at, "path"), group, ["protocol_version"]), "low")
}

deny contains found if {
	some group in input.kinds["elb.target_group"]
	_asks_http(group)
	check := group.health_check
	is_number(check.timeout)
	not value.above(check.interval, check.timeout)
	at := finding.at(group, ["health_check", "timeout"], {"timeout": check.timeout, "interval": check.interval})
	found := finding.rests_on(finding.variant(_judged(at, group), "slow"), group, ["health_check", "interval"])
}

deny contains found if {
	some balancer in input.kinds["elb.classic"]
	balancer.health_check == false
	found := finding.variant(finding.at(balancer, ["health_check"], {}), "classic")
}

undetermined contains found if {
	some balancer in input.kinds["elb.classic"]
	value.unknown(balancer.health_check)
	found := finding.variant(finding.at(balancer, ["health_check"], {}), "classic")
}

# Lambda functions are not checked unless one asks for it.
_asks_http(group) if {
	group.target_type in {"instance", "ip", "alb"}
	group.health_check.enabled == true
	_protocol(group) in {"HTTP", "HTTPS"}
}

_grpc(group) if group.protocol_version == "GRPC"

_protocol(group) := group.health_check.protocol

_protocol(group) := group.protocol if not group.health_check.protocol

_judged(found, group) := finding.rests_on(
	finding.rests_on(finding.rests_on(found, group, ["target_type"]), group, ["protocol"]),
	group, ["health_check", "protocol"],
)
