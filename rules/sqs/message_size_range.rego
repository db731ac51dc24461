# METADATA
# title: "Keep the maximum message size within 1 KiB and 1 MiB"
# description: "SQS refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
# custom:
#   severity: high
#   category: limits
#   kinds: [sqs.queue]
#   evidence: ["max_message_size"]
#   message: "{resource} sets the maximum message size to {value} bytes, outside 1024 to 1048576"
#   guidance:
#     - {doc: "001", section: "Simple Queue Service(SQS)란?"}
#   fix:
#     text: "Choose the maximum message size between 1024 and 1048576 bytes."
#   ko:
#     title: "최대 메시지 크기는 1KiB~1MiB"
#     description: "SQS가 값을 거부하여 배포가 실패합니다."
#     message: "최대 메시지 크기 범위를 벗어남: {resource} (값 {value}바이트, 허용 1024~1048576)"
#     fix: "최대 메시지 크기 값을 1024에서 1048576 사이로 정하세요."
package rules.sqs.message_size_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in input.kinds["sqs.queue"]
	_outside(resource.max_message_size)
	found := finding.at(resource, ["max_message_size"], {"value": resource.max_message_size})
}

_outside(x) if value.below(x, 1024)

_outside(x) if value.above(x, 1048576)
