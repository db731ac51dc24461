# METADATA
# title: "Give every alarm an action"
# description: "An alarm that does nothing turns red on a page that nobody is looking at."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
# custom:
#   severity: medium
#   category: operations
#   kinds: [cloudwatch.alarm, cloudwatch.composite_alarm]
#   evidence: ["actions_enabled", "alarm_actions", "ok_actions", "insufficient_data_actions"]
#   messages:
#     disabled: "The actions of {resource} are switched off"
#     none: "{resource} has no action: nobody is told when it fires"
#   guidance:
#     - {doc: "001", section: "Cloudwatch란?"}
#     - {doc: "000", section: "CloudWatch Alarms"}
#   aliases: [CKV_AWS_319, CLOUDWATCH_ALARM_ACTION_CHECK, cloudwatch-alarm-action-check]
#   fix:
#     text: "Add an alarm action, for example an SNS topic that reaches the people on duty."
#   ko:
#     title: "경보에 작업(알림) 두기"
#     description: "아무 작업도 하지 않는 경보는 아무도 보지 않는 화면에서 빨갛게 바뀔 뿐입니다."
#     messages:
#       disabled: "경보 작업이 꺼져 있음: {resource}"
#       none: "경보에 작업이 없음: {resource}"
#     fix: "당직자에게 전달되는 SNS 주제 같은 경보 작업을 추가하세요."
package rules.cloudwatch.alarm_actions

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["cloudwatch.alarm", "cloudwatch.composite_alarm"]
	some alarm in input.kinds[kind]
	alarm.actions_enabled == false
	found := finding.variant(finding.at(alarm, ["actions_enabled"], {}), "disabled")
}

deny contains found if {
	some alarm in input.kinds["cloudwatch.alarm"]
	alarm.alarm_actions == []
	alarm.ok_actions == []
	alarm.insufficient_data_actions == []
	not input.incoming[alarm.address]
	not _in_composite(alarm)
	at := finding.variant(finding.at(alarm, ["alarm_actions"], {}), "none")
	found := finding.rests_on(finding.rests_on(at, alarm, ["ok_actions"]), alarm, ["insufficient_data_actions"])
}

deny contains found if {
	some alarm in input.kinds["cloudwatch.composite_alarm"]
	alarm.alarm_actions == []
	found := finding.variant(finding.at(alarm, ["alarm_actions"], {}), "none")
}

_in_composite(alarm) if {
	some composite in input.kinds["cloudwatch.composite_alarm"]
	is_string(alarm.name)
	contains(composite.alarm_rule, alarm.name)
}

_in_composite(_) if {
	some composite in input.kinds["cloudwatch.composite_alarm"]
	value.unknown(composite.alarm_rule)
}
