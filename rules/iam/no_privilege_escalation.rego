# METADATA
# title: "Do not allow actions that let a principal raise its own rights"
# description: "Whoever holds these rights on all resources can give themselves any other right."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [iam.policy, sso.permission_set, iam.policy_document]
#   message: "{resource} lets its holder raise its own rights by {actions}"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_286, CKV_AWS_110]
#   limits: "Sets of actions that are spread over several documents, or that need a resource of certain rights, are not found."
#   fix:
#     text: "Limit these actions to named resources, or remove them."
#   ko:
#     title: "권한 상승이 가능한 작업 조합을 허용하지 않기"
#     description: "모든 리소스에 대해 이 권한을 가지면 스스로 다른 모든 권한을 얻을 수 있습니다."
#     message: "스스로 권한을 높일 수 있음: {resource} (작업 {actions})"
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
	found := policy.at(holder, "document", {"statement": statement}, {"actions": actions})
}

undetermined contains found if {
	some holder in policy.identity(input.kinds)
	value.unknown(holder.escalations)
	found := finding.rests_on(finding.at(holder, ["document"], {}), holder, ["escalations"])
}
