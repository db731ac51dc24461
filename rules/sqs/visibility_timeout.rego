# METADATA
# title: "Set the visibility timeout to six times the Lambda timeout"
# description: "While the function is still busy the message becomes visible again and is processed twice; Lambda refuses a mapping whose queue hides messages for a shorter time than the function may run."
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
# custom:
#   severity: high
#   category: reliability
#   kinds: [sqs.queue, lambda.event_source, lambda.function]
#   messages:
#     refused: "{resource} hides messages for {visibility} seconds, less than the {timeout} seconds that {function} may run"
#     short: "{resource} hides messages for {visibility} seconds; {function} may run {timeout} seconds, so AWS advises at least {advised}"
#   guidance:
#     - {doc: "000", section: "SQS - Message Visibility Timeout"}
#   fix:
#     text: "Set the visibility timeout to six times the timeout of the function plus the batching window."
#   ko:
#     title: "가시성 제한 시간은 Lambda 제한 시간의 6배로"
#     description: "함수가 아직 처리하는 동안 메시지가 다시 보여 두 번 처리되며, 함수 제한 시간보다 짧으면 Lambda가 매핑을 거부합니다."
#     messages:
#       refused: "가시성 제한 시간이 함수 제한 시간보다 짧음: {resource} ({visibility}초, 함수 {function} {timeout}초)"
#       short: "가시성 제한 시간이 권장값보다 짧음: {resource} ({visibility}초, 함수 {function} {timeout}초, 권장 {advised}초)"
#     fix: "가시성 제한 시간을 함수 제한 시간의 6배에 일괄 처리 시간을 더한 값으로 설정하세요."
package rules.sqs.visibility_timeout

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some pair in _pairs
	value.below(pair.queue.visibility_timeout, pair.function.timeout)
	values := {"visibility": pair.queue.visibility_timeout, "timeout": pair.function.timeout, "function": pair.function.address}
	found := _read(finding.variant(finding.at(pair.queue, ["visibility_timeout"], values), "refused"), pair)
}

deny contains found if {
	some pair in _pairs
	not value.below(pair.queue.visibility_timeout, pair.function.timeout)
	advised := (6 * pair.function.timeout) + pair.mapping.batching_window
	value.below(pair.queue.visibility_timeout, advised)
	values := {"visibility": pair.queue.visibility_timeout, "timeout": pair.function.timeout, "function": pair.function.address, "advised": advised}
	at := finding.variant(finding.at(pair.queue, ["visibility_timeout"], values), "short")
	found := finding.severity(_read(at, pair), "low")
}

undetermined contains found if {
	some pair in _pairs
	some [resource, attribute] in [[pair.queue, "visibility_timeout"], [pair.function, "timeout"], [pair.mapping, "batching_window"]]
	value.unknown(resource[attribute])
	found := finding.rests_on(finding.at(pair.queue, [], {}), resource, [attribute])
}

undetermined contains found if {
	some mapping in input.kinds["lambda.event_source"]
	queue := input.by_address[mapping.source]
	queue.kind == "sqs.queue"
	value.unknown(mapping.function)
	found := finding.rests_on(finding.at(queue, [], {}), mapping, ["function"])
}

undetermined contains found if {
	some mapping in input.kinds["lambda.event_source"]
	input.by_address[mapping.function]
	value.unknown(mapping.source)
	some queue in input.kinds["sqs.queue"]
	found := finding.rests_on(finding.at(queue, [], {}), mapping, ["source"])
}

_pairs contains {"queue": queue, "function": function, "mapping": mapping} if {
	some mapping in input.kinds["lambda.event_source"]
	queue := input.by_address[mapping.source]
	queue.kind == "sqs.queue"
	function := input.by_address[mapping.function]
}

_read(found, pair) := finding.rests_on(window, pair.mapping, ["source"]) if {
	timeout := finding.rests_on(found, pair.function, ["timeout"])
	window := finding.rests_on(timeout, pair.mapping, ["batching_window"])
}
