# METADATA
# description: What a credential looks like in a template.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
package lib.secret

import rego.v1

import data.lib.value

# aws_key holds for text that contains an AWS access key ID; the keys of the
# AWS documentation end in EXAMPLE and are left alone.
aws_key(text) if {
	is_string(text)
	some key in regex.find_n(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`, text, -1)
	value.differs(substring(key, 13, -1), "EXAMPLE")
}

# named holds for the name of a setting that says that it is a secret.
named(name) if {
	is_string(name)
	regex.match(`(?i)(password|passwd|secret|token|api_?key|private_?key)$`, name)
}

# literal holds for a value that can be the secret itself: not a reference,
# an ARN, a URL, a path or a dynamic reference.
literal(text) if {
	is_string(text)
	count(text) >= 8
	not regex.match(`^(arn:|https?://|s3://|/|\./|\$|\{\{resolve:)`, text)
}

# in_text lists what looks like a credential in a script: {"what", "name"}.
in_text(text) := array.concat(array.concat(_keys(text), _private_keys(text)), _assignments(text))

_keys(text) := [{"what": "key", "name": "AWS access key"} | aws_key(text)]

_private_keys(text) := [{"what": "private", "name": "private key"} | contains(text, "PRIVATE KEY-----")]

_assignments(text) := [{"what": "named", "name": match[1]} |
	some match in regex.find_all_string_submatch_n(_assignment, text, -1)
	not _harmless_name(match[1])
]

_assignment := `(?i)([a-z0-9_.-]*(?:password|passwd|pwd|secret|token|api_?key|aws_secret_access_key))\s*[=:]\s*["']?([^\s"'$\x60({<%!/\x00][^\s"'\x00]{7,})`

_harmless_name(name) if regex.match(`(?i)_(arn|id|name|file|path)$`, name)
