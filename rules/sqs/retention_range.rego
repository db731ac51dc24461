# METADATA
# title: "Keep message retention within 60 seconds and 14 days"
# description: "SQS refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
# custom:
#   severity: high
#   category: limits
#   kinds: [sqs.queue]
#   evidence: ["retention"]
#   message: "{resource} sets the message retention to {value} seconds, outside 60 to 1209600"
#   guidance:
#     - {doc: "000", section: "SQS"}
#   fix:
#     text: "Choose the message retention between 60 and 1209600 seconds."
#   ko:
#     title: "메시지 보존 기간은 60초~14일"
#     description: "SQS가 값을 거부하여 배포가 실패합니다."
#     message: "메시지 보존 기간 범위를 벗어남: {resource} (값 {value}초, 허용 60~1209600)"
#     fix: "메시지 보존 기간 값을 60에서 1209600 사이로 정하세요."
package rules.sqs.retention_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in input.kinds["sqs.queue"]
	_outside(resource.retention)
	found := finding.at(resource, ["retention"], {"value": resource.retention})
}

_outside(x) if value.below(x, 60)

_outside(x) if value.above(x, 1209600)
