# METADATA
# title: "Enforce MFA for groups of human users"
# description: "A leaked password is then enough to act as the person."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [iam.group, iam.user]
#   message: "{resource} gives rights without multi-factor authentication"
#   guidance:
#     - {doc: "000", section: "Multi Factor Authentication ( MFA )"}
#     - {doc: "001", section: "IAM이란?"}
#   aliases: [AVD-AWS-0123, AVD-AWS-0145]
#   fix:
#     text: "Add a statement that denies everything when aws:MultiFactorAuthPresent is false."
#   ko:
#     title: "사용자 그룹에 MFA를 강제하기"
#     description: "비밀번호가 새어 나가면 그것만으로 그 사람으로 행동할 수 있습니다."
#     message: "MFA 없이 권한을 줌: {resource}"
#     fix: "aws:MultiFactorAuthPresent가 false이면 모두 거부하는 문을 추가합니다."
package rules.iam.mfa_enforced

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["iam.group"]
	_has_policies(group)
	not _enforced(group)
	not _outside(group)
	found := _resting(finding.at(group, [], {}), group)
}

# A user with a password that belongs to no group stands for itself.
deny contains found if {
	some user in input.kinds["iam.user"]
	user.console_access == true
	value.items(user.groups) == []
	not _enforced(user)
	not _outside(user)
	at := _resting(finding.at(user, [], {}), user)
	found := finding.rests_deeply_on(finding.rests_on(at, user, ["console_access"]), user, ["groups"])
}

undetermined contains found if {
	some kind in ["iam.group", "iam.user"]
	some holder in input.kinds[kind]
	_people(holder)
	not _enforced(holder)
	some i in _unread(holder)
	found := finding.at(holder, ["managed_policies", i], {})
}

undetermined contains found if {
	some kind in ["iam.group", "iam.user"]
	some holder in input.kinds[kind]
	not _enforced(holder)
	some attribute in ["policies", "managed_policies", "console_access", "groups"]
	value.unknown(holder[attribute])
	found := finding.at(holder, [attribute], {})
}

_people(holder) if holder.kind == "iam.group"

_people(holder) if holder.console_access == true

_has_policies(holder) if value.items(holder.policies) != []

_has_policies(holder) if value.items(holder.managed_policies) != []

_documents(holder) := array.concat(
	[inline.document | some inline in value.items(holder.policies)],
	[input.by_address[address].document | some address in value.items(holder.managed_policies)],
)

_enforced(holder) if {
	some document in _documents(holder)
	some statement in value.items(document.statements)
	statement.effect == "Deny"
	some condition in value.items(statement.conditions)
	_absent(condition)
}

# Every right depends on a second factor.
_enforced(holder) if {
	allows := [statement |
		some document in _documents(holder)
		some statement in value.items(document.statements)
		statement.effect == "Allow"
	]
	allows != []
	open := [statement | some statement in allows; not _guarded(statement)]
	open == []
}

_absent(condition) if {
	lower(condition.key) == "aws:multifactorauthpresent"
	lower(condition.operator) in {"bool", "boolifexists"}
	"false" in value.items(condition.values)
}

_absent(condition) if {
	lower(condition.key) == "aws:multifactorauthage"
	lower(condition.operator) in {"numericgreaterthan", "numericgreaterthanifexists"}
}

_guarded(statement) if {
	some condition in value.items(statement.conditions)
	lower(condition.key) == "aws:multifactorauthpresent"
	lower(condition.operator) == "bool"
	"true" in value.items(condition.values)
}

_outside(holder) if count(_unread(holder)) > 0

# Managed policies whose document is not here; those of AWS enforce nothing.
_unread(holder) := {i |
	some i, policy in value.items(holder.managed_policies)
	not _readable(policy)
}

_readable(policy) if input.by_address[policy]

_readable(policy) if regex.match(`^arn:[a-z-]+:iam::aws:policy/`, policy)

_resting(found, holder) := object.union(found, {"rests_on": array.concat(
	[{"resource": holder.address, "path": [attribute], "deep": true} | some attribute in ["policies", "managed_policies"]],
	[{"resource": address, "path": ["document"], "deep": true} |
		some address in value.items(holder.managed_policies)
		input.by_address[address]
	],
)})
