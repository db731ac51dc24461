# METADATA
# title: "Require passwords of at least 14 characters"
# description: "Short passwords are guessed."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [iam.password_policy]
#   evidence: ["minimum_length"]
#   languages: [terraform]
#   messages:
#     short: "{resource} accepts passwords of {length} characters, expected at least 14"
#     range: "{resource} asks for passwords of {length} characters, which AWS does not accept (6 to 128)"
#   guidance:
#     - {doc: "000", section: "IAM - Password Policy"}
#   aliases: [CKV_AWS_10, AVD-AWS-0063]
#   fix:
#     set: {minimum_length: 14}
#     text: "Set the minimum length to 14 or more."
#   ko:
#     title: "비밀번호 최소 길이를 14자 이상으로"
#     description: "짧은 비밀번호는 쉽게 알아낼 수 있습니다."
#     messages:
#       short: "비밀번호 최소 길이가 14자 미만: {resource} ({length}자)"
#       range: "AWS가 허용하지 않는 최소 길이(6~128): {resource} ({length}자)"
#     fix: "최소 길이를 14자 이상으로 설정합니다."
package rules.iam.password_min_length

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some account in input.kinds["iam.password_policy"]
	value.below(account.minimum_length, 14)
	found := finding.variant(finding.at(account, ["minimum_length"], {"length": account.minimum_length}), "short")
}

deny contains found if {
	some account in input.kinds["iam.password_policy"]
	value.above(account.minimum_length, 128)
	found := finding.variant(finding.at(account, ["minimum_length"], {"length": account.minimum_length}), "range")
}
