# METADATA
# title: "Keep Global Accelerator flow logs"
# description: "Without flow logs nobody can tell which addresses reached an accelerator and when."
# related_resources:
#   - https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html
#   - https://docs.aws.amazon.com/global-accelerator/latest/api/API_EndpointGroup.html
# custom:
#   severity: low
#   category: logging
#   kinds: [globalaccelerator.accelerator, globalaccelerator.endpoint_group]
#   evidence: ["flow_logs.enabled"]
#   messages:
#     "off": "{resource} writes no flow logs"
#     bucket: "{resource} writes flow logs and names no bucket for them"
#     interval: "{resource} checks its endpoints every {seconds} seconds; only 10 and 30 are allowed"
#   guidance:
#     - {doc: "000", section: "Global Accelerator"}
#   aliases: [CKV_AWS_75]
#   fix:
#     text: "Turn on flow logs and name an S3 bucket for them."
#   ko:
#     title: "Global Accelerator 플로우 로그 켜기"
#     description: "플로우 로그가 없으면 어떤 주소가 언제 액셀러레이터에 접속했는지 알 수 없습니다."
#     messages:
#       "off": "플로우 로그를 쓰지 않음: {resource}"
#       bucket: "플로우 로그를 저장할 버킷이 없음: {resource}"
#       interval: "상태 확인 간격은 10초나 30초만 가능함: {resource} ({seconds}초)"
#     fix: "플로우 로그를 켜고 저장할 S3 버킷을 지정하세요."
package rules.globalaccelerator.logging

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some accelerator in input.kinds["globalaccelerator.accelerator"]
	accelerator.flow_logs.enabled == false
	found := finding.variant(finding.at(accelerator, ["flow_logs", "enabled"], {}), "off")
}

deny contains found if {
	some accelerator in input.kinds["globalaccelerator.accelerator"]
	accelerator.flow_logs.enabled == true
	not accelerator.flow_logs.bucket
	at := finding.variant(finding.at(accelerator, ["flow_logs", "bucket"], {}), "bucket")
	found := finding.rests_on(at, accelerator, ["flow_logs", "enabled"])
}

deny contains found if {
	some group in input.kinds["globalaccelerator.endpoint_group"]
	value.none_of(group.health_check_interval, {10, 30})
	at := finding.at(group, ["health_check_interval"], {"seconds": group.health_check_interval})
	found := finding.variant(at, "interval")
}

undetermined contains found if {
	some group in input.kinds["globalaccelerator.endpoint_group"]
	value.unknown(group.health_check_interval)
	found := finding.variant(finding.at(group, ["health_check_interval"], {}), "interval")
}
