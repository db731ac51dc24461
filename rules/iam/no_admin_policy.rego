# METADATA
# title: "Do not grant Action \"*\" on Resource \"*\""
# description: "Whoever gets hold of such an identity, or of anything that may use it, controls the whole account."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document]
#   message: "{resource} allows every action on every resource"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#     - {doc: "004", section: "9. IAM"}
#   aliases: [CKV_AWS_62, CKV_AWS_1, IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS, iam-policy-no-statements-with-admin-access]
#   limits: "Rights that several statements give only together are not added up."
#   fix:
#     text: "List the actions that are needed and the ARNs that they are needed on."
#   ko:
#     title: "모든 리소스에 대한 모든 작업을 허용하는 정책을 만들지 않기"
#     description: "이 자격 증명이나 이를 사용하는 무엇이든 손에 넣으면 계정 전체를 마음대로 할 수 있습니다."
#     message: "모든 리소스에 대한 모든 작업을 허용함: {resource}"
#     fix: "필요한 작업과 그 대상 ARN만 나열합니다."
package rules.iam.no_admin_policy

import rego.v1

import data.lib.finding
import data.lib.policy

deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in policy.granting(holder, "admin")
	not grant.conditional
	found := policy.at(holder, "document", grant, {})
}

# A condition narrows the circumstances, not the rights.
deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in policy.granting(holder, "admin")
	grant.conditional
	found := finding.severity(policy.at(holder, "document", grant, {}), "medium")
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	some found in policy.undecided(holder, "document", "grants", "admin")
}
