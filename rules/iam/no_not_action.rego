# METADATA
# title: "Do not combine Allow with NotAction or NotResource"
# description: "Allow with NotAction or NotResource grants everything but the exceptions, and grows with each new service."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document]
#   message: "{resource} allows all but what it excludes with NotAction or NotResource"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_ACTION, IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_RESOURCE]
#   fix:
#     text: "List what is allowed in Action and Resource; keep NotAction and NotResource for Deny."
#   ko:
#     title: "Allow와 NotAction/NotResource를 함께 쓰지 않기"
#     description: "Allow와 NotAction이나 NotResource를 함께 쓰면 예외를 뺀 모든 것이 허용되고, 새 서비스가 나올 때마다 권한이 늘어납니다."
#     message: "NotAction이나 NotResource로 제외한 것 말고는 모두 허용함: {resource}"
#     fix: "허용할 것을 Action과 Resource에 나열하고, NotAction과 NotResource는 Deny에만 사용합니다."
package rules.iam.no_not_action

import rego.v1

import data.lib.policy

deny contains found if {
	some holder in policy.identity(input.kinds)
	some grant in policy.granting(holder, "inverted")
	found := policy.at(holder, "document", grant, {})
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	some found in policy.undecided(holder, "document", "grants", "inverted")
}
