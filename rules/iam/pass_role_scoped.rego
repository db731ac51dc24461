# METADATA
# title: "Restrict iam:PassRole to named roles"
# description: "Who may pass any role can start a function or an instance with the rights of the most powerful one."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document]
#   message: "{resource} allows passing any role"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#     - {doc: "004", section: "9. IAM"}
#   aliases: [AVD-AWS-0342, IAM_POLICY_NO_WILDCARD_RESOURCE_ON_PASSROLE, IAM_ROLE_NO_WILDCARD_RESOURCE_ON_PASSROLE]
#   limits: "Passing roles by the action \"*\" is left to iam/no-admin-policy and iam/no-wildcard-actions."
#   fix:
#     text: "Name the roles that may be passed, or a path or prefix of them."
#   ko:
#     title: "iam:PassRole을 특정 역할로 제한하기"
#     description: "아무 역할이나 전달할 수 있으면 가장 강한 역할의 권한으로 함수나 인스턴스를 시작할 수 있습니다."
#     message: "아무 역할이나 전달할 수 있음: {resource}"
#     fix: "전달할 수 있는 역할이나 그 경로, 접두사를 지정합니다."
package rules.iam.pass_role_scoped

import rego.v1

import data.lib.finding
import data.lib.policy

deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in policy.granting(holder, "pass_role")
	not grant.pass_role_to
	found := policy.at(holder, "document", grant, {})
}

# iam:PassedToService limits who receives the role.
deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in policy.granting(holder, "pass_role")
	grant.pass_role_to
	found := finding.severity(policy.at(holder, "document", grant, {}), "low")
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	some found in policy.undecided(holder, "document", "grants", "pass_role")
}
