# METADATA
# title: "Do not ask Memcached for replication, backup or failover"
# description: "Memcached has no replication, no backup and no failover, so ElastiCache refuses the cluster."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SelectEngine.html
# custom:
#   severity: high
#   category: limits
#   kinds: [elasticache.cluster]
#   evidence: ["engine", "num_cache_nodes", "snapshot_retention"]
#   messages:
#     memcached: "{resource} asks Memcached for {feature}, which it does not have"
#     zones: "{resource} keeps its {nodes} Memcached nodes in one Availability Zone"
#     redis: "{resource} asks for {nodes} nodes of {engine}; a cluster of this engine has one"
#   guidance:
#     - {doc: "000", section: "Memcashed"}
#     - {doc: "001", section: "Memcached의 특징"}
#   fix:
#     text: "Remove the setting, or use a Redis or Valkey replication group."
#   ko:
#     title: "Memcached에 복제/백업을 설정하지 않기"
#     description: "Memcached에는 복제도 백업도 장애 조치도 없어 ElastiCache가 클러스터를 거부합니다."
#     messages:
#       memcached: "Memcached에 없는 기능을 설정함: {resource} ({feature})"
#       zones: "Memcached 노드가 한 가용 영역에 있음: {resource} (노드 {nodes}개)"
#       redis: "이 엔진의 클러스터는 노드가 하나임: {resource} ({engine} 노드 {nodes}개)"
#     fix: "설정을 지우거나 Redis/Valkey 복제 그룹을 사용하세요."
package rules.elasticache.memcached_features

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some cluster in input.kinds["elasticache.cluster"]
	cluster.engine == "memcached"
	some attribute, feature in {"snapshot_name": "restoring a snapshot", "snapshot_window": "snapshots", "replication_group": "replication"}
	cluster[attribute]
	at := finding.variant(finding.at(cluster, [attribute], {"feature": feature}), "memcached")
	found := finding.rests_on(at, cluster, ["engine"])
}

deny contains found if {
	some cluster in input.kinds["elasticache.cluster"]
	cluster.engine == "memcached"
	value.above(cluster.snapshot_retention, 0)
	at := finding.variant(finding.at(cluster, ["snapshot_retention"], {"feature": "snapshots"}), "memcached")
	found := finding.rests_on(at, cluster, ["engine"])
}

deny contains found if {
	some cluster in input.kinds["elasticache.cluster"]
	cluster.engine == "memcached"
	value.above(cluster.num_cache_nodes, 1)
	cluster.az_mode == "single-az"
	at := finding.variant(finding.at(cluster, ["az_mode"], {"nodes": cluster.num_cache_nodes}), "zones")
	found := finding.severity(finding.rests_on(at, cluster, ["num_cache_nodes"]), "note")
}

deny contains found if {
	some cluster in input.kinds["elasticache.cluster"]
	cluster.engine in {"redis", "valkey"}
	value.above(cluster.num_cache_nodes, 1)
	at := finding.at(cluster, ["num_cache_nodes"], {"engine": cluster.engine, "nodes": cluster.num_cache_nodes})
	found := finding.rests_on(finding.variant(at, "redis"), cluster, ["engine"])
}

undetermined contains found if {
	some cluster in input.kinds["elasticache.cluster"]
	cluster.engine == "memcached"
	value.unknown(cluster.az_mode)
	value.above(cluster.num_cache_nodes, 1)
	found := finding.variant(finding.at(cluster, ["az_mode"], {"nodes": cluster.num_cache_nodes}), "zones")
}
