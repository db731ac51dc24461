# METADATA
# title: "Keep GuardDuty detectors on"
# description: "A detector that is switched off finds no intruder."
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html
# custom:
#   severity: medium
#   category: logging
#   kinds: [guardduty.detector, guardduty.organization_configuration]
#   evidence: ["enabled"]
#   messages:
#     detector: "{resource} is switched off"
#     organization: "{resource} does not enroll every account: auto_enable_organization_members is {members}"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV_AWS_238, CKV2_AWS_3]
#   limits: "A configuration without any detector is not reported."
#   fix:
#     set: {enabled: true}
#     text: "Switch the detector on."
#   ko:
#     title: "GuardDuty 켜 두기"
#     description: "꺼진 탐지기는 침입을 찾지 못합니다."
#     messages:
#       detector: "탐지기가 꺼져 있음: {resource}"
#       organization: "모든 계정을 등록하지 않음: {resource} (auto_enable_organization_members {members})"
#     fix: "탐지기를 켜세요."
package rules.guardduty.enabled

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some detector in input.kinds["guardduty.detector"]
	detector.enabled == false
	found := finding.variant(finding.at(detector, ["enabled"], {}), "detector")
}

deny contains found if {
	some organization in input.kinds["guardduty.organization_configuration"]
	value.differs(organization.auto_enable, "ALL")
	at := finding.at(organization, ["auto_enable"], {"members": organization.auto_enable})
	found := finding.severity(finding.variant(at, "organization"), "note")
}
