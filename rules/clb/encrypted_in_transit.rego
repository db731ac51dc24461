# METADATA
# title: "Use HTTPS/SSL listeners on Classic Load Balancers"
# description: "Passwords, cookies and data that cross the network in clear text can be read and changed on the way."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-https-load-balancers.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [elb.classic]
#   evidence: ["listeners[*].protocol"]
#   messages:
#     http: "{resource} takes unencrypted HTTP on port {port}"
#     tcp: "{resource} passes TCP through on port {port}, encrypted or not"
#     certificate: "{resource} takes {protocol} on port {port} and names no certificate"
#   guidance:
#     - {doc: "000", section: "SSL / TLS"}
#     - {doc: "001", section: "CLB(Classic Load Balancer)"}
#   aliases: [CKV_AWS_376, CKV_AWS_127, ELB_TLS_HTTPS_LISTENERS_ONLY, ELB_ACM_CERTIFICATE_REQUIRED, elb-tls-https-listeners-only, elb-acm-certificate-required]
#   limits: "TCP listeners on ports 443, 465, 993, 995 and 8443 are taken to carry TLS."
#   fix:
#     text: "Use an HTTPS or SSL listener with a certificate; on port 80, an Application Load Balancer can redirect."
#   ko:
#     title: "CLB 리스너에 HTTPS/SSL 쓰기"
#     description: "평문으로 오가는 비밀번호와 쿠키, 데이터는 중간에서 읽히거나 바뀔 수 있습니다."
#     messages:
#       http: "암호화되지 않은 HTTP를 받음: {resource} (포트 {port})"
#       tcp: "TCP를 그대로 통과시켜 암호화를 알 수 없음: {resource} (포트 {port})"
#       certificate: "리스너에 인증서가 없음: {resource} (프로토콜 {protocol}, 포트 {port})"
#     fix: "인증서가 있는 HTTPS 또는 SSL 리스너를 쓰세요. 80번 포트의 리디렉션은 Application Load Balancer가 할 수 있습니다."
package rules.clb.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some balancer in input.kinds["elb.classic"]
	some i, listener in value.items(balancer.listeners)
	lower(listener.protocol) == "http"
	at := finding.variant(finding.at(balancer, ["listeners", i, "protocol"], {"port": listener.port}), "http")
	found := finding.rests_on(_graded(at, balancer), balancer, ["internal"])
}

deny contains found if {
	some balancer in input.kinds["elb.classic"]
	some i, listener in value.items(balancer.listeners)
	lower(listener.protocol) == "tcp"
	value.none_of(listener.port, {443, 465, 993, 995, 8443})
	at := finding.variant(finding.at(balancer, ["listeners", i, "protocol"], {"port": listener.port}), "tcp")
	found := finding.severity(finding.rests_on(at, balancer, ["listeners", i, "port"]), "low")
}

deny contains found if {
	some balancer in input.kinds["elb.classic"]
	some i, listener in value.items(balancer.listeners)
	lower(listener.protocol) in {"https", "ssl"}
	not listener.certificate
	values := {"port": listener.port, "protocol": listener.protocol}
	found := finding.variant(finding.at(balancer, ["listeners", i, "certificate"], values), "certificate")
}

undetermined contains found if {
	some balancer in input.kinds["elb.classic"]
	some i, listener in value.items(balancer.listeners)
	lower(listener.protocol) == "tcp"
	value.unknown(listener.port)
	found := finding.variant(finding.at(balancer, ["listeners", i, "port"], {}), "tcp")
}

_graded(at, balancer) := finding.severity(at, "note") if balancer.internal == true

else := at
