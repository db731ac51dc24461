# METADATA
# title: "Put EKS nodes in private subnets of two AZs"
# description: "Nodes in public subnets get public addresses, and pods on them share the exposure; Fargate refuses such subnets."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
#   - https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
# custom:
#   severity: medium
#   category: network
#   kinds: [eks.node_group, eks.fargate_profile, ec2.subnet, ec2.route_table]
#   evidence: ["subnets", "cluster"]
#   messages:
#     public: "{resource} stands in a public subnet, {subnet} ({route})"
#     zone: "all nodes of the cluster of {resource} stand in one zone, {zone}"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#     - {doc: "003", section: "AWS overview"}
#   limits: "Subnets of the cluster itself are not judged: load balancers need public ones."
#   fix:
#     text: "Use subnets whose route table has no route to an internet gateway."
#   ko:
#     title: "EKS 노드는 두 AZ의 프라이빗 서브넷에"
#     description: "퍼블릭 서브넷의 노드는 공인 주소를 받아 그 위의 파드까지 노출되며, Fargate는 그런 서브넷을 거부합니다."
#     messages:
#       public: "퍼블릭 서브넷에 있음: {resource} (서브넷 {subnet}, 경로 {route})"
#       zone: "클러스터의 모든 노드가 한 가용 영역에 있음: {resource} (영역 {zone})"
#     fix: "인터넷 게이트웨이로 가는 경로가 없는 서브넷을 사용합니다."
package rules.eks.private_subnet

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
	some group in input.kinds["eks.node_group"]
	zones := [input.by_address[subnet].availability_zone |
		some other in _siblings(group)
		some subnet in value.items(other.subnets)
		is_string(subnet)
	]
	zones[0]
	[z | some z in zones; not is_string(z)] == []
	count({z | some z in zones; is_string(z)}) == 1
	[s | some other in _siblings(group); some s in value.items(other.subnets); not input.by_address[s].availability_zone] == []
	bad := finding.at(group, ["subnets"], {"zone": zones[0]})
	found := finding.variant(finding.severity(bad, "low"), "zone")
}

# _siblings are the node groups of one cluster.
_siblings(group) := [other |
	some other in input.kinds["eks.node_group"]
	other.cluster == group.cluster
]

undetermined contains found if {
	some kind in _kinds
	some thing in input.kinds[kind]
	some i, subnet in value.items(thing.public_subnets)
	value.unknown(subnet)
	found := finding.at(thing, ["public_subnets", i], {})
}

_kinds := ["eks.node_group", "eks.fargate_profile"]
