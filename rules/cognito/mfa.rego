# METADATA
# title: "Turn on MFA in user pools"
# description: "A stolen or guessed password is enough to sign in when no second factor is asked for."
# related_resources:
#   - https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [cognito.user_pool]
#   evidence: ["mfa_configuration"]
#   differs: "CloudFormation names the factors in EnabledMfas, which AWS fills in when it is absent."
#   messages:
#     none: "{resource} signs users in without a second factor: MFA is {setting}"
#     optional: "{resource} leaves MFA to each user: MFA is OPTIONAL"
#     factorless: "{resource} has MFA {setting} and no factor that users could register"
#   guidance:
#     - {doc: "000", section: "Multi Factor Authentication ( MFA )"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [COGNITO_USER_POOL_MFA_CONFIGURATION_RULE]
#   fix:
#     set: {mfa_configuration: "ON"}
#     text: "Set MFA to ON and enable software tokens."
#   ko:
#     title: "Cognito 사용자 풀에 MFA 켜기"
#     description: "두 번째 인증 요소가 없으면 유출되거나 추측된 암호만으로 로그인할 수 있습니다."
#     messages:
#       none: "MFA 없이 로그인함: {resource} (MFA {setting})"
#       optional: "MFA가 사용자 선택에 맡겨짐: {resource}"
#       factorless: "등록할 수 있는 MFA 요소가 없음: {resource} (MFA {setting})"
#     fix: "MFA를 ON으로 설정하고 소프트웨어 토큰을 켜세요."
package rules.cognito.mfa

import rego.v1

import data.lib.finding

deny contains found if {
	some pool in input.kinds["cognito.user_pool"]
	pool.mfa_configuration == "OFF"
	found := finding.variant(finding.at(pool, ["mfa_configuration"], {"setting": "OFF"}), "none")
}

deny contains found if {
	some pool in input.kinds["cognito.user_pool"]
	pool.mfa_configuration == "OPTIONAL"
	optional := finding.variant(finding.at(pool, ["mfa_configuration"], {}), "optional")
	found := finding.severity(optional, "low")
}

# The provider needs a block for each factor; without one the deployment fails.
deny contains found if {
	some pool in input.kinds["cognito.user_pool"]
	pool.language == "terraform"
	pool.mfa_configuration in {"ON", "OPTIONAL"}
	not _has_factor(pool)
	at := finding.absent(pool, ["mfa_factors"], {"setting": pool.mfa_configuration})
	found := finding.variant(finding.rests_on(at, pool, ["mfa_configuration"]), "factorless")
}

_has_factor(pool) if pool.mfa_factors.software_token

_has_factor(pool) if pool.mfa_factors.sms

_has_factor(pool) if pool.mfa_factors.email
