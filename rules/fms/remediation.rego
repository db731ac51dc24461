# METADATA
# title: "Let Firewall Manager policies remediate"
# description: "A policy that only reports leaves resources unprotected until somebody acts on the report."
# related_resources:
#   - https://docs.aws.amazon.com/fms/2018-01-01/APIReference/API_Policy.html
# custom:
#   severity: note
#   category: operations
#   profile: strict
#   kinds: [fms.policy]
#   evidence: ["remediation_enabled"]
#   message: "{resource} reports violations and does not repair them"
#   guidance:
#     - {doc: "002", section: "보안 및 자격증명"}
#   fix:
#     set: {remediation_enabled: true}
#     text: "Turn on automatic remediation once the reports look right."
#   ko:
#     title: "Firewall Manager 정책의 자동 수정 켜기"
#     description: "보고만 하는 정책은 누군가 조치할 때까지 리소스를 보호하지 않습니다."
#     message: "위반을 보고만 하고 고치지 않음: {resource}"
#     fix: "보고 내용이 맞는지 확인한 뒤 자동 수정을 켜세요."
package rules.fms.remediation

import rego.v1

import data.lib.finding

deny contains found if {
	some policy in input.kinds["fms.policy"]
	policy.remediation_enabled == false
	found := finding.at(policy, ["remediation_enabled"], {})
}
