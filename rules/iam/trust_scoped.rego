# METADATA
# title: "Trust named roles or services rather than a whole account"
# description: "Every identity of the account that is allowed sts:AssumeRole can take the role, also those that come later."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: low
#   category: least-privilege
#   kinds: [iam.role]
#   messages:
#     account: "{resource} trusts the whole account {account}"
#     own: "{resource} trusts the whole account that it belongs to"
#   guidance:
#     - {doc: "001", section: "역할(Role)"}
#     - {doc: "000", section: "STS - Security Token Service"}
#   aliases: [CKV_AWS_61]
#   fix:
#     text: "Name the roles that may assume it, or add a condition such as sts:ExternalId."
#   ko:
#     title: "신뢰 정책의 보안 주체를 계정 전체가 아닌 특정 역할로 제한하기"
#     description: "해당 계정에서 sts:AssumeRole이 허용된 모든 자격 증명이, 나중에 만들어지는 것까지 이 역할을 맡을 수 있습니다."
#     messages:
#       account: "계정 전체를 신뢰함: {resource} (계정 {account})"
#       own: "자기 계정 전체를 신뢰함: {resource}"
#     fix: "역할을 맡을 수 있는 역할을 지정하거나 sts:ExternalId 같은 조건을 추가합니다."
package rules.iam.trust_scoped

import rego.v1

import data.lib.finding
import data.lib.policy
import data.lib.value

deny contains found if {
	some role in input.kinds["iam.role"]
	some access in value.items(role.access)
	access.whole_account == true
	value.differs(access.account, "own")
	found := finding.variant(policy.at(role, "trust", access, {"account": access.account}), "account")
}

deny contains found if {
	some role in input.kinds["iam.role"]
	some access in value.items(role.access)
	access.whole_account == true
	access.account == "own"
	found := finding.severity(finding.variant(policy.at(role, "trust", access, {}), "own"), "note")
}

undetermined contains found if {
	some role in input.kinds["iam.role"]
	some found in policy.undecided(role, "trust", "access", "whole_account")
}
