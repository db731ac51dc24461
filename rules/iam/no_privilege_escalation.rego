# METADATA
# title: "Do not allow actions that let a principal raise its own rights"
# description: "Whoever holds these rights on all resources can give themselves any other right."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document, iam.role, iam.user]
#   messages:
#     document: "{resource} lets its holder raise its own rights by {actions}"
#     chain: "{resource} can become {target}, which controls the account, by {actions}"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_286, CKV_AWS_110]
#   limits: "Chains are followed only where they end at an identity with control of the account, and where no condition applies."
#   fix:
#     text: "Limit these actions to named resources, or remove them."
#   ko:
#     title: "권한 상승이 가능한 작업 조합을 허용하지 않기"
#     description: "모든 리소스에 대해 이 권한을 가지면 스스로 다른 모든 권한을 얻을 수 있습니다."
#     messages:
#       document: "스스로 권한을 높일 수 있음: {resource} (작업 {actions})"
#       chain: "계정을 지배하는 자격 증명이 될 수 있음: {resource} (대상 {target}, 작업 {actions})"
#     fix: "이 작업을 특정 리소스로 제한하거나 제거합니다."
package rules.iam.no_privilege_escalation

import rego.v1

import data.lib.finding
import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.identity(input.kinds)
	ways := value.items(holder.escalations)
	ways != []
	some statement in {way.statement | some way in ways}
	actions := concat(", ", [concat(" + ", way.actions) | some way in ways; way.statement == statement])
	found := finding.variant(policy.at(holder, "document", {"statement": statement}, {"actions": actions}), "document")
}

# The rights are spread: to take a role, or to start something that runs as one.
deny contains found if {
	some kind in ["iam.role", "iam.user"]
	some identity in input.kinds[kind]
	steps := value.items(identity.chains)
	steps != []
	at := finding.at(identity, [], {
		"target": steps[count(steps) - 1].to,
		"actions": concat(", then ", [step.by | some step in steps]),
	})
	found := finding.variant(
		finding.flow(at, array.concat(
			[{"node": identity.address, "text": "starts here"}],
			[{"node": step.to, "text": concat(" ", ["reached by", step.by])} | some step in steps],
		)),
		"chain",
	)
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	value.unknown(holder.escalations)
	found := finding.rests_on(finding.at(holder, ["document"], {}), holder, ["escalations"])
}

undetermined contains found if {
	some kind in ["iam.role", "iam.user"]
	some identity in input.kinds[kind]
	value.unknown(identity.chains)
	found := finding.rests_on(finding.at(identity, [], {}), identity, ["chains"])
}
