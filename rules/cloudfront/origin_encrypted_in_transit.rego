# METADATA
# title: "Use HTTPS to custom origins"
# description: "Requests that a distribution passes on over HTTP or old TLS cross the internet unprotected, whatever the viewer used."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-customoriginconfig.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [cloudfront.distribution]
#   evidence: ["origins[*].protocol_policy", "origins[*].tls_protocols"]
#   messages:
#     http: "{resource} reaches its origin {origin} over HTTP only"
#     viewer: "{resource} reaches its origin {origin} over HTTP whenever a viewer uses HTTP"
#     outdated: "{resource} accepts {protocols} from its origin {origin}"
#     unset: "{resource} does not say which TLS versions it accepts from its origin {origin}"
#   guidance:
#     - {doc: "001", section: "Cloudfront의 개요와 Edge Location"}
#   aliases: [CKV2_AWS_72, CKV2_AWS_54]
#   limits: "S3 website endpoints speak HTTP only and are left out."
#   fix:
#     text: "Set the origin protocol policy to https-only and the origin TLS protocols to TLSv1.2."
#   ko:
#     title: "사용자 지정 오리진에도 HTTPS 쓰기"
#     description: "HTTP나 오래된 TLS로 오리진에 전달하는 요청은 뷰어가 무엇을 썼든 인터넷에서 보호되지 않습니다."
#     messages:
#       http: "오리진에 HTTP로만 연결함: {resource} (오리진 {origin})"
#       viewer: "뷰어가 HTTP를 쓰면 오리진에도 HTTP로 연결함: {resource} (오리진 {origin})"
#       outdated: "오리진과 오래된 TLS를 허용함: {resource} (오리진 {origin}, 프로토콜 {protocols})"
#       unset: "오리진과 쓸 TLS 버전을 정하지 않음: {resource} (오리진 {origin})"
#     fix: "오리진 프로토콜 정책을 https-only로, 오리진 TLS 프로토콜을 TLSv1.2로 설정하세요."
package rules.cloudfront.origin_encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some [distribution, i, origin] in _origins
	origin.protocol_policy == "http-only"
	found := _at(distribution, i, "protocol_policy", "http", {"origin": origin.id})
}

deny contains found if {
	some [distribution, i, origin] in _origins
	origin.protocol_policy == "match-viewer"
	some j, behavior in value.items(distribution.behaviors)
	behavior.target_origin == origin.id
	behavior.viewer_protocol_policy == "allow-all"
	at := _at(distribution, i, "protocol_policy", "viewer", {"origin": origin.id})
	found := finding.rests_on(
		finding.rests_on(finding.rests_on(at, distribution, ["origins", i, "id"]), distribution, ["behaviors", j, "target_origin"]),
		distribution, ["behaviors", j, "viewer_protocol_policy"],
	)
}

deny contains found if {
	some [distribution, i, origin] in _origins
	value.differs(origin.protocol_policy, "http-only")
	outdated := [protocol | some protocol in value.items(origin.tls_protocols); protocol in {"SSLv3", "TLSv1", "TLSv1.1"}]
	outdated != []
	values := {"origin": origin.id, "protocols": concat(", ", outdated)}
	found := finding.severity(_at(distribution, i, "tls_protocols", "outdated", values), "low")
}

deny contains found if {
	some [distribution, i, origin] in _origins
	value.differs(origin.protocol_policy, "http-only")
	not origin.tls_protocols
	found := finding.severity(_at(distribution, i, "tls_protocols", "unset", {"origin": origin.id}), "note")
}

undetermined contains found if {
	some [distribution, i, origin] in _origins
	origin.protocol_policy == "match-viewer"
	some j, behavior in value.items(distribution.behaviors)
	value.may_equal(behavior.target_origin, origin.id)
	some key in ["target_origin", "viewer_protocol_policy"]
	value.unknown(behavior[key])
	found := finding.variant(finding.at(distribution, ["behaviors", j, key], {}), "viewer")
}

undetermined contains found if {
	some [distribution, i, origin] in _origins
	origin.protocol_policy == "match-viewer"
	some key in ["behaviors", "origins"]
	some unsure in array.concat([distribution[key]], value.items(distribution[key]))
	_unsure(unsure)
	found := finding.variant(finding.absent(distribution, [key], {}), "viewer")
}

_origins := [[distribution, i, origin] |
	some distribution in input.kinds["cloudfront.distribution"]
	some i, origin in value.items(distribution.origins)
	not _website(origin.domain)
]

_at(distribution, i, key, variant, values) := finding.rests_on(
	finding.variant(finding.at(distribution, ["origins", i, key], values), variant),
	distribution, ["origins", i, "domain"],
)

_unsure(element) if value.unknown(element)

_unsure(element) if value.unknown(element.id)

_website(domain) if contains(domain, "s3-website")
