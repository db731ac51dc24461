# METADATA
# title: "Keep stream retention between 24 hours and 365 days"
# description: "Kinesis refuses the stream, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
#   - https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
# custom:
#   severity: high
#   category: limits
#   kinds: [kinesis.stream]
#   evidence: ["retention_hours", "stream_mode", "shard_count"]
#   differs: "CloudFormation takes on-demand mode when neither the mode nor a shard count is written."
#   messages:
#     range: "{resource} asks for a retention of {hours} hours, outside 24 to 8760"
#     on_demand: "{resource} is in on-demand mode and sets {shards} shards"
#     provisioned: "{resource} is in provisioned mode and has no shard count"
#   guidance:
#     - {doc: "000", section: "Kinesis Data Stream"}
#   fix:
#     text: "Choose between 24 and 8760 hours; set the shard count in provisioned mode only."
#   ko:
#     title: "Kinesis 보존 기간은 24~8760시간"
#     description: "Kinesis가 스트림을 거부하여 배포가 실패합니다."
#     messages:
#       range: "보존 기간이 24~8760시간을 벗어남: {resource} ({hours}시간)"
#       on_demand: "온디맨드 모드인데 샤드 수를 설정함: {resource} (샤드 {shards}개)"
#       provisioned: "프로비저닝 모드인데 샤드 수가 없음: {resource}"
#     fix: "24시간에서 8760시간 사이로 정하고 샤드 수는 프로비저닝 모드에서만 설정하세요."
package rules.kinesis.retention_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some stream in input.kinds["kinesis.stream"]
	_outside(stream.retention_hours)
	at := finding.at(stream, ["retention_hours"], {"hours": stream.retention_hours})
	found := finding.variant(at, "range")
}

deny contains found if {
	some stream in input.kinds["kinesis.stream"]
	stream.stream_mode == "ON_DEMAND"
	stream.shard_count
	at := finding.at(stream, ["shard_count"], {"shards": stream.shard_count})
	found := finding.rests_on(finding.variant(at, "on_demand"), stream, ["stream_mode"])
}

deny contains found if {
	some stream in input.kinds["kinesis.stream"]
	_provisioned(stream)
	not stream.shard_count
	at := finding.variant(finding.at(stream, ["shard_count"], {}), "provisioned")
	found := finding.rests_on(at, stream, ["stream_mode"])
}

_outside(hours) if value.below(hours, 24)

_outside(hours) if value.above(hours, 8760)

_provisioned(stream) if stream.stream_mode == "PROVISIONED"

_provisioned(stream) if {
	stream.language == "terraform"
	not stream.stream_mode
}
