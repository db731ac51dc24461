# METADATA
# title: "Do not open plain FTP (20/21) to the internet"
# description: "FTP sends passwords and files in the clear, so whoever is on the way reads and changes them."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - https://docs.aws.amazon.com/transfer/latest/userguide/what-is-aws-transfer-family.html
# custom:
#   severity: high
#   category: network
#   kinds: [ec2.security_group]
#   messages:
#     open: "{resource} lets {cidr} reach plain FTP (TCP port {port})"
#     reached: "{resource} lets {cidr} reach plain FTP (TCP port {port}): {path}"
#     sheltered: "{resource} lets {cidr} reach plain FTP (TCP port {port}), though the packets end at {stop}"
#   guidance:
#     - {doc: "000", section: "EC2"}
#   limits: "Ranges that are wide but not the whole internet are not reported."
#   fix:
#     text: "Use SFTP or AWS Transfer Family and drop the rule, or admit known addresses only."
#   ko:
#     title: "평문 FTP(20/21)를 인터넷에 열지 않기"
#     description: "FTP는 비밀번호와 파일을 평문으로 보내므로 경로에 있는 누구나 읽고 바꿀 수 있습니다."
#     messages:
#       open: "평문 FTP(TCP {port}) 포트가 열려 있음: {resource} (허용 대역 {cidr})"
#       reached: "평문 FTP(TCP {port}) 포트가 인터넷에서 닿음: {resource} (허용 대역 {cidr}, 경로 {path})"
#       sheltered: "평문 FTP(TCP {port}) 포트가 열려 있으나 패킷이 도달하지 않음: {resource} (허용 대역 {cidr}, 막히는 곳 {stop})"
#     fix: "SFTP나 AWS Transfer Family를 쓰고 규칙을 없애거나, 정해진 주소만 허용합니다."
package rules.sg.no_public_ftp

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
	not security_group.everything(rule)
	open := security_group.covered(rule, _ports)
	open != []
	listed := concat(", ", [format_int(n, 10) | some n in sort({port | some [_, port] in open})])
	bad := finding.at(group, ["ingress", i, "cidrs", j], {"cidr": cidr, "port": listed})
	found := network.graded(bad, group, open, "medium")
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	security_group.unsure(group)
	some [protocol, port] in _ports
	some path in security_group.doubts(group, protocol, port)
	found := finding.at(group, path, {})
}

_ports := [["tcp", 20], ["tcp", 21]]
