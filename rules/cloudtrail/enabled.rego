# METADATA
# title: "Keep a trail that logs"
# description: "A trail that is switched off records nothing, so nobody can say afterwards who did what."
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html
# custom:
#   severity: high
#   category: logging
#   kinds: [cloudtrail.trail]
#   evidence: ["logging"]
#   message: "{resource} does not log: logging is switched off"
#   guidance:
#     - {doc: "000", section: "CloudTrail Event Retention"}
#     - {doc: "000", section: "CloudTrail"}
#   aliases: [CKV_AWS_251, CLOUD_TRAIL_ENABLED, cloudtrail-enabled]
#   limits: "A configuration without any trail is not reported."
#   fix:
#     set: {logging: true}
#     text: "Switch logging on."
#   ko:
#     title: "CloudTrail 로깅 유지하기"
#     description: "꺼진 추적은 아무것도 기록하지 않으므로 나중에 누가 무엇을 했는지 알 수 없습니다."
#     message: "로깅이 꺼져 있음: {resource}"
#     fix: "로깅을 켜세요."
package rules.cloudtrail.enabled

import rego.v1

import data.lib.finding

deny contains found if {
	some trail in input.kinds["cloudtrail.trail"]
	trail.logging == false
	found := finding.at(trail, ["logging"], {})
}
