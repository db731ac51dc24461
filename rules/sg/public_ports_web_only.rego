# METADATA
# title: "Open only 80 and 443 to the internet"
# description: "Each further port that everyone can reach is one more service to be patched, watched and defended."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.security_group]
#   params: {"allowed_ports": [80, 443]}
#   messages:
#     open: "{resource} lets {cidr} reach port {ports}"
#     reached: "{resource} lets {cidr} reach port {ports}: {path}"
#     sheltered: "{resource} lets {cidr} reach port {ports}, though the packets end at {stop}"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#     - {doc: "001", section: "Security Group"}
#   aliases: [EC2_SECURITY_GROUP_INGRESS_OPEN_TO_WORLD_RULE]
#   limits: "Ports that another sg/no-public rule reports, UDP ports of VPN protocols and ICMP are passed over."
#   fix:
#     text: "Admit known sources only, put the service behind a load balancer, or list the port in the setting allowed_ports."
#   ko:
#     title: "인터넷에는 80/443만 열기"
#     description: "모두가 닿을 수 있는 포트가 늘 때마다 패치하고 감시하고 지켜야 할 서비스가 하나씩 늘어납니다."
#     messages:
#       open: "웹이 아닌 포트가 열려 있음: {resource} (포트 {ports}, 허용 대역 {cidr})"
#       reached: "웹이 아닌 포트가 인터넷에서 닿음: {resource} (포트 {ports}, 허용 대역 {cidr}, 경로 {path})"
#       sheltered: "웹이 아닌 포트가 열려 있으나 패킷이 도달하지 않음: {resource} (포트 {ports}, 허용 대역 {cidr}, 막히는 곳 {stop})"
#     fix: "정해진 소스만 허용하거나 로드 밸런서 뒤에 두거나, 설정 allowed_ports에 포트를 적습니다."
package rules.sg.public_ports_web_only

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
	protocol := lower(rule.protocol)
	protocol in {"tcp", "udp"}
	_beyond(rule)
	not security_group.everything(rule)
	not _reported_elsewhere(rule)
	not _tunnel(rule)
	bad := finding.at(group, ["ingress", i, "cidrs", j], {"cidr": cidr, "ports": _name(rule)})
	resting := finding.rests_on(finding.rests_on(bad, group, ["ingress", i, "from_port"]), group, ["ingress", i, "to_port"])
	found := network.graded(resting, group, [[protocol, rule.from_port]], "low")
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	some i, rule in value.items(group.ingress)
	security_group.unsure(group)
	not security_group.everything(rule)
	some path in security_group.doubts(object.union(group, {"ingress": [rule]}), "tcp", _sample(rule))
	found := finding.at(group, array.concat(["ingress", i], array.slice(path, 2, 5)), {})
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	value.unknown(group.ingress)
	found := finding.at(group, ["ingress"], {})
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	some i, rule in value.items(group.ingress)
	value.unknown(rule)
	found := finding.at(group, ["ingress", i], {})
}

_allowed := {port | some port in data.params["sg/public-ports-web-only"].allowed_ports}

# _beyond holds for a rule that covers a port that is not allowed.
_beyond(rule) if {
	is_number(rule.from_port)
	is_number(rule.to_port)
	some port in [rule.from_port, rule.to_port, rule.from_port + 1]
	port <= rule.to_port
	not port in _allowed
}

# A range of more than the allowed ports always has one that is not.
_beyond(rule) if value.above(rule.to_port - rule.from_port, count(_allowed))

_reported_elsewhere(rule) if security_group.covered(rule, [
	["tcp", 22], ["tcp", 3389], ["tcp", 20], ["tcp", 21], ["tcp", 1433], ["tcp", 1521], ["tcp", 3306],
	["tcp", 5432], ["tcp", 27017], ["tcp", 6379], ["tcp", 6380], ["tcp", 11211], ["udp", 11211],
	["tcp", 5439], ["tcp", 8182], ["tcp", 8111], ["tcp", 9111], ["tcp", 9200], ["tcp", 2049],
	["udp", 2049], ["tcp", 445], ["tcp", 5671], ["tcp", 61617], ["tcp", 50000],
])[0]

# VPN appliances are there to be reached.
_tunnel(rule) if {
	lower(rule.protocol) == "udp"
	rule.from_port == rule.to_port
	rule.from_port in {500, 4500, 1194, 51820}
}

_name(rule) := format_int(rule.from_port, 10) if rule.from_port == rule.to_port

_name(rule) := concat("-", [format_int(rule.from_port, 10), format_int(rule.to_port, 10)]) if value.differs(rule.from_port, rule.to_port)

# _sample is a port that the rule covers, for a test whether its sources are known.
_sample(rule) := rule.from_port if {
	is_number(rule.from_port)
	not rule.from_port in _allowed
}

_sample(rule) := 8080 if not is_number(rule.from_port)
