# METADATA
# title: "Put databases in private subnets"
# description: "A database in a public subnet is one flag or one rule away from the internet."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   severity: high
#   category: network
#   kinds: [rds.instance, rds.cluster, ec2.subnet, ec2.route_table]
#   evidence: ["cluster", "replica_of"]
#   messages:
#     public: "{resource} stands in a public subnet, {subnet} ({route})"
#     default: "{resource} names no subnet group, so it stands in the public subnets of the default VPC"
#   guidance:
#     - {doc: "000", section: "RDS - Network&IAM Security"}
#     - {doc: "003", section: "시큐리티"}
#   limits: "The names of subnets are not looked at: what counts is the route table."
#   fix:
#     text: "Use subnets whose route table has no route to an internet gateway."
#   ko:
#     title: "데이터베이스는 프라이빗 서브넷에"
#     description: "퍼블릭 서브넷의 데이터베이스는 플래그나 규칙 하나만 바뀌어도 인터넷에 노출됩니다."
#     messages:
#       public: "퍼블릭 서브넷에 있음: {resource} (서브넷 {subnet}, 경로 {route})"
#       default: "서브넷 그룹이 없어 기본 VPC의 퍼블릭 서브넷에 놓임: {resource}"
#     fix: "인터넷 게이트웨이로 가는 경로가 없는 서브넷을 사용합니다."
package rules.rds.private_subnet

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	subnets := network.public_subnets(thing)
	subnet := subnets[0]
	values := {"subnet": concat(", ", subnets), "route": network.route(input.by_address[subnet])}
	bad := finding.at(thing, network.placed_by(thing), values)
	found := finding.variant(network.way(bad, input.by_address[subnet]), "public")
}

deny contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	not thing.subnet_group
	not thing.cluster
	not thing.replica_of
	bad := finding.at(thing, ["subnet_group"], {})
	found := finding.variant(finding.severity(bad, "medium"), "default")
}

undetermined contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	some i, subnet in value.items(thing.public_subnets)
	value.unknown(subnet)
	found := finding.at(thing, ["public_subnets", i], {})
}

_kinds := ["rds.instance", "rds.cluster"]
