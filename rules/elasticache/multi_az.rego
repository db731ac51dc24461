# METADATA
# title: "Run Redis with replicas, Multi-AZ and automatic failover"
# description: "When the only node or its Availability Zone fails, the cache and everything in it is gone until a new one is warm."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
# custom:
#   severity: medium
#   category: reliability
#   profile: strict
#   kinds: [elasticache.replication_group]
#   evidence: ["automatic_failover", "multi_az", "num_cache_clusters", "replicas_per_node_group", "node_group_replica_counts"]
#   messages:
#     failover: "{resource} does not fail over by itself"
#     zone: "{resource} keeps all nodes in one Availability Zone"
#     replica: "{resource} has no replica to fail over to"
#   guidance:
#     - {doc: "000", section: "Redis"}
#     - {doc: "001", section: "Redis의 특징"}
#     - {doc: "003", section: "Database"}
#   aliases: [CKV2_AWS_50]
#   fix:
#     set: {automatic_failover: true, multi_az: true}
#     text: "Turn on automatic failover and Multi-AZ with at least one replica."
#   ko:
#     title: "Redis는 복제본·Multi-AZ·자동 장애 조치로"
#     description: "유일한 노드나 그 가용 영역에 장애가 나면 새 노드가 채워질 때까지 캐시를 잃습니다."
#     messages:
#       failover: "자동 장애 조치가 꺼져 있음: {resource}"
#       zone: "모든 노드가 한 가용 영역에 있음: {resource}"
#       replica: "장애 조치할 복제본이 없음: {resource}"
#     fix: "복제본을 하나 이상 두고 자동 장애 조치와 Multi-AZ를 켜세요."
package rules.elasticache.multi_az

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in _primary
	group.automatic_failover == false
	found := finding.rests_on(finding.variant(finding.at(group, ["automatic_failover"], {}), "failover"), group, ["global_replication_group"])
}

deny contains found if {
	some group in _primary
	group.automatic_failover == true
	group.multi_az == false
	found := finding.rests_on(finding.variant(finding.at(group, ["multi_az"], {}), "zone"), group, ["global_replication_group"])
}

deny contains found if {
	some group in _primary
	group.automatic_failover == true
	group.multi_az == true
	not _has_replica(group)
	at := finding.rests_on(finding.variant(finding.at(group, ["num_cache_clusters"], {}), "replica"), group, ["replicas_per_node_group"])
	found := finding.rests_on(finding.rests_deeply_on(at, group, ["node_group_replica_counts"]), group, ["global_replication_group"])
}

_primary contains group if {
	some group in input.kinds["elasticache.replication_group"]
	not group.global_replication_group
}

_has_replica(group) if value.above(group.num_cache_clusters, 1)

_has_replica(group) if value.above(group.replicas_per_node_group, 0)

_has_replica(group) if {
	some replicas in value.items(group.node_group_replica_counts)
	value.above(replicas, 0)
}
