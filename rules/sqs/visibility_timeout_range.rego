# METADATA
# title: "Keep the visibility timeout within 12 hours"
# description: "SQS refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
# custom:
#   severity: high
#   category: limits
#   kinds: [sqs.queue]
#   evidence: ["visibility_timeout"]
#   message: "{resource} sets the visibility timeout to {value} seconds, outside 0 to 43200"
#   guidance:
#     - {doc: "000", section: "SQS - Message Visibility Timeout"}
#   fix:
#     text: "Choose the visibility timeout between 0 and 43200 seconds."
#   ko:
#     title: "가시성 제한 시간은 12시간 이내로"
#     description: "SQS가 값을 거부하여 배포가 실패합니다."
#     message: "가시성 제한 시간 범위를 벗어남: {resource} (값 {value}초, 허용 0~43200)"
#     fix: "가시성 제한 시간 값을 0에서 43200 사이로 정하세요."
package rules.sqs.visibility_timeout_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in input.kinds["sqs.queue"]
	_outside(resource.visibility_timeout)
	found := finding.at(resource, ["visibility_timeout"], {"value": resource.visibility_timeout})
}

_outside(x) if value.below(x, 0)

_outside(x) if value.above(x, 43200)
