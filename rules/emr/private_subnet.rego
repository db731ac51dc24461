# METADATA
# title: "Run EMR in private subnets with closed groups"
# description: "EMR runs web interfaces without a login; nodes in public subnets or behind open groups give the data away."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html
# custom:
#   severity: high
#   category: network
#   kinds: [emr.cluster, ec2.subnet, ec2.route_table]
#   messages:
#     public: "{resource} stands in a public subnet, {subnet} ({route})"
#     open: "{resource} has the security group {group}, which lets {cidr} in"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV2_AWS_7, CKV_AWS_390]
#   limits: "The names of subnets are not looked at: what counts is the route table."
#   fix:
#     text: "Use private subnets and security groups that admit known sources only."
#   ko:
#     title: "EMR은 프라이빗 서브넷에"
#     description: "EMR은 로그인 없는 웹 화면을 제공하므로, 퍼블릭 서브넷이나 열린 보안 그룹의 노드는 데이터를 내주게 됩니다."
#     messages:
#       public: "퍼블릭 서브넷에 있음: {resource} (서브넷 {subnet}, 경로 {route})"
#       open: "열린 보안 그룹이 붙어 있음: {resource} (그룹 {group}, 허용 대역 {cidr})"
#     fix: "프라이빗 서브넷과, 정해진 소스만 허용하는 보안 그룹을 사용합니다."
package rules.emr.private_subnet

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.security_group
import data.lib.value

deny contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	subnets := network.public_subnets(thing)
	subnet := subnets[0]
	values := {"subnet": concat(", ", subnets), "route": network.route(input.by_address[subnet])}
	bad := finding.at(thing, network.placed_by(thing), values)
	found := finding.variant(finding.severity(network.way(bad, input.by_address[subnet]), "medium"), "public")
}

deny contains found if {
	some cluster in input.kinds["emr.cluster"]
	some i, address in value.items(cluster.security_groups)
	group := input.by_address[address]
	some j, rule in value.items(group.ingress)
	some k, cidr in value.items(rule.cidrs)
	security_group.internet(cidr, rule.cidrs)
	bad := finding.at(cluster, ["security_groups", i], {"group": address, "cidr": cidr})
	found := finding.variant(finding.rests_on(bad, group, ["ingress", j, "cidrs", k]), "open")
}

undetermined contains found if {
	some cluster in input.kinds["emr.cluster"]
	some i, address in value.items(cluster.security_groups)
	value.unknown(address)
	found := finding.at(cluster, ["security_groups", i], {})
}

undetermined contains found if {
	some cluster in input.kinds["emr.cluster"]
	value.unknown(cluster.security_groups)
	found := finding.at(cluster, ["security_groups"], {})
}

undetermined contains found if {
	some cluster in input.kinds["emr.cluster"]
	some i, address in value.items(cluster.security_groups)
	group := input.by_address[address]
	security_group.uncertain(group)
	found := finding.rests_deeply_on(finding.at(cluster, ["security_groups", i], {}), group, ["ingress"])
}

undetermined contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	some i, subnet in value.items(thing.public_subnets)
	value.unknown(subnet)
	found := finding.at(thing, ["public_subnets", i], {})
}

_kinds := ["emr.cluster"]
