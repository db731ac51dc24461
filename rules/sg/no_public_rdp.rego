# METADATA
# title: "Do not open RDP to the internet"
# description: "Remote Desktop that everyone can reach is a common way in for ransomware: passwords are guessed and unpatched flaws are used."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: high
#   category: network
#   kinds: [ec2.security_group]
#   messages:
#     open: "{resource} lets {cidr} reach RDP (TCP port {port})"
#     reached: "{resource} lets {cidr} reach RDP (TCP port {port}): {path}"
#     sheltered: "{resource} lets {cidr} reach RDP (TCP port {port}), though the packets end at {stop}"
#   guidance:
#     - {doc: "000", section: "EC2"}
#     - {doc: "001", section: "Security Group"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_25, AVD-AWS-0107]
#   limits: "Ranges that are wide but not the whole internet are not reported."
#   fix:
#     text: "Replace the range by a security group or fixed addresses, or use Session Manager and drop the rule."
#   ko:
#     title: "RDP(3389)를 인터넷에 열지 않기"
#     description: "누구나 닿을 수 있는 원격 데스크톱은 랜섬웨어가 흔히 들어오는 길로, 비밀번호 추측과 패치되지 않은 결함에 노출됩니다."
#     messages:
#       open: "RDP(TCP {port}) 포트가 열려 있음: {resource} (허용 대역 {cidr})"
#       reached: "RDP(TCP {port}) 포트가 인터넷에서 닿음: {resource} (허용 대역 {cidr}, 경로 {path})"
#       sheltered: "RDP(TCP {port}) 포트가 열려 있으나 패킷이 도달하지 않음: {resource} (허용 대역 {cidr}, 막히는 곳 {stop})"
#     fix: "대역을 보안 그룹이나 고정 주소로 바꾸거나, Session Manager를 쓰고 규칙을 없앱니다."
package rules.sg.no_public_rdp

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
	security_group.covers(rule, "tcp", 3389)
	bad := finding.at(group, ["ingress", i, "cidrs", j], {"cidr": cidr, "port": "3389"})
	found := network.graded(bad, group, [["tcp", 3389]], "medium")
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	security_group.unsure(group)
	some path in security_group.doubts(group, "tcp", 3389)
	found := finding.at(group, path, {})
}
