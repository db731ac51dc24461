# METADATA
# title: "Do not add return-traffic rules to security groups (they are stateful)"
# description: "A security group lets replies through by itself, so a rule for high ports opens the hosts and helps nothing."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-connection-tracking.html
# custom:
#   severity: note
#   category: network
#   kinds: [ec2.security_group, ec2.instance]
#   message: "{resource} opens ports {from}-{to} to {cidr}, which replies do not need"
#   guidance:
#     - {doc: "001", section: "Security Group vs Network ACL(중요!)"}
#     - {doc: "001", section: "Security Group"}
#   fix:
#     text: "Drop the rule: replies to connections from inside are let in by themselves."
#   ko:
#     title: "보안 그룹(상태 저장)에 응답용 규칙을 넣지 않기"
#     description: "보안 그룹은 응답을 스스로 통과시키므로, 높은 포트 규칙은 호스트만 열 뿐 도움이 되지 않습니다."
#     message: "응답에는 필요 없는 포트가 열려 있음: {resource} (포트 {from}-{to}, 허용 대역 {cidr})"
#     fix: "규칙을 없앱니다. 안에서 시작한 연결의 응답은 저절로 허용됩니다."
package rules.sg.no_return_traffic_rules

import rego.v1

import data.lib.finding
import data.lib.security_group
import data.lib.value

deny contains found if {
	some group in input.kinds["ec2.security_group"]
	some i, rule in value.items(group.ingress)
	lower(rule.protocol) in {"tcp", "udp"}
	is_number(rule.from_port)
	not value.below(rule.from_port, 1024)
	is_number(rule.to_port)
	not value.below(rule.to_port, 60999)
	value.above(rule.to_port - rule.from_port, 10000)
	some j, cidr in value.items(rule.cidrs)
	security_group.internet(cidr, rule.cidrs)
	found := finding.at(group, ["ingress", i, "cidrs", j], {
		"from": rule.from_port,
		"to": rule.to_port,
		"cidr": cidr,
	})
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	security_group.unsure(group)
	some path in (security_group.doubts(group, "tcp", 60999) & security_group.doubts(group, "tcp", 40000))
	found := finding.at(group, path, {})
}
