# METADATA
# title: "Do not open SSH to the internet"
# description: "An SSH port that everyone can reach is scanned and attacked within minutes; one weak key or password gives away the host."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
# custom:
#   severity: high
#   category: network
#   kinds: [ec2.security_group]
#   messages:
#     open: "{resource} lets {cidr} reach SSH (TCP port {port})"
#     reached: "{resource} lets {cidr} reach SSH (TCP port {port}): {path}"
#     sheltered: "{resource} lets {cidr} reach SSH (TCP port {port}), though the packets end at {stop}"
#   guidance:
#     - {doc: "000", section: "EC2"}
#     - {doc: "001", section: "Security Group"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_24, AVD-AWS-0107, INCOMING_SSH_DISABLED, restricted-ssh]
#   limits: "Ranges that are wide but not the whole internet are not reported."
#   fix:
#     text: "Replace the range by a security group or fixed addresses, or use Session Manager and drop the rule."
#   ko:
#     title: "SSH(22)를 인터넷에 열지 않기"
#     description: "누구나 닿을 수 있는 SSH 포트는 몇 분 안에 스캔과 공격을 받으며, 약한 키나 비밀번호 하나로 호스트를 내주게 됩니다."
#     messages:
#       open: "SSH(TCP {port}) 포트가 열려 있음: {resource} (허용 대역 {cidr})"
#       reached: "SSH(TCP {port}) 포트가 인터넷에서 닿음: {resource} (허용 대역 {cidr}, 경로 {path})"
#       sheltered: "SSH(TCP {port}) 포트가 열려 있으나 패킷이 도달하지 않음: {resource} (허용 대역 {cidr}, 막히는 곳 {stop})"
#     fix: "대역을 보안 그룹이나 고정 주소로 바꾸거나, Session Manager를 쓰고 규칙을 없앱니다."
package rules.sg.no_public_ssh

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.security_group
import data.lib.value

deny contains found if {
	some group in input.kinds["ec2.security_group"]
	some i, rule in value.items(group.ingress)
	some j, cidr in value.items(rule.cidrs)
	security_group.internet(cidr, rule.cidrs)
	security_group.covers(rule, "tcp", 22)
	bad := finding.at(group, ["ingress", i, "cidrs", j], {"cidr": cidr, "port": "22"})
	found := network.graded(bad, group, [["tcp", 22]], "medium")
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	security_group.unsure(group)
	some path in security_group.doubts(group, "tcp", 22)
	found := finding.at(group, path, {})
}
