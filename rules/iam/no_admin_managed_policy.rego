# METADATA
# title: "Do not attach AdministratorAccess"
# description: "The identity, and whatever may use it, controls the whole account."
# related_resources:
#   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [iam.role, iam.user, iam.group, iam.policy_attachment, sso.permission_set]
#   message: "{resource} attaches AdministratorAccess"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#     - {doc: "001", section: "정책(Policy)"}
#   aliases: [CKV_AWS_274, IAM_ROLE_ADMINISTRATOR_ACCESS_POLICY_RULE]
#   limits: "Other managed policies that amount to full rights are not listed."
#   fix:
#     text: "Attach a policy with the rights that are needed."
#   ko:
#     title: "AdministratorAccess 관리형 정책을 연결하지 않기"
#     description: "이 자격 증명이나 이를 사용하는 무엇이든 계정 전체를 마음대로 할 수 있습니다."
#     message: "AdministratorAccess를 연결함: {resource}"
#     fix: "필요한 권한만 담은 정책을 연결합니다."
package rules.iam.no_admin_managed_policy

import rego.v1

import data.lib.finding
import data.lib.policy
import data.lib.value

deny contains found if {
	some [holder, attribute] in policy.attaching(input.kinds)
	some i, entry in value.items(holder.attached)
	entry.admin == true
	not _reported_apart(holder, entry.policy)
	found := _graded(finding.at(holder, _place(holder, attribute, i), {}), holder)
}

undetermined contains found if {
	some [holder, attribute] in policy.attaching(input.kinds)
	some i, entry in value.items(holder.attached)
	value.unknown(entry.admin)
	found := finding.rests_on(finding.at(holder, [attribute, entry.policy], {}), holder, ["attached", i, "admin"])
}

undetermined contains found if {
	some [holder, attribute] in policy.attaching(input.kinds)
	value.unknown(holder.attached)
	found := finding.rests_on(finding.at(holder, [attribute], {}), holder, ["attached"])
}

# An ARN of which only the partition is unknown is AdministratorAccess
# nevertheless: the fact stands for it.
_place(holder, attribute, i) := [attribute, i] if _known_at(holder, attribute, i)

_place(holder, attribute, i) := ["attached", i, "admin"] if not _known_at(holder, attribute, i)

_known_at(holder, attribute, i) if value.known(holder[attribute][i])

# An attachment that is a resource of its own is reported itself.
_reported_apart(holder, i) if {
	some attachment in input.incoming[holder.address]["iam.policy_attachment"]
	holder.managed_policies[i] in value.items(attachment.policies)
}

_reported_apart(holder, _) if {
	some attachment in input.incoming[holder.address]["iam.policy_attachment"]
	value.unknown(attachment.policies)
	attachment.policies == holder.managed_policies
}

# A permission set gives short sessions after a sign-in of a person, and a role
# of CloudFormation is worn by stacks alone.
_graded(found, holder) := finding.severity(found, "low") if _limited(holder)

_graded(found, holder) := found if not _limited(holder)

_limited(holder) if holder.kind == "sso.permission_set"

_limited(holder) if holder.type == "aws_ssoadmin_managed_policy_attachment"

_limited(holder) if _only_cloudformation(holder)

_limited(holder) if {
	holder.kind == "iam.policy_attachment"
	some address in value.items(holder.roles)
	_only_cloudformation(input.by_address[address])
}

_only_cloudformation(role) if {
	ids := {principal.id |
		some statement in value.items(role.trust.statements)
		some principal in value.items(statement.principals)
	}
	ids == {"cloudformation.amazonaws.com"}
}
