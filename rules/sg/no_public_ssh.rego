# METADATA
# title: Do not open SSH to the internet
# description: An SSH port that everyone can reach is scanned and attacked within minutes; one weak key or password gives away the host.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
# custom:
#   severity: high
#   category: network
#   kinds: [ec2.security_group, ec2.security_group_rule, ec2.subnet]
#   message: "{resource} lets {cidr} reach SSH (TCP port 22)"
#   guidance:
#     - {doc: "000", section: "EC2"}
#     - {doc: "001", section: "Security Group"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_24, AVD-AWS-0107, INCOMING_SSH_DISABLED, restricted-ssh]
#   limits: Ranges that are wide but not the whole internet are not reported.
#   fix:
#     text: Replace the range by a security group or fixed addresses, or use Session Manager and drop the rule.
#   ko:
#     title: SSH(22)를 인터넷에 열지 않기
#     description: 누구나 닿을 수 있는 SSH 포트는 몇 분 안에 스캔과 공격을 받으며, 약한 키나 비밀번호 하나로 호스트를 내주게 됩니다.
#     message: "SSH(TCP 22번 포트)가 열려 있음: {resource} (허용 대역 {cidr})"
#     fix: 대역을 보안 그룹이나 고정 주소로 바꾸거나, Session Manager를 쓰고 규칙을 없앱니다.
package rules.sg.no_public_ssh

import rego.v1

import data.lib.finding
import data.lib.security_group

deny contains found if {
	some group in input.kinds["ec2.security_group"]
	some path in security_group.openings(group, 22)
	bad := finding.at(group, path, {"cidr": object.get(group, path, "")})
	found := security_group.graded(bad, group, object.get(input.incoming, group.address, {}), input.by_address)
}

deny contains found if {
	some rule in security_group.stray_rules(input.kinds, input.by_address)
	some path in security_group.rule_openings(rule, 22)
	found := finding.at(rule, path, {"cidr": object.get(rule, path, "")})
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	some path in security_group.doubts(group, 22)
	found := finding.at(group, path, {})
}

undetermined contains found if {
	some rule in security_group.stray_rules(input.kinds, input.by_address)
	some path in security_group.rule_doubts(rule, 22)
	found := finding.at(rule, path, {})
}
