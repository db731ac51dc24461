# METADATA
# title: "Do not open all ports to the internet"
# description: "Every service that happens to listen on the host, known or forgotten, is open to everyone."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: critical
#   category: network
#   kinds: [ec2.security_group]
#   messages:
#     open: "{resource} lets {cidr} reach every port"
#     reached: "{resource} lets {cidr} reach every port: {path}"
#     sheltered: "{resource} lets {cidr} reach every port, though the packets end at {stop}"
#   guidance:
#     - {doc: "001", section: "Security Group"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_277]
#   limits: "Ranges that are wide but not the whole internet are not reported."
#   fix:
#     text: "Admit the ports that are served, and name groups or ranges as sources."
#   ko:
#     title: "모든 포트를 인터넷에 열지 않기"
#     description: "알든 모르든 호스트에서 수신하는 모든 서비스가 모두에게 열립니다."
#     messages:
#       open: "모든 포트가 열려 있음: {resource} (허용 대역 {cidr})"
#       reached: "모든 포트가 인터넷에 열려 있음: {resource} (허용 대역 {cidr}, 경로 {path})"
#       sheltered: "모든 포트가 열려 있으나 패킷이 도달하지 않음: {resource} (허용 대역 {cidr}, 막히는 곳 {stop})"
#     fix: "제공하는 포트만 열고 보안 그룹이나 대역을 소스로 지정합니다."
package rules.sg.no_public_all_ports

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.security_group

deny contains found if {
	some group in input.kinds["ec2.security_group"]
	some path in security_group.wide(group)
	bad := finding.at(group, path, {"cidr": object.get(group, path, "")})
	found := network.graded(bad, group, [], "high")
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	security_group.unsure(group)
	some path in (security_group.doubts(group, "tcp", 1) & security_group.doubts(group, "tcp", 65535))
	found := finding.at(group, path, {})
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	security_group.unsure(group)
	some path in (security_group.doubts(group, "udp", 1) & security_group.doubts(group, "udp", 65535))
	found := finding.at(group, path, {})
}
