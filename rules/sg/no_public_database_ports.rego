# METADATA
# title: "Do not open database, cache, file-share and broker ports to the internet"
# description: "Databases, caches and brokers that the internet can reach are found by scanners within hours, and many of them trust whoever connects."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: critical
#   category: network
#   kinds: [ec2.security_group]
#   messages:
#     open: "{resource} lets {cidr} reach a database, cache, file share or broker ({port})"
#     reached: "{resource} lets {cidr} reach a database, cache, file share or broker ({port}): {path}"
#     sheltered: "{resource} lets {cidr} reach a database, cache, file share or broker ({port}), though the packets end at {stop}"
#   guidance:
#     - {doc: "000", section: "RDS - Network&IAM Security"}
#     - {doc: "001", section: "Security Group"}
#   limits: "Ranges that are wide but not the whole internet are not reported."
#   fix:
#     text: "Name the security group of the application as source instead of the range."
#   ko:
#     title: "데이터베이스·캐시·파일 공유·메시지 브로커 포트를 인터넷에 열지 않기"
#     description: "인터넷에서 닿을 수 있는 데이터베이스, 캐시, 브로커는 몇 시간 안에 스캐너에 발견되며, 접속한 누구나 신뢰하는 것도 많습니다."
#     messages:
#       open: "데이터베이스·캐시·파일 공유·브로커({port}번) 포트가 열려 있음: {resource} (허용 대역 {cidr})"
#       reached: "데이터베이스·캐시·파일 공유·브로커({port}번) 포트가 인터넷에서 닿음: {resource} (허용 대역 {cidr}, 경로 {path})"
#       sheltered: "데이터베이스·캐시·파일 공유·브로커({port}번) 포트가 열려 있으나 패킷이 도달하지 않음: {resource} (허용 대역 {cidr}, 막히는 곳 {stop})"
#     fix: "대역 대신 애플리케이션의 보안 그룹을 소스로 지정합니다."
package rules.sg.no_public_database_ports

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
	path := ["ingress", i, "cidrs", j]
	listed := concat(", ", [format_int(n, 10) | some n in sort({port | some [_, port] in open})])
	bad := finding.at(group, path, {"cidr": cidr, "port": listed})
	found := network.graded(bad, group, open, "high")
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	security_group.unsure(group)
	some [protocol, port] in _ports
	some path in security_group.doubts(group, protocol, port)
	found := finding.at(group, path, {})
}

_ports := {
	["tcp", 1433], ["tcp", 1521], ["tcp", 3306], ["tcp", 5432], ["tcp", 27017], ["tcp", 6379],
	["tcp", 6380], ["tcp", 11211], ["udp", 11211], ["tcp", 5439], ["tcp", 8182], ["tcp", 8111],
	["tcp", 9111], ["tcp", 9200], ["tcp", 2049], ["udp", 2049], ["tcp", 445], ["tcp", 5671],
	["tcp", 61617], ["tcp", 50000],
}
