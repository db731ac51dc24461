# METADATA
# title: "Record all regions"
# description: "What happens in a region that the trail does not cover stays invisible, and attackers choose just those regions."
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
# custom:
#   severity: high
#   category: logging
#   kinds: [cloudtrail.trail]
#   evidence: ["multi_region", "global_service_events"]
#   messages:
#     single: "{resource} records one region only"
#     global: "{resource} leaves out the events of global services such as IAM"
#   guidance:
#     - {doc: "001", section: "추적"}
#     - {doc: "000", section: "CloudTrail"}
#   aliases: [CKV_AWS_67, AVD-AWS-0014, MULTI_REGION_CLOUD_TRAIL_ENABLED, multi-region-cloudtrail-enabled]
#   fix:
#     set: {multi_region: true}
#     text: "Make it a multi-region trail with global service events."
#   ko:
#     title: "모든 리전을 기록하기"
#     description: "추적이 다루지 않는 리전의 활동은 보이지 않으며, 공격자는 바로 그런 리전을 고릅니다."
#     messages:
#       single: "한 리전만 기록함: {resource}"
#       global: "IAM 같은 글로벌 서비스 이벤트를 기록하지 않음: {resource}"
#     fix: "글로벌 서비스 이벤트를 포함하는 다중 리전 추적으로 만드세요."
package rules.cloudtrail.multi_region

import rego.v1

import data.lib.finding

deny contains found if {
	some trail in input.kinds["cloudtrail.trail"]
	trail.multi_region == false
	found := finding.variant(finding.at(trail, ["multi_region"], {}), "single")
}

deny contains found if {
	some trail in input.kinds["cloudtrail.trail"]
	trail.global_service_events == false
	found := finding.severity(finding.variant(finding.at(trail, ["global_service_events"], {}), "global"), "medium")
}
