# METADATA
# title: "Keep the delivery delay within 15 minutes"
# description: "SQS refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
# custom:
#   severity: high
#   category: limits
#   kinds: [sqs.queue]
#   evidence: ["delay"]
#   message: "{resource} sets the delivery delay to {value} seconds, outside 0 to 900"
#   guidance:
#     - {doc: "000", section: "Delay Queue"}
#   fix:
#     text: "Choose the delivery delay between 0 and 900 seconds."
#   ko:
#     title: "전송 지연은 15분 이내로"
#     description: "SQS가 값을 거부하여 배포가 실패합니다."
#     message: "전송 지연 범위를 벗어남: {resource} (값 {value}초, 허용 0~900)"
#     fix: "전송 지연 값을 0에서 900 사이로 정하세요."
package rules.sqs.delay_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in input.kinds["sqs.queue"]
	_outside(resource.delay)
	found := finding.at(resource, ["delay"], {"value": resource.delay})
}

_outside(x) if value.below(x, 0)

_outside(x) if value.above(x, 900)
