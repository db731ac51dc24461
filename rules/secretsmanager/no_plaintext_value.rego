# METADATA
# title: "Do not write secret values into templates"
# description: "Everyone who may read the repository, the template or the state file knows the secret, and it stays in the history after a change."
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [secretsmanager.secret]
#   messages:
#     literal: "{resource} has its value in plain text"
#     member: "{resource} has a literal {member} in its value"
#   guidance:
#     - {doc: "002", section: "보안 및 자격증명"}
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#     - {doc: "004", section: "9. IAM"}
#   limits: "A placeholder that is changed by hand later looks like a value."
#   fix:
#     text: "Let Secrets Manager generate the value, or write it with secret_string_wo."
#   ko:
#     title: "보안 암호 값을 코드에 쓰지 않기"
#     description: "저장소나 템플릿, 상태 파일을 읽을 수 있는 누구나 비밀을 알게 되고, 바꾼 뒤에도 이력에 남습니다."
#     messages:
#       literal: "비밀 값이 그대로 적혀 있음: {resource}"
#       member: "비밀 값의 항목이 그대로 적혀 있음: {resource} ({member})"
#     fix: "Secrets Manager가 값을 생성하게 하거나 secret_string_wo로 쓰세요."
package rules.secretsmanager.no_plaintext_value

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	some i, text in value.items(secret.values)
	is_string(text)
	text != ""
	not startswith(text, "{{resolve:")
	found := finding.variant(finding.at(secret, ["values", i], {}), "literal")
}

deny contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	some i, document in value.items(secret.values)
	some member, text in value.entries(document)
	regex.match(_secret_member, member)
	is_string(text)
	text != ""
	not startswith(text, "{{resolve:")
	found := finding.variant(finding.at(secret, ["values", i, member], {"member": member}), "member")
}

undetermined contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	_may_be_literal(secret.values)
	found := finding.at(secret, ["values"], {})
}

undetermined contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	some i, text in value.items(secret.values)
	_may_be_literal(text)
	found := finding.at(secret, ["values", i], {})
}

undetermined contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	some i, document in value.items(secret.values)
	some member, text in value.entries(document)
	regex.match(_secret_member, member)
	_may_be_literal(text)
	found := finding.at(secret, ["values", i, member], {})
}

_secret_member := `(?i)(password|passwd|secret|token|key)`

# Generated passwords, attributes of resources and what is kept secret are none.
_may_be_literal(text) if {
	text["$unknown"] in {"variable", "parameter", "condition", "function", "module", "import"}
	not text.sensitive
}
