# METADATA
# title: "Enforce HTTPS on the OpenSearch endpoint"
# description: "Without the setting the endpoint also answers plain HTTP, so passwords and documents cross the network in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [opensearch.domain]
#   evidence: ["enforce_https", "endpoint_options"]
#   differs: "The Terraform provider sends true when the endpoint options are written without the argument."
#   message: "{resource} answers requests without HTTPS"
#   guidance:
#     - {doc: "002", section: "데이터 분석 서비스"}
#     - {doc: "000", section: "SSL / TLS"}
#   aliases: [CKV_AWS_83, AVD-AWS-0046, OPENSEARCH_HTTPS_REQUIRED, ELASTICSEARCH_HTTPS_REQUIRED, opensearch-https-required]
#   fix:
#     set: {enforce_https: true}
#     text: "Enforce HTTPS in the domain endpoint options."
#   ko:
#     title: "OpenSearch 엔드포인트에 HTTPS 강제하기"
#     description: "이 설정이 없으면 엔드포인트가 평문 HTTP에도 응답하여 암호와 문서가 그대로 전송됩니다."
#     message: "HTTPS 없는 요청에 응답함: {resource}"
#     fix: "도메인 엔드포인트 옵션에서 HTTPS를 강제하세요."
package rules.opensearch.https

import rego.v1

import data.lib.finding

deny contains found if {
	some domain in input.kinds["opensearch.domain"]
	not domain.enforce_https
	not _by_default(domain)
	at := finding.at(domain, ["enforce_https"], {})
	found := finding.rests_on(at, domain, ["endpoint_options"])
}

# The provider's default within the block; an explicit false is no default.
_by_default(domain) if {
	domain.language == "terraform"
	domain.endpoint_options
	object.get(domain, "enforce_https", "absent") == "absent"
}
