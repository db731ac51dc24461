# METADATA
# title: "Do not let anyone assume a role"
# description: "Anyone can take the role and act with its rights."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
# custom:
#   severity: critical
#   category: least-privilege
#   kinds: [iam.role]
#   message: "{resource} can be assumed by everyone"
#   guidance:
#     - {doc: "001", section: "역할(Role)"}
#     - {doc: "000", section: "STS - Security Token Service"}
#   aliases: [CKV_AWS_60, IAM_ROLE_NO_ALLOW_PLUS_NOT_PRINCIPAL]
#   fix:
#     text: "Name the accounts, roles or services that may assume the role."
#   ko:
#     title: "누구나 맡을 수 있는 역할을 만들지 않기"
#     description: "누구나 역할을 맡아 그 권한으로 행동할 수 있습니다."
#     message: "누구나 맡을 수 있는 역할: {resource}"
#     fix: "역할을 맡을 수 있는 계정, 역할, 서비스를 지정합니다."
package rules.iam.no_public_principal

import rego.v1

import data.lib.finding
import data.lib.policy
import data.lib.value

deny contains found if {
	some role in input.kinds["iam.role"]
	some access in policy.public(role)
	found := _graded(policy.at(role, "trust", access, {}), access)
}

undetermined contains found if {
	some role in input.kinds["iam.role"]
	some found in policy.undecided(role, "trust", "access", "public")
}

# These make it harder to take the role, but tell no caller apart.
_hurdles := {"sts:externalid", "aws:sourceip", "aws:multifactorauthpresent"}

_graded(found, access) := finding.severity(found, "high") if _hindered(access)

_graded(found, access) := found if not _hindered(access)

_hindered(access) if {
	some key in value.items(access.conditions)
	key in _hurdles
}
