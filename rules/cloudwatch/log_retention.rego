# METADATA
# title: "Set a retention on log groups"
# description: "Logs that never expire cost more every month and keep personal data longer than anyone decided."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
# custom:
#   severity: low
#   category: logging
#   kinds: [logs.log_group]
#   evidence: ["retention_days", "class"]
#   messages:
#     never: "{resource} keeps its logs forever"
#     invalid: "{resource} asks for a retention of {days} days, which CloudWatch Logs does not offer"
#   guidance:
#     - {doc: "000", section: "CloudWatch Log"}
#     - {doc: "001", section: "Cloudwatch Logs"}
#   aliases: [CKV_AWS_66, CW_LOGGROUP_RETENTION_PERIOD_CHECK, cw-loggroup-retention-period-check]
#   fix:
#     set: {retention_days: 365}
#     text: "Set a retention, for example 365 days."
#   ko:
#     title: "로그 그룹 보존 기간 정하기"
#     description: "만료되지 않는 로그는 매달 비용이 늘고 개인정보를 정한 적 없는 기간 동안 보관합니다."
#     messages:
#       never: "로그를 영구 보관함: {resource}"
#       invalid: "지원하지 않는 보존 기간: {resource} ({days}일)"
#     fix: "보존 기간을 설정하세요(예 365일)."
package rules.cloudwatch.log_retention

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["logs.log_group"]
	value.differs(group.class, "DELIVERY")
	not group.retention_days
	found := finding.variant(finding.at(group, ["retention_days"], {}), "never")
}

deny contains found if {
	some group in input.kinds["logs.log_group"]
	value.differs(group.class, "DELIVERY")
	group.retention_days == 0
	found := finding.variant(finding.at(group, ["retention_days"], {}), "never")
}

deny contains found if {
	some group in input.kinds["logs.log_group"]
	is_number(group.retention_days)
	value.none_of(group.retention_days, _offered)
	found := finding.variant(finding.at(group, ["retention_days"], {"days": group.retention_days}), "invalid")
}

# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
_offered := {
	0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731,
	1096, 1827, 2192, 2557, 2922, 3288, 3653,
}
