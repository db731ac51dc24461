# METADATA
# title: "Do not let clients override workgroup settings"
# description: "Clients that may override the workgroup can write results unencrypted or to a bucket of their own."
# related_resources:
#   - https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [athena.workgroup]
#   evidence: ["enforce_configuration"]
#   differs: "The Terraform provider sends true when the argument is absent; CloudFormation documents no default."
#   messages:
#     overridable: "Clients of {resource} may override its settings"
#     unset: "{resource} does not say whether clients may override its settings, and AWS documents no default"
#   guidance:
#     - {doc: "000", section: "Athena"}
#   aliases: [CKV_AWS_82, AVD-AWS-0007]
#   fix:
#     set: {enforce_configuration: true}
#     text: "Enforce the workgroup configuration."
#   ko:
#     title: "클라이언트가 작업 그룹 설정을 바꾸지 못하게 하기"
#     description: "작업 그룹 설정을 재정의할 수 있는 클라이언트는 결과를 암호화하지 않거나 다른 버킷에 쓸 수 있습니다."
#     messages:
#       overridable: "클라이언트가 설정을 재정의할 수 있음: {resource}"
#       unset: "설정 재정의 여부가 정해지지 않음: {resource}"
#     fix: "작업 그룹 구성을 강제하세요."
package rules.athena.enforce_workgroup

import rego.v1

import data.lib.finding

deny contains found if {
	some workgroup in input.kinds["athena.workgroup"]
	workgroup.enforce_configuration == false
	found := finding.variant(finding.at(workgroup, ["enforce_configuration"], {}), "overridable")
}

deny contains found if {
	some workgroup in input.kinds["athena.workgroup"]
	workgroup.language == "cloudformation"
	object.get(workgroup, "enforce_configuration", "absent") == "absent"
	found := finding.severity(finding.variant(finding.at(workgroup, ["enforce_configuration"], {}), "unset"), "note")
}
