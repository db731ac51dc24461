# METADATA
# title: Policies
# description: |
#   What the statements of policies grant and whom they let in. The engine has computed it:
#   grants of identity documents, access of resource and trust policies, an entry for each
#   statement that allows.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
package lib.policy

import rego.v1

import data.lib.finding
import data.lib.value

# identity returns the nodes whose document gives rights to identities. In
# Terraform the inline policy of a permission set is a node of its own.
identity(kinds) := array.concat(
	object.get(kinds, "iam.policy", []),
	array.concat(
		object.get(kinds, "iam.policy_document", []),
		[set | some set in kinds["sso.permission_set"]; set.language == "cloudformation"],
	),
)

# holders returns the nodes with a resource policy: those that are nothing but a
# policy, and those of the kind itself that no such policy refers to.
holders(kinds, incoming, kind, satellite) := array.concat(
	object.get(kinds, satellite, []),
	[holder |
		some holder in object.get(kinds, kind, [])
		not incoming[holder.address][satellite]
	],
)

# at is a finding about the statement that a fact of a node is about.
at(node, attribute, fact, values) := finding.at(node, [attribute, "statements", fact.statement], values)

# granting returns the facts of an identity document in which a name is true.
granting(node, name) := [grant | some grant in value.items(node.grants); grant[name] == true]

# public returns the facts of the statements that let strangers in.
public(node) := [access | some access in value.items(node.access); access.public == true]

# undecided is the set of findings about facts of a node, in the list facts,
# that the policy leaves open because some of it isn't known.
undecided(node, attribute, facts, _) := {found} if {
	value.unknown(node[facts])
	found := finding.rests_on(finding.at(node, [attribute], {}), node, [facts])
}

undecided(node, attribute, facts, name) := {found |
	some i, fact in node[facts]
	value.unknown(fact[name])
	found := finding.rests_on(at(node, attribute, fact, {}), node, [facts, i, name])
} if {
	is_array(node[facts])
}

# attaching returns the nodes that managed policies are attached to or by, each
# with the attribute that lists them. In Terraform those of a permission set are
# attachments of their own.
attaching(kinds) := array.concat(
	[[holder, "managed_policies"] |
		some kind in ["iam.role", "iam.user", "iam.group"]
		some holder in kinds[kind]
	],
	array.concat(
		[[holder, "policies"] | some holder in kinds["iam.policy_attachment"]],
		[[holder, "managed_policies"] | some holder in kinds["sso.permission_set"]; holder.language == "cloudformation"],
	),
)
