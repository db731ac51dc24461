# METADATA
# title: "Require HTTPS from viewers"
# description: "Viewers that reach a distribution over HTTP send cookies and read pages in clear text, where anyone on the way can read and change them."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [cloudfront.distribution]
#   evidence: ["behaviors[*].viewer_protocol_policy"]
#   messages:
#     default: "The default behavior of {resource} lets viewers use HTTP"
#     path: "The behavior of {resource} for {path} lets viewers use HTTP"
#   guidance:
#     - {doc: "001", section: "Cloudfront의 개요와 Edge Location"}
#     - {doc: "000", section: "SSL / TLS"}
#   aliases: [CKV_AWS_34, AVD-AWS-0012, CLOUDFRONT_VIEWER_POLICY_HTTPS, cloudfront-viewer-policy-https]
#   fix:
#     text: "Set the viewer protocol policy to redirect-to-https or https-only."
#   ko:
#     title: "뷰어에게 HTTPS 요구하기"
#     description: "HTTP로 접속한 뷰어의 쿠키와 페이지는 중간에서 읽히거나 바뀔 수 있습니다."
#     messages:
#       default: "기본 동작이 뷰어의 HTTP를 허용함: {resource}"
#       path: "동작이 뷰어의 HTTP를 허용함: {resource} (경로 {path})"
#     fix: "뷰어 프로토콜 정책을 redirect-to-https 또는 https-only로 설정하세요."
package rules.cloudfront.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some distribution in input.kinds["cloudfront.distribution"]
	some i, behavior in value.items(distribution.behaviors)
	behavior.viewer_protocol_policy == "allow-all"
	at := finding.at(distribution, ["behaviors", i, "viewer_protocol_policy"], {"path": object.get(behavior, "path_pattern", "*")})
	found := finding.variant(at, _variant(behavior))
}

_variant(behavior) := "path" if behavior.path_pattern

else := "default"
