# METADATA
# title: "Never create an access key for the root user"
# description: "A key of the root user can do everything and no policy limits it."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
# custom:
#   severity: critical
#   category: least-privilege
#   kinds: [iam.access_key]
#   message: "{resource} is an access key of the root user"
#   guidance:
#     - {doc: "004", section: "9. IAM"}
#     - {doc: "000", section: "IAM"}
#   aliases: [CKV_AWS_348, AVD-AWS-0141]
#   fix:
#     text: "Remove the key; use a role for what it does."
#   ko:
#     title: "루트 사용자의 액세스 키를 만들지 않기"
#     description: "루트 사용자의 키는 무엇이든 할 수 있고 어떤 정책으로도 제한되지 않습니다."
#     message: "루트 사용자의 액세스 키: {resource}"
#     fix: "키를 제거하고 해당 작업에는 역할을 사용합니다."
package rules.iam.no_root_access_key

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some key in input.kinds["iam.access_key"]
	key.user in {"root", "<root_account>"}
	found := finding.at(key, ["user"], {})
}

undetermined contains found if {
	some key in input.kinds["iam.access_key"]
	value.may_equal(key.user, "root")
	value.unknown(key.user)
	found := finding.at(key, ["user"], {})
}
