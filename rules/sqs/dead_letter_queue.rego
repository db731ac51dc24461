# METADATA
# title: "Give queues a dead-letter queue"
# description: "A message that can't be processed is retried until it expires, and then it is gone."
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
# custom:
#   severity: low
#   category: reliability
#   profile: strict
#   kinds: [sqs.queue]
#   evidence: ["redrive.target", "redrive_allow.permission"]
#   message: "{resource} has no dead-letter queue"
#   guidance:
#     - {doc: "000", section: "Dead Letter Queue"}
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#   fix:
#     text: "Add a redrive policy with a dead-letter queue and a maximum receive count."
#   ko:
#     title: "대기열에 배달 못한 편지 대기열 두기"
#     description: "처리할 수 없는 메시지는 만료될 때까지 재시도되다가 사라집니다."
#     message: "배달 못한 편지 대기열이 없음: {resource}"
#     fix: "배달 못한 편지 대기열과 최대 수신 횟수를 가진 리드라이브 정책을 추가하세요."
package rules.sqs.dead_letter_queue

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some queue in input.kinds["sqs.queue"]
	not queue.redrive.target
	not queue.redrive_allow.permission
	not _receives_dead_letters(queue)
	not _named_so(queue)
	_unsure == []
	at := finding.rests_on(finding.at(queue, ["redrive", "target"], {}), queue, ["redrive_allow", "permission"])
	found := finding.rests_on(at, queue, ["name"])
}

undetermined contains found if {
	some queue in input.kinds["sqs.queue"]
	some other in _unsure
	not queue.redrive.target
	not queue.redrive_allow.permission
	not _receives_dead_letters(queue)
	not _named_so(queue)
	found := finding.rests_on(finding.at(queue, ["redrive", "target"], {}), other, ["redrive", "target"])
}

_unsure := [queue | some queue in input.kinds["sqs.queue"]; _unplaced(queue)]

_unplaced(queue) if value.unknown(queue.redrive)

_unplaced(queue) if value.unknown(queue.redrive.target)

# Whatever refers to the queue delivers to it by itself: other queues,
# subscriptions, functions and rules.
_receives_dead_letters(queue) if {
	some kind in ["sqs.queue", "sns.subscription", "lambda.function", "lambda.event_source", "events.rule", "scheduler.schedule"]
	some source in input.incoming[queue.address][kind]
	_sends_dead_letters(source, queue.address)
}

_sends_dead_letters(source, address) if source.redrive.target == address

_sends_dead_letters(source, address) if source.redrive_target == address

_sends_dead_letters(source, address) if source.dead_letter == address

_sends_dead_letters(source, address) if source.on_failure == address

_named_so(queue) if regex.match(`(?i)(^|[-_.])(dlq|dead-?letters?)([-_.]|$)`, queue.name)
