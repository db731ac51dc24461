# METADATA
# title: "Protect public ALBs with WAF"
# description: "A public load balancer without a web ACL passes attacks on the application and floods of requests on to its targets."
# related_resources:
#   - https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
# custom:
#   severity: medium
#   category: network
#   profile: strict
#   kinds: [elb.load_balancer, waf.web_acl_association, cloudfront.distribution]
#   evidence: ["internal", "lb_type"]
#   messages:
#     none: "{resource} is reachable from the internet and has no web ACL"
#     fronted: "{resource} has no web ACL of its own; the one of {distribution} does not see direct requests"
#   guidance:
#     - {doc: "001", section: "Web Application Firewall(WAF)이란?"}
#     - {doc: "002", section: "보안 및 자격증명"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV2_AWS_28]
#   limits: "Web ACLs that Firewall Manager or another stack associates can't be seen."
#   fix:
#     text: "Associate a web ACL of scope REGIONAL with the load balancer."
#   ko:
#     title: "공개 ALB에 WAF 연결하기"
#     description: "웹 ACL이 없는 공개 로드 밸런서는 애플리케이션 공격과 과도한 요청을 대상에 그대로 전달합니다."
#     messages:
#       none: "인터넷에서 접근할 수 있지만 웹 ACL이 없음: {resource}"
#       fronted: "자체 웹 ACL이 없어 직접 들어오는 요청을 막지 못함: {resource} (앞단 배포 {distribution})"
#     fix: "범위가 REGIONAL인 웹 ACL을 로드 밸런서에 연결하세요."
package rules.alb.waf

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some balancer in _public
	not _unplaced_association
	found := _graded(_at(balancer), balancer)
}

undetermined contains found if {
	some balancer in _public
	_unplaced_association
	found := finding.variant(finding.at(balancer, [], {}), "none")
}

_public contains balancer if {
	some balancer in input.kinds["elb.load_balancer"]
	balancer.lb_type == "application"
	balancer.internal == false
	not input.incoming[balancer.address]["waf.web_acl_association"]
}

_at(balancer) := finding.rests_on(finding.rests_on(finding.at(balancer, [], {}), balancer, ["internal"]), balancer, ["lb_type"])

_unplaced_association if {
	some association in input.kinds["waf.web_acl_association"]
	value.unknown(association.resource)
}

_graded(at, balancer) := finding.severity(finding.variant(named, "fronted"), "note") if {
	some distribution in input.incoming[balancer.address]["cloudfront.distribution"]
	distribution.web_acl
	named := object.union(at, {"values": {"distribution": distribution.address}})
} else := finding.variant(at, "none")
