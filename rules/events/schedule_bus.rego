# METADATA
# title: "Put scheduled rules on the default bus with a valid expression"
# description: "EventBridge refuses a schedule on a custom bus and an expression it can't read, so the job never runs."
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
#   - https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
# custom:
#   severity: high
#   category: limits
#   kinds: [events.rule, scheduler.schedule]
#   evidence: ["schedule_expression", "event_bus_name"]
#   messages:
#     bus: "{resource} puts the schedule {expression} on a custom event bus"
#     expression: "{resource} has the invalid schedule expression {expression}"
#     neither: "{resource} has neither an event pattern nor a schedule"
#   guidance:
#     - {doc: "000", section: "AWS CloudWatch Events"}
#     - {doc: "000", section: "EventEdge"}
#   fix:
#     text: "Put the schedule on the default bus and write it as rate(...) or cron(...)."
#   ko:
#     title: "예약 규칙은 기본 버스와 올바른 식으로"
#     description: "EventBridge는 사용자 지정 버스의 예약과 잘못된 식을 거부하므로 작업이 실행되지 않습니다."
#     messages:
#       bus: "사용자 지정 버스에 예약을 둠: {resource} (식 {expression})"
#       expression: "잘못된 예약 식: {resource} (식 {expression})"
#       neither: "이벤트 패턴도 예약도 없음: {resource}"
#     fix: "예약은 기본 버스에 두고 rate(...)나 cron(...)으로 쓰세요."
package rules.events.schedule_bus

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some rule in input.kinds["events.rule"]
	is_string(rule.schedule_expression)
	path := _custom_bus(rule)
	at := finding.at(rule, path, {"expression": rule.schedule_expression})
	found := finding.rests_on(finding.variant(at, "bus"), rule, ["schedule_expression"])
}

deny contains found if {
	some rule in input.kinds["events.rule"]
	is_string(rule.schedule_expression)
	not regex.match(_rate_or_cron, rule.schedule_expression)
	found := finding.variant(finding.at(rule, ["schedule_expression"], {"expression": rule.schedule_expression}), "expression")
}

deny contains found if {
	some rule in input.kinds["events.rule"]
	not rule.schedule_expression
	not rule.event_pattern
	found := finding.variant(finding.at(rule, [], {}), "neither")
}

deny contains found if {
	some schedule in input.kinds["scheduler.schedule"]
	is_string(schedule.schedule_expression)
	not regex.match(_rate_or_cron, schedule.schedule_expression)
	not regex.match(`^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$`, schedule.schedule_expression)
	at := finding.at(schedule, ["schedule_expression"], {"expression": schedule.schedule_expression})
	found := finding.variant(at, "expression")
}

undetermined contains found if {
	some schedule in input.kinds["scheduler.schedule"]
	value.unknown(schedule.schedule_expression)
	found := finding.variant(finding.at(schedule, ["schedule_expression"], {"expression": ""}), "expression")
}

_custom_bus(rule) := ["event_bus"] if input.by_address[rule.event_bus].kind == "events.bus"

_custom_bus(rule) := ["event_bus_name"] if {
	value.differs(rule.event_bus_name, "default")
	not input.by_address[rule.event_bus]
}

_rate_or_cron := concat("|", [
	`^rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)$`,
	`^cron\(\S+ \S+ \? \S+ [^?\s]\S* \S+\)$`,
	`^cron\(\S+ \S+ [^?\s]\S* \S+ \? \S+\)$`,
])
