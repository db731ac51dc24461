# METADATA
# title: "Attach a web ACL to distributions"
# description: "A distribution without a web ACL passes every request on; attacks on the application and floods reach the origin."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html
# custom:
#   severity: medium
#   category: network
#   profile: strict
#   kinds: [cloudfront.distribution]
#   evidence: ["enabled"]
#   message: "{resource} has no web ACL"
#   guidance:
#     - {doc: "002", section: "보안 및 자격증명"}
#     - {doc: "003", section: "시큐리티"}
#     - {doc: "001", section: "Web Application Firewall(WAF)이란?"}
#   aliases: [CKV_AWS_68, AVD-AWS-0011]
#   limits: "Web ACLs that Firewall Manager attaches can't be seen in a configuration."
#   fix:
#     text: "Attach a web ACL of scope CLOUDFRONT."
#   ko:
#     title: "CloudFront에 WAF 연결하기"
#     description: "웹 ACL이 없는 배포는 모든 요청을 그대로 전달해 애플리케이션 공격과 과도한 요청이 오리진에 도달합니다."
#     message: "웹 ACL이 없음: {resource}"
#     fix: "범위가 CLOUDFRONT인 웹 ACL을 연결하세요."
package rules.cloudfront.waf

import rego.v1

import data.lib.finding

deny contains found if {
	some distribution in input.kinds["cloudfront.distribution"]
	distribution.enabled == true
	not _protected(distribution)
	at := finding.rests_on(finding.at(distribution, ["web_acl"], {}), distribution, ["enabled"])
	found := _graded(finding.rests_on(at, distribution, ["staging"]), distribution)
}

_protected(distribution) if {
	distribution.web_acl
	not _empty(distribution)
}

_empty(distribution) if distribution.web_acl == ""

_empty(distribution) if distribution.web_acl["$unknown"]

_graded(at, distribution) := finding.severity(at, "note") if distribution.staging == true

else := at
