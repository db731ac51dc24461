# METADATA
# title: "Run the Config recorder over all resources"
# description: "A recorder that does not run, or leaves out resource types, can't answer how a resource was configured when something happened."
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
# custom:
#   severity: medium
#   category: logging
#   kinds: [config.recorder, config.delivery_channel]
#   evidence: ["enabled", "all_supported", "use_only"]
#   differs: "CloudFormation starts the recorder by itself."
#   messages:
#     stopped: "{resource} is not switched on"
#     channel: "{resource} has no delivery channel"
#     partial: "{resource} does not record all resource types"
#   guidance:
#     - {doc: "000", section: "AWS Config"}
#     - {doc: "002", section: "관리 및 거버넌스"}
#   aliases: [CKV2_AWS_45, CKV2_AWS_48]
#   limits: "Whether global resource types are recorded in one region is not judged."
#   fix:
#     text: "Start the recorder for all supported types and give it a delivery channel."
#   ko:
#     title: "Config 레코더를 모든 리소스에 켜기"
#     description: "실행되지 않거나 일부 유형을 빠뜨린 레코더는 사고 당시의 구성을 알려 주지 못합니다."
#     messages:
#       stopped: "레코더가 켜져 있지 않음: {resource}"
#       channel: "전송 채널이 없음: {resource}"
#       partial: "모든 리소스 유형을 기록하지 않음: {resource}"
#     fix: "지원되는 모든 유형에 대해 레코더를 시작하고 전송 채널을 두세요."
package rules.config.recorder_enabled

import rego.v1

import data.lib.finding

deny contains found if {
	some recorder in input.kinds["config.recorder"]
	recorder.language == "terraform"
	not recorder.enabled
	found := finding.variant(finding.at(recorder, ["enabled"], {}), "stopped")
}

deny contains found if {
	some recorder in input.kinds["config.recorder"]
	not input.kinds["config.delivery_channel"]
	found := finding.variant(finding.at(recorder, [], {}), "channel")
}

deny contains found if {
	some recorder in input.kinds["config.recorder"]
	recorder.all_supported == false
	not _all_but_some(recorder)
	at := finding.variant(finding.at(recorder, ["all_supported"], {}), "partial")
	found := finding.severity(finding.rests_on(at, recorder, ["use_only"]), "low")
}

_all_but_some(recorder) if recorder.use_only == "EXCLUSION_BY_RESOURCE_TYPES"
