# METADATA
# title: "Require TLS 1.2 from viewers"
# description: "TLS 1.0 and 1.1 have known weaknesses; a distribution that still accepts them lets viewers use them."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-viewercertificate.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [cloudfront.distribution]
#   evidence: ["viewer.minimum_tls", "viewer.default_certificate"]
#   messages:
#     outdated: "{resource} accepts viewers from {version} on"
#     certificate: "{resource} uses the default certificate of CloudFront, which accepts TLS 1.0, for {aliases}"
#     plain: "{resource} uses the default certificate of CloudFront, which accepts TLS 1.0"
#   guidance:
#     - {doc: "000", section: "SSL / TLS"}
#   aliases: [CKV_AWS_174, CKV2_AWS_42, AVD-AWS-0013, CLOUDFRONT_MINIMUM_PROTOCOL_VERSION_RULE, CLOUDFRONT_CUSTOM_SSL_CERTIFICATE, cloudfront-custom-ssl-certificate]
#   fix:
#     text: "Use a certificate of your own with minimum protocol version TLSv1.2_2021 or newer."
#   ko:
#     title: "뷰어 TLS 1.2 이상 요구하기"
#     description: "TLS 1.0과 1.1에는 알려진 약점이 있으며, 이를 받는 배포는 뷰어가 계속 쓰게 합니다."
#     messages:
#       outdated: "오래된 TLS 버전부터 허용함: {resource} (최소 버전 {version})"
#       certificate: "TLS 1.0도 받는 CloudFront 기본 인증서를 씀: {resource} (별칭 {aliases})"
#       plain: "TLS 1.0도 받는 CloudFront 기본 인증서를 씀: {resource}"
#     fix: "자체 인증서와 최소 프로토콜 버전 TLSv1.2_2021 이상을 쓰세요."
package rules.cloudfront.tls_1_2

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some distribution in input.kinds["cloudfront.distribution"]
	_own_certificate(distribution)
	distribution.viewer.minimum_tls in {"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"}
	at := finding.at(distribution, ["viewer", "minimum_tls"], {"version": distribution.viewer.minimum_tls})
	found := finding.rests_on(finding.variant(at, "outdated"), distribution, ["viewer", "default_certificate"])
}

deny contains found if {
	some distribution in input.kinds["cloudfront.distribution"]
	distribution.viewer.default_certificate == true
	names := [name | some name in value.items(distribution.aliases); is_string(name)]
	at := finding.at(distribution, ["viewer", "default_certificate"], {"aliases": concat(", ", names)})
	found := _graded(finding.rests_on(at, distribution, ["aliases"]), names)
}

_own_certificate(distribution) if distribution.viewer.acm_certificate

_own_certificate(distribution) if distribution.viewer.iam_certificate

_graded(at, names) := finding.severity(finding.variant(at, "plain"), "note") if names == []

else := finding.severity(finding.variant(at, "certificate"), "low")
