# METADATA
# title: "Encrypt Aurora and Multi-AZ DB clusters at rest"
# description: "Storage, backups and snapshots of an unencrypted cluster can be read by whoever gets at them, and encryption can't be switched on later."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [rds.cluster, rds.global_cluster]
#   evidence: ["encrypted"]
#   messages:
#     plain: "The storage of {resource} is not encrypted"
#     unset: "{resource} does not ask for encryption; Aurora encrypts new clusters with a key of AWS, clusters from before February 2026 stay plain"
#     key: "{resource} names a KMS key and does not turn encryption on"
#   guidance:
#     - {doc: "000", section: "RDS Security - Encryption"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV_AWS_96, CKV_AWS_140, AVD-AWS-0079, RDS_STORAGE_ENCRYPTED, rds-storage-encrypted]
#   fix:
#     set: {encrypted: true}
#     text: "Turn on storage encryption; an existing cluster has to be restored from an encrypted snapshot copy."
#   ko:
#     title: "Aurora/DB 클러스터 암호화하기"
#     description: "암호화되지 않은 클러스터는 스토리지와 백업, 스냅샷을 얻은 사람이 읽을 수 있고 나중에 암호화를 켤 수도 없습니다."
#     messages:
#       plain: "스토리지가 암호화되지 않음: {resource}"
#       unset: "암호화를 선언하지 않음: {resource} (2026년 2월 이후의 새 Aurora 클러스터만 AWS 키로 자동 암호화됨)"
#       key: "KMS 키만 있고 암호화는 켜지 않음: {resource}"
#     fix: "스토리지 암호화를 켜세요. 기존 클러스터는 암호화한 스냅샷 복사본에서 복원해야 합니다."
package rules.aurora.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some cluster in _judged
	not cluster.encrypted
	cluster.kms_key
	found := _read(finding.variant(finding.at(cluster, ["encrypted"], {}), "key"), cluster)
}

deny contains found if {
	some cluster in _judged
	not cluster.encrypted
	not cluster.kms_key
	found := _read(_graded(finding.at(cluster, ["encrypted"], {}), cluster), cluster)
}

_judged contains cluster if {
	some cluster in input.kinds["rds.cluster"]
	not _inherits(cluster)
	not _serverless_v1(cluster)
}

_judged contains cluster if {
	some cluster in input.kinds["rds.global_cluster"]
	not cluster.source_cluster
}

_inherits(cluster) if {
	some source in ["replica_of", "snapshot", "restore_from", "global_cluster"]
	cluster[source]
}

_serverless_v1(cluster) if cluster.engine_mode == "serverless"

_graded(at, cluster) := finding.variant(at, "plain") if not _aurora(cluster)

_graded(at, cluster) := finding.severity(finding.variant(at, "plain"), "medium") if {
	_aurora(cluster)
	cluster.encrypted == false
}

_graded(at, cluster) := finding.severity(finding.variant(at, "unset"), "low") if {
	_aurora(cluster)
	not _explicit(cluster)
}

_explicit(cluster) if cluster.encrypted == false

_aurora(cluster) if startswith(cluster.engine, "aurora")

_read(found, cluster) := finding.rests_on(finding.rests_on(sources, cluster, ["kms_key"]), cluster, ["engine_mode"]) if {
	replica := finding.rests_on(finding.rests_on(found, cluster, ["replica_of"]), cluster, ["snapshot"])
	sources := finding.rests_on(finding.rests_on(replica, cluster, ["restore_from"]), cluster, ["source_cluster"])
}
