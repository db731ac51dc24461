# METADATA
# title: "Do not allow every action of a service (\"s3:*\")"
# description: "Full access to a service includes deleting its resources and changing who may use them."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document]
#   message: "{resource} allows every action of {services}"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#     - {doc: "001", section: "정책(Policy)"}
#   aliases: [AVD-AWS-0345, IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS, IAM_MANAGEDPOLICY_NO_STATEMENTS_WITH_FULL_ACCESS, iam-policy-no-statements-with-full-access]
#   limits: "Statements that are limited to named resources are left alone."
#   fix:
#     text: "List the actions that are needed, or limit the statement to named resources."
#   ko:
#     title: "서비스 전체 작업(예: s3:*)을 허용하지 않기"
#     description: "서비스 전체 권한에는 리소스를 지우고 접근 권한을 바꾸는 작업까지 포함됩니다."
#     message: "서비스의 모든 작업을 허용함: {resource} (서비스 {services})"
#     fix: "필요한 작업만 나열하거나 특정 리소스로 제한합니다."
package rules.iam.no_full_service_access

import rego.v1

import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in value.items(holder.grants)
	services := value.items(grant.full_services)
	services != []
	found := policy.at(holder, "document", grant, {"services": concat(", ", services)})
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	some found in policy.undecided(holder, "document", "grants", "full_services")
}
