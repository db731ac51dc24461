# METADATA
# title: "Do not allow the bare action wildcard \"*\""
# description: "A bare \"*\" gives every action of every service, now and in future, on the resources of the statement."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document]
#   message: "{resource} allows every action of every service"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_63, CKV_AWS_49, AVD-AWS-0057, IAM_ROLE_NO_WILDCARD_ACTIONS_ON_PERMISSIONS]
#   limits: "A statement that grants everything is reported by iam/no-admin-policy instead."
#   fix:
#     text: "Replace the wildcard by the actions that are needed."
#   ko:
#     title: "허용(Allow) 문의 작업에 \"*\"를 쓰지 않기"
#     description: "\"*\"만 쓰면 해당 리소스에 대해 현재와 앞으로의 모든 서비스 작업이 허용됩니다."
#     message: "모든 서비스의 모든 작업을 허용함: {resource}"
#     fix: "와일드카드 대신 필요한 작업을 나열합니다."
package rules.iam.no_wildcard_actions

import rego.v1

import data.lib.policy

deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in policy.granting(holder, "wildcard_action")
	found := policy.at(holder, "document", grant, {})
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	some found in policy.undecided(holder, "document", "grants", "wildcard_action")
}
