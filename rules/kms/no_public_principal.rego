# METADATA
# title: "Do not open a key policy to everyone"
# description: "Anyone with an AWS account can use the key, and with it what it protects."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
# custom:
#   severity: critical
#   category: least-privilege
#   kinds: [kms.key, kms.key_policy]
#   message: "{resource} lets everyone use the key"
#   guidance:
#     - {doc: "001", section: "고객 관리형 키(CMK)"}
#   aliases: [CKV_AWS_33, KMS_NO_WILDCARD_PRINCIPAL]
#   fix:
#     text: "Name the account or the roles that may use the key, or add a condition on kms:CallerAccount."
#   ko:
#     title: "KMS 키 정책을 모두에게 열지 않기"
#     description: "AWS 계정만 있으면 누구나 키를 쓸 수 있고, 키가 보호하는 데이터도 풀 수 있습니다."
#     message: "누구나 키를 사용할 수 있음: {resource}"
#     fix: "키를 사용할 계정이나 역할을 지정하거나 kms:CallerAccount 조건을 추가합니다."
package rules.kms.no_public_principal

import rego.v1

import data.lib.finding
import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "kms.key", "kms.key_policy")
	some access in policy.public(holder)
	found := _graded(policy.at(holder, "policy", access, {}), access)
}

undetermined contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "kms.key", "kms.key_policy")
	some found in policy.undecided(holder, "policy", "access", "public")
}

# kms:ViaService keeps direct calls out, but not other accounts.
_graded(found, access) := finding.severity(found, "high") if _through_service(access)

_graded(found, access) := found if not _through_service(access)

_through_service(access) if "kms:viaservice" in value.items(access.conditions)
