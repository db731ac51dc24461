# METADATA
# title: "Encrypt ElastiCache traffic"
# description: "Session data and AUTH tokens cross the network in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [elasticache.replication_group, elasticache.cluster]
#   evidence: ["transit_encryption"]
#   messages:
#     plain: "{resource} does not encrypt its traffic"
#     preferred: "{resource} still accepts clients without TLS: transit encryption is preferred, not required"
#     memcached: "{resource} is a Memcached cluster without TLS"
#   guidance:
#     - {doc: "000", section: "Cache Security"}
#   aliases: [CKV_AWS_30, AVD-AWS-0051, ELASTICACHE_REPLICATION_GROUP_ENCRYPTION_IN_TRANSIT]
#   limits: "A stand-alone Redis cluster can't encrypt its traffic and is not reported."
#   fix:
#     set: {transit_encryption: true}
#     text: "Turn on encryption in transit."
#   ko:
#     title: "ElastiCache 전송 암호화하기"
#     description: "세션 데이터와 AUTH 토큰이 네트워크에서 평문으로 전송됩니다."
#     messages:
#       plain: "전송을 암호화하지 않음: {resource}"
#       preferred: "TLS 없는 클라이언트도 허용함: {resource}"
#       memcached: "TLS가 없는 Memcached 클러스터: {resource}"
#     fix: "전송 중 암호화를 켜세요."
package rules.elasticache.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["elasticache.replication_group"]
	group.transit_encryption == false
	not group.global_replication_group
	at := finding.variant(finding.at(group, ["transit_encryption"], {}), "plain")
	found := finding.rests_on(at, group, ["global_replication_group"])
}

deny contains found if {
	some group in input.kinds["elasticache.replication_group"]
	group.transit_encryption == true
	group.transit_encryption_mode == "preferred"
	at := finding.variant(finding.at(group, ["transit_encryption_mode"], {}), "preferred")
	found := finding.severity(at, "note")
}

deny contains found if {
	some cluster in input.kinds["elasticache.cluster"]
	cluster.engine == "memcached"
	cluster.transit_encryption == false
	not _before_1_6_12(cluster.engine_version)
	at := finding.rests_on(finding.at(cluster, ["transit_encryption"], {}), cluster, ["engine"])
	found := finding.severity(finding.variant(finding.rests_on(at, cluster, ["engine_version"]), "memcached"), "low")
}

undetermined contains found if {
	some group in input.kinds["elasticache.replication_group"]
	group.transit_encryption == true
	value.may_equal(group.transit_encryption_mode, "preferred")
	found := finding.variant(finding.at(group, ["transit_encryption_mode"], {}), "preferred")
}

undetermined contains found if {
	some cluster in input.kinds["elasticache.cluster"]
	value.may_equal(cluster.engine, "memcached")
	value.may_equal(cluster.transit_encryption, false)
	not _before_1_6_12(cluster.engine_version)
	found := finding.variant(finding.at(cluster, ["transit_encryption"], {}), "memcached")
}

_before_1_6_12(version) if {
	is_string(version)
	semver.is_valid(version)
	value.below(semver.compare(version, "1.6.12"), 0)
}
