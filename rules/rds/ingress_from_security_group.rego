# METADATA
# title: "Admit database traffic from application security groups only"
# description: "A range lets in whatever stands in it; the group of the application lets in the application."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html
# custom:
#   severity: medium
#   category: network
#   kinds: [rds.instance, rds.cluster, elasticache.replication_group, redshift.cluster, ec2.security_group, elb.load_balancer, elb.classic]
#   messages:
#     none: "{resource} names no security group, so the default group of the VPC applies"
#     open: "{resource} has the security group {group}, which lets {cidr} in"
#     shared: "{resource} shares the security group {group} with {other}, which faces the internet"
#   guidance:
#     - {doc: "000", section: "RDS - Network&IAM Security"}
#     - {doc: "003", section: "시큐리티"}
#   fix:
#     text: "Give the database a group of its own whose only source is the group of the application."
#   ko:
#     title: "DB 접근은 앱 보안 그룹에서만"
#     description: "대역은 그 안의 모든 것을 들이지만, 애플리케이션의 보안 그룹은 애플리케이션만 들입니다."
#     messages:
#       none: "보안 그룹이 없어 VPC의 기본 그룹이 적용됨: {resource}"
#       open: "열린 보안 그룹이 붙어 있음: {resource} (그룹 {group}, 허용 대역 {cidr})"
#       shared: "인터넷에 접한 리소스와 보안 그룹을 함께 씀: {resource} (그룹 {group}, 상대 {other})"
#     fix: "데이터베이스에 전용 그룹을 주고 애플리케이션의 그룹만 소스로 허용합니다."
package rules.rds.ingress_from_security_group

import rego.v1

import data.lib.finding
import data.lib.security_group
import data.lib.value

deny contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	not _grouped(thing)
	not thing.cluster
	not thing.replica_of
	found := finding.variant(finding.severity(finding.at(thing, ["security_groups"], {}), "low"), "none")
}

deny contains found if {
	some [thing, i, group] in _attached
	some j, rule in value.items(group.ingress)
	some k, cidr in value.items(rule.cidrs)
	security_group.internet(cidr, rule.cidrs)
	bad := finding.at(thing, ["security_groups", i], {"group": group.address, "cidr": cidr})
	found := finding.variant(finding.rests_on(bad, group, ["ingress", j, "cidrs", k]), "open")
}

deny contains found if {
	some [thing, i, group] in _attached
	some address in value.items(group.attached)
	other := input.by_address[address]
	other.kind in {"elb.load_balancer", "elb.classic"}
	other.internal == false
	bad := finding.at(thing, ["security_groups", i], {"group": group.address, "other": address})
	found := finding.variant(finding.rests_on(finding.rests_deeply_on(bad, other, ["security_groups"]), other, ["internal"]), "shared")
}

undetermined contains found if {
	some [thing, i, group] in _attached
	security_group.uncertain(group)
	found := finding.rests_deeply_on(finding.at(thing, ["security_groups", i], {}), group, ["ingress"])
}

undetermined contains found if {
	some [thing, i, group] in _attached
	some address in value.items(group.attached)
	value.unknown(address)
	input.kinds["elb.load_balancer"]
	found := finding.at(thing, ["security_groups", i], {})
}

undetermined contains found if {
	some [thing, i, group] in _attached
	some address in value.items(group.attached)
	value.unknown(input.by_address[address].internal)
	found := finding.rests_on(finding.at(thing, ["security_groups", i], {}), input.by_address[address], ["internal"])
}

undetermined contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	some path in [p | some p in [["security_groups"], ["cluster"], ["replica_of"]]; value.unknown(object.get(thing, p, ""))]
	found := finding.at(thing, path, {})
}

undetermined contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	some i, group in value.items(thing.security_groups)
	value.unknown(group)
	found := finding.at(thing, ["security_groups", i], {})
}

_kinds := ["rds.instance", "rds.cluster", "elasticache.replication_group", "redshift.cluster"]

_grouped(thing) if thing.security_groups[0]

_grouped(thing) if value.unknown(thing.security_groups)

_attached contains [thing, i, group] if {
	some kind in _kinds
	some thing in input.kinds[kind]
	some i, address in value.items(thing.security_groups)
	group := input.by_address[address]
}
