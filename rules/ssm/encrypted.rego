# METADATA
# title: "Store secret parameters as SecureString"
# description: "A String parameter can be read by everyone with ssm:GetParameter, without any right on a key."
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html
# custom:
#   severity: medium
#   category: encryption
#   profile: strict
#   kinds: [ssm.parameter]
#   evidence: ["parameter_type", "name"]
#   differs: "CloudFormation has no SecureString, so there the value itself is at fault."
#   messages:
#     plain: "{resource} is named like a secret ({name}) and is a {type}, not a SecureString"
#     template: "{resource} is named like a secret ({name}), and CloudFormation can't make it a SecureString"
#   guidance:
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#   fix:
#     text: "Make it a SecureString; in CloudFormation use Secrets Manager or a dynamic reference."
#   ko:
#     title: "비밀 파라미터는 SecureString으로"
#     description: "String 파라미터는 키에 대한 권한 없이 ssm:GetParameter 권한만으로 읽을 수 있습니다."
#     messages:
#       plain: "비밀 같은 이름의 파라미터가 SecureString이 아님: {resource} (이름 {name}, 유형 {type})"
#       template: "비밀 같은 이름의 파라미터를 CloudFormation으로 만듦: {resource} (이름 {name})"
#     fix: "SecureString으로 만들고, CloudFormation에서는 Secrets Manager나 동적 참조를 쓰세요."
package rules.ssm.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some parameter in input.kinds["ssm.parameter"]
	parameter.language == "terraform"
	parameter.parameter_type in {"String", "StringList"}
	_secret_name(parameter.name)
	at := finding.at(parameter, ["parameter_type"], {"name": parameter.name, "type": parameter.parameter_type})
	found := finding.rests_on(finding.variant(at, "plain"), parameter, ["name"])
}

deny contains found if {
	some parameter in input.kinds["ssm.parameter"]
	parameter.language == "cloudformation"
	name := object.get(parameter, "name", parameter.address)
	_secret_name(name)
	_written(parameter.value)
	found := finding.variant(finding.at(parameter, ["value"], {"name": name}), "template")
}

_written(text) if is_string(text)

_written(text) if text["$unknown"]

_secret_name(name) if {
	is_string(name)
	segments := split(name, "/")
	segment := _separated(segments[count(segments) - 1])
	_says_secret(segment)
	not _says_harmless(segment)
}

# AdminPassword and admin-password are admin_password here.
_separated(segment) := lower(regex.replace(regex.replace(segment, `([a-z0-9])([A-Z])`, `${1}_${2}`), `[-. ]`, "_"))

_says_secret(segment) if regex.match(`(^|_)(password|passwd|pwd|secret|token|credentials?|apikey|passphrase)(_|$)|(api|private|access|secret)_key$`, segment)

_says_harmless(segment) if regex.match(`(^|_)(arn|id|name|url|path|public_key|expiry)$`, segment)
