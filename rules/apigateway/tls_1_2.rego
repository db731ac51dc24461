# METADATA
# title: "Require TLS 1.2 on API domains"
# description: "TLS 1.0 and 1.1 have known weaknesses that let an attacker on the network read or change requests."
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [apigateway.domain_name, apigatewayv2.domain_name]
#   evidence: ["security_policy"]
#   messages:
#     outdated: "{resource} accepts TLS 1.0: its security policy is {policy}"
#     unset: "{resource} has no security policy, and AWS documents no default for REST APIs"
#   guidance:
#     - {doc: "001", section: "API Gateway란?"}
#   aliases: [CKV_AWS_206, AVD-AWS-0005, AVD-AWS-0112, API_GW_DOMAIN_DENY_NON_TLS_TRAFFIC]
#   fix:
#     set: {security_policy: "TLS_1_2"}
#     text: "Set the security policy to TLS_1_2 or to one of the newer policies."
#   ko:
#     title: "API 도메인에 TLS 1.2 요구하기"
#     description: "TLS 1.0과 1.1에는 네트워크의 공격자가 요청을 읽거나 바꿀 수 있는 알려진 약점이 있습니다."
#     messages:
#       outdated: "TLS 1.0을 허용함: {resource} (보안 정책 {policy})"
#       unset: "보안 정책이 정해지지 않음: {resource}"
#     fix: "보안 정책을 TLS_1_2나 더 새로운 정책으로 설정하세요."
package rules.apigateway.tls_1_2

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some domain in input.kinds["apigateway.domain_name"]
	_outdated(domain.security_policy)
	found := finding.variant(finding.at(domain, ["security_policy"], {"policy": domain.security_policy}), "outdated")
}

deny contains found if {
	some domain in input.kinds["apigateway.domain_name"]
	not domain.security_policy
	found := finding.severity(finding.variant(finding.at(domain, ["security_policy"], {}), "unset"), "low")
}

deny contains found if {
	some domain in input.kinds["apigatewayv2.domain_name"]
	some i, policy in value.items(domain.security_policies)
	_outdated(policy)
	found := finding.variant(finding.at(domain, ["security_policies", i], {"policy": policy}), "outdated")
}

undetermined contains found if {
	some domain in input.kinds["apigatewayv2.domain_name"]
	value.uncertain(domain.security_policies)
	found := finding.variant(finding.absent(domain, ["security_policies"], {"policy": ""}), "outdated")
}

_outdated("TLS_1_0")

_outdated(policy) if {
	is_string(policy)
	contains(policy, "TLS10")
}
