# METADATA
# title: "Scope policies to named resources instead of Resource \"*\""
# description: "Rights on every resource reach what other teams own and what will be created later."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
#   - https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document]
#   message: "{resource} allows {actions} on every resource, though it could name some"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_355, CKV_AWS_356, IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE]
#   limits: "Statements with a condition, and wildcards within an ARN, are left alone."
#   fix:
#     text: "Replace the wildcard by the ARNs of the resources that are meant."
#   ko:
#     title: "정책의 리소스를 \"*\" 대신 특정 ARN으로 제한하기"
#     description: "모든 리소스에 대한 권한은 다른 팀의 리소스와 앞으로 만들 리소스까지 포함합니다."
#     message: "특정 리소스로 제한할 수 있는 작업을 모든 리소스에 허용함: {resource} (작업 {actions})"
#     fix: "와일드카드 대신 대상 리소스의 ARN을 적습니다."
package rules.iam.no_wildcard_resources

import rego.v1

import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in value.items(holder.grants)
	actions := value.items(grant.narrowable)
	actions != []
	found := policy.at(holder, "document", grant, {"actions": concat(", ", actions)})
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	some found in policy.undecided(holder, "document", "grants", "narrowable")
}
