# METADATA
# title: "Require TLS 1.2 or newer on listeners"
# description: "TLS 1.0 and 1.1 have known weaknesses; a listener that still accepts them lets clients use them."
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [elb.listener, elb.classic]
#   messages:
#     outdated: "{resource} uses the security policy {policy}, which accepts TLS older than 1.2"
#     unset: "{resource} names no security policy and gets ELBSecurityPolicy-2016-08, which accepts TLS 1.0"
#     protocol: "A policy of {resource} turns on {policy}"
#   guidance:
#     - {doc: "000", section: "SSL / TLS"}
#   aliases: [CKV_AWS_103, CKV2_AWS_74, CKV_AWS_213, AVD-AWS-0047, ELBV2_LISTENER_SSL_POLICY_RULE]
#   limits: "A Classic Load Balancer without a negotiation policy is not judged."
#   fix:
#     text: "Use the security policy ELBSecurityPolicy-TLS13-1-2-2021-06 (ELBSecurityPolicy-TLS-1-2-2017-01 on a Classic Load Balancer)."
#   ko:
#     title: "리스너 TLS 1.2 이상 요구하기"
#     description: "TLS 1.0과 1.1에는 알려진 약점이 있으며, 이를 받는 리스너는 클라이언트가 계속 쓰게 합니다."
#     messages:
#       outdated: "1.2보다 오래된 TLS를 허용하는 보안 정책을 씀: {resource} (정책 {policy})"
#       unset: "보안 정책이 없어 TLS 1.0도 받는 ELBSecurityPolicy-2016-08이 적용됨: {resource}"
#       protocol: "정책이 오래된 프로토콜을 켬: {resource} ({policy})"
#     fix: "보안 정책 ELBSecurityPolicy-TLS13-1-2-2021-06을 쓰세요(Classic Load Balancer는 ELBSecurityPolicy-TLS-1-2-2017-01)."
package rules.alb.tls_1_2

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some listener in input.kinds["elb.listener"]
	listener.protocol in {"HTTPS", "TLS"}
	is_string(listener.tls_policy)
	not _modern(listener.tls_policy)
	at := finding.variant(finding.at(listener, ["tls_policy"], {"policy": listener.tls_policy}), "outdated")
	found := finding.rests_on(at, listener, ["protocol"])
}

deny contains found if {
	some listener in input.kinds["elb.listener"]
	listener.protocol in {"HTTPS", "TLS"}
	not listener.tls_policy
	at := finding.variant(finding.at(listener, ["tls_policy"], {}), "unset")
	found := finding.rests_on(at, listener, ["protocol"])
}

deny contains found if {
	some [balancer, i, j, attribute] in _negotiated
	attribute.name in {"Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"}
	lower(attribute.value) == "true"
	found := _at(balancer, i, j, "protocol", {"policy": attribute.name})
}

deny contains found if {
	some [balancer, i, j, attribute] in _negotiated
	attribute.name == "Reference-Security-Policy"
	value.differs(attribute.value, "ELBSecurityPolicy-TLS-1-2-2017-01")
	found := _at(balancer, i, j, "outdated", {"policy": attribute.value})
}

undetermined contains found if {
	some listener in input.kinds["elb.listener"]
	listener.protocol in {"HTTPS", "TLS"}
	value.unknown(listener.tls_policy)
	found := finding.variant(finding.at(listener, ["tls_policy"], {}), "outdated")
}

undetermined contains found if {
	some listener in input.kinds["elb.listener"]
	value.unknown(listener.protocol)
	not _decided(listener)
	found := finding.variant(finding.at(listener, ["protocol"], {}), "outdated")
}

undetermined contains found if {
	some balancer in input.kinds["elb.classic"]
	some policies in [balancer.policies]
	value.unknown(policies)
	found := finding.variant(finding.at(balancer, ["policies"], {}), "protocol")
}

undetermined contains found if {
	some balancer in input.kinds["elb.classic"]
	some i, policy in value.items(balancer.policies)
	value.may_equal(object.get(policy, "type", "SSLNegotiationPolicyType"), "SSLNegotiationPolicyType")
	some path in _doubts(policy)
	found := finding.variant(finding.at(balancer, array.concat(["policies", i], path), {}), "protocol")
}

_decided(listener) if _modern(listener.tls_policy)

_modern(policy) if regex.match(`^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-`, policy)

# aws_lb_ssl_negotiation_policy has no type, it can be only one.
_negotiated := [[balancer, i, j, attribute] |
	some balancer in input.kinds["elb.classic"]
	some i, policy in value.items(balancer.policies)
	object.get(policy, "type", "SSLNegotiationPolicyType") == "SSLNegotiationPolicyType"
	some j, attribute in value.items(policy.attributes)
]

_at(balancer, i, j, variant, values) := finding.rests_on(
	finding.variant(finding.at(balancer, ["policies", i, "attributes", j, "value"], values), variant),
	balancer, ["policies", i, "attributes", j, "name"],
)

_doubts(policy) := (({["type"] | value.unknown(policy.type)} | {["attributes"] | value.unknown(policy.attributes)}) | {["attributes", j] |
	some j, attribute in value.items(policy.attributes)
	_unsure(attribute)
}) | {[] | value.unknown(policy)}

_unsure(attribute) if value.unknown(attribute)

_unsure(attribute) if value.unknown(attribute.name)

_unsure(attribute) if {
	value.unknown(attribute.value)
	attribute.name in {"Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1", "Reference-Security-Policy"}
}
