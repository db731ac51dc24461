# METADATA
# title: "End FIFO queue names with .fifo"
# description: "SQS refuses a FIFO queue whose name does not end in .fifo, and FIFO settings on a standard queue."
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
# custom:
#   severity: high
#   category: limits
#   kinds: [sqs.queue]
#   evidence: ["fifo"]
#   messages:
#     name: "{resource} is a FIFO queue with the name {name}, which does not end in .fifo"
#     standard: "{resource} has the FIFO name {name} and is a standard queue"
#     setting: "{resource} is a standard queue and sets {setting}"
#   guidance:
#     - {doc: "000", section: "FIFO Queue"}
#   fix:
#     text: "End the name of a FIFO queue in .fifo, and set FIFO options on FIFO queues only."
#   ko:
#     title: "FIFO 대기열 이름은 .fifo로 끝내기"
#     description: "SQS는 이름이 .fifo로 끝나지 않는 FIFO 대기열과 표준 대기열의 FIFO 설정을 거부합니다."
#     messages:
#       name: "FIFO 대기열 이름이 .fifo로 끝나지 않음: {resource} (이름 {name})"
#       standard: "표준 대기열 이름이 .fifo로 끝남: {resource} (이름 {name})"
#       setting: "표준 대기열에 FIFO 설정이 있음: {resource} ({setting})"
#     fix: "FIFO 대기열의 이름은 .fifo로 끝내고 FIFO 옵션은 FIFO 대기열에만 쓰세요."
package rules.sqs.fifo_name

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some queue in input.kinds["sqs.queue"]
	queue.fifo == true
	is_string(queue.name)
	not _fifo_name(queue)
	at := finding.variant(finding.at(queue, ["name"], {"name": queue.name}), "name")
	found := finding.rests_on(at, queue, ["fifo"])
}

deny contains found if {
	some queue in input.kinds["sqs.queue"]
	queue.fifo == false
	_fifo_name(queue)
	at := finding.variant(finding.at(queue, ["name"], {"name": queue.name}), "standard")
	found := finding.rests_on(at, queue, ["fifo"])
}

deny contains found if {
	some queue in input.kinds["sqs.queue"]
	queue.fifo == false
	not _fifo_name(queue)
	some setting in _settings(queue)
	at := finding.rests_on(finding.at(queue, [setting], {"setting": setting}), queue, ["fifo"])
	found := finding.rests_on(finding.variant(at, "setting"), queue, ["name"])
}

undetermined contains found if {
	some queue in input.kinds["sqs.queue"]
	queue.fifo == false
	value.unknown(queue.content_based_deduplication)
	found := finding.at(queue, ["content_based_deduplication"], {})
}

undetermined contains found if {
	some queue in input.kinds["sqs.queue"]
	value.unknown(queue.name)
	not _fits(queue)
	found := finding.at(queue, ["name"], {})
}

# What a partly known name ends in decides.
_fits(queue) if {
	queue.fifo == true
	endswith(_tail(queue.name.parts), ".fifo")
}

_fits(queue) if {
	queue.fifo == false
	tail := _tail(queue.name.parts)
	count(tail) >= count(".fifo")
	value.differs(endswith(tail, ".fifo"), true)
}

_tail(parts) := parts[count(parts) - 1]

_fifo_name(queue) if endswith(queue.name, ".fifo")

_settings(queue) := {setting | some setting in ["deduplication_scope", "throughput_limit"]; queue[setting]} | {setting |
	some setting in ["content_based_deduplication"]
	queue[setting] == true
}
