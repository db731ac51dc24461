# METADATA
# title: "Never hard-code AWS access keys"
# description: "Everyone who can read the repository or the state can act as the owner of the key, and it stays in the history."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html#securing_access-keys
#   - https://docs.aws.amazon.com/accounts/latest/reference/credentials-access-keys-best-practices.html
# custom:
#   severity: critical
#   category: least-privilege
#   kinds: [unit, provider]
#   message: "{place} holds the AWS access key {key}"
#   guidance:
#     - {doc: "004", section: "9. IAM"}
#     - {doc: "000", section: "AWS 제어 방법"}
#   aliases: [CKV_AWS_41, CFN_AUTHENTICATION_RULE]
#   limits: "Keys that a function assembles, and files that the templates only name, are not read."
#   fix:
#     text: "Deactivate the key, remove it, and use a role or a secret in Secrets Manager."
#   ko:
#     title: "AWS 액세스 키를 코드에 넣지 않기"
#     description: "저장소나 상태 파일을 읽을 수 있는 누구나 키 소유자로 행동할 수 있고, 키는 이력에도 남습니다."
#     message: "AWS 액세스 키가 들어 있음: {place} (키 {key})"
#     fix: "키를 비활성화하고 제거한 뒤 역할이나 Secrets Manager의 보안 암호를 사용합니다."
package rules.secrets.no_hardcoded_aws_keys

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some unit in input.kinds.unit
	some leak in value.items(unit.leaks)
	found := finding.at(input.by_address[leak.node], ["leaked_keys", leak.index], {"place": leak.place, "key": leak.hint})
}

# A provider takes keys from variables only where somebody passes them around.
undetermined contains found if {
	some provider in input.kinds.provider
	some key in ["access_key", "secret_key"]
	value.unknown(provider[key])
	found := finding.at(provider, [key], {})
}
