# METADATA
# title: "Require TLS 1.2 on the OpenSearch endpoint"
# description: "TLS 1.0 and 1.1 have known weaknesses that let an attacker on the network read or change requests."
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [opensearch.domain]
#   evidence: ["tls_policy"]
#   messages:
#     outdated: "{resource} accepts TLS 1.0: its TLS policy is {policy}"
#     unset: "{resource} names no TLS policy, so it accepts TLS 1.0"
#   guidance:
#     - {doc: "000", section: "SSL / TLS"}
#   aliases: [CKV_AWS_228, AVD-AWS-0126]
#   fix:
#     set: {tls_policy: "Policy-Min-TLS-1-2-PFS-2023-10"}
#     text: "Use the TLS policy Policy-Min-TLS-1-2-PFS-2023-10 or a newer one."
#   ko:
#     title: "OpenSearch TLS 1.2 이상 요구하기"
#     description: "TLS 1.0과 1.1에는 네트워크의 공격자가 요청을 읽거나 바꿀 수 있는 알려진 약점이 있습니다."
#     messages:
#       outdated: "TLS 1.0을 허용함: {resource} (TLS 정책 {policy})"
#       unset: "TLS 정책을 적지 않아 TLS 1.0을 허용함: {resource}"
#     fix: "TLS 정책을 Policy-Min-TLS-1-2-PFS-2023-10이나 더 새로운 것으로 설정하세요."
package rules.opensearch.tls_1_2

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some domain in input.kinds["opensearch.domain"]
	value.lacks_prefix(domain.tls_policy, "Policy-Min-TLS-1-2-")
	value.lacks_prefix(domain.tls_policy, "Policy-Min-TLS-1-3-")
	found := finding.variant(finding.at(domain, ["tls_policy"], {"policy": domain.tls_policy}), "outdated")
}

deny contains found if {
	some domain in input.kinds["opensearch.domain"]
	not domain.tls_policy
	found := finding.severity(finding.variant(finding.at(domain, ["tls_policy"], {}), "unset"), "low")
}
