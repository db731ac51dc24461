# METADATA
# title: "Do not allow unauthenticated identities"
# description: "Guest access hands AWS credentials to anyone who knows the identity pool's ID."
# related_resources:
#   - https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [cognito.identity_pool]
#   evidence: ["allow_unauthenticated"]
#   message: "{resource} gives AWS credentials to unauthenticated users"
#   guidance:
#     - {doc: "000", section: "Cognito"}
#   aliases: [CKV_AWS_366, COGNITO_ALLOW_UNAUTHENTICATED_IDENTITIES_RULE]
#   fix:
#     set: {allow_unauthenticated: false}
#     text: "Turn off unauthenticated identities."
#   ko:
#     title: "인증되지 않은 자격 증명(게스트 액세스)을 허용하지 않기"
#     description: "게스트 액세스는 자격 증명 풀 ID를 아는 누구에게나 AWS 자격 증명을 내줍니다."
#     message: "인증되지 않은 사용자에게 AWS 자격 증명을 줌: {resource}"
#     fix: "인증되지 않은 자격 증명을 끄세요."
package rules.cognito.no_unauthenticated

import rego.v1

import data.lib.finding

deny contains found if {
	some pool in input.kinds["cognito.identity_pool"]
	pool.allow_unauthenticated == true
	found := finding.at(pool, ["allow_unauthenticated"], {})
}
