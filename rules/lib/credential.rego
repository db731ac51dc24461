# METADATA
# title: Credentials
# description: |
#   Where the passwords and tokens of a resource come from. The engine has computed it: an
#   entry of credentials for each that is not kept secret, which never holds the value.
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
package lib.credential

import rego.v1

import data.lib.finding
import data.lib.value

# exposed is the set of findings about credentials that stand in the source. Only
# a literal is as bad as the rule says: a variable can still be overridden.
exposed(node) := {found |
	some i, credential in value.items(node.credentials)
	value.known(credential.from)
	at := finding.variant(finding.at(node, ["credentials", i], _values(credential)), credential.from)
	found := _graded(at, credential.from)
}

# undecided is the set of findings about credentials whose origin isn't known.
undecided(node) := {found |
	some i, credential in value.items(node.credentials)
	value.unknown(credential.from)
	found := finding.at(node, ["credentials", i, "from"], _values(credential))
}

_values(credential) := {"attribute": credential.attribute, "variable": credential.variable}

_graded(found, "literal") := found

_graded(found, from) := finding.severity(found, "medium") if from != "literal"
