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
