# METADATA
# title: "Serve HTTPS on load balancer listeners and redirect HTTP"
# description: "Passwords, cookies and data that cross the network in clear text can be read and changed on the way."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [elb.listener, elb.load_balancer, cloudfront.distribution]
#   evidence: ["protocol"]
#   messages:
#     http: "{resource} serves unencrypted HTTP on port {port}"
#     redirect: "{resource} redirects from HTTP to HTTP on port {port}"
#   guidance:
#     - {doc: "000", section: "SSL / TLS"}
#     - {doc: "001", section: "ALB(Application Load Balancer)"}
#   aliases: [CKV_AWS_2, CKV2_AWS_20, AVD-AWS-0054, ELBV2_LISTENER_PROTOCOL_RULE]
#   limits: "The rules of a listener are not judged, only its default actions."
#   fix:
#     text: "Serve HTTPS with a certificate, and let the HTTP listener redirect to it with protocol HTTPS and status HTTP_301."
#   ko:
#     title: "ALB 리스너는 HTTPS, HTTP는 리디렉션"
#     description: "평문으로 오가는 비밀번호와 쿠키, 데이터는 중간에서 읽히거나 바뀔 수 있습니다."
#     messages:
#       http: "암호화되지 않은 HTTP를 제공함: {resource} (포트 {port})"
#       redirect: "HTTP에서 다시 HTTP로 리디렉션함: {resource} (포트 {port})"
#     fix: "인증서로 HTTPS를 제공하고, HTTP 리스너는 프로토콜 HTTPS와 상태 HTTP_301로 리디렉션하세요."
package rules.alb.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some listener in input.kinds["elb.listener"]
	listener.protocol == "HTTP"
	listener.port
	not _gateway(listener)
	not _turned_away(listener)
	at := finding.variant(finding.at(listener, ["protocol"], {"port": listener.port}), _variant(listener))
	found := _graded(_rests(at, listener), listener)
}

# A listener of a gateway load balancer has no protocol; the Terraform provider
# would take HTTP.
_gateway(listener) if input.by_address[listener.load_balancer].lb_type == "gateway"

_turned_away(listener) if {
	some action in value.items(listener.actions)
	action.type == "redirect"
	action.redirect_protocol == "HTTPS"
}

_turned_away(listener) if {
	some action in value.items(listener.actions)
	action.type == "fixed-response"
	regex.match(`^[45]`, action.fixed_status)
}

_variant(listener) := "redirect" if {
	some action in value.items(listener.actions)
	action.type == "redirect"
} else := "http"

_rests(found, listener) := object.union(found, {"rests_on": [{"resource": node.address, "path": path} |
	some [node, path] in array.concat(
		[[listener, ["actions", i, key]] |
			some i, _ in value.items(listener.actions)
			some key in ["type", "redirect_protocol", "fixed_status"]
		],
		array.concat(
			[[listener, ["actions"]]],
			[[balancer, ["internal"]] | balancer := input.by_address[listener.load_balancer]],
		),
	)
]})

_graded(found, listener) := finding.severity(found, "note") if {
	input.by_address[listener.load_balancer].internal == true
} else := finding.severity(found, "note") if {
	input.incoming[listener.load_balancer]["cloudfront.distribution"]
} else := found
