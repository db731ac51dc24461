# METADATA
# title: "Encrypt RDS storage at rest"
# description: "Storage, backups, read replicas and snapshots of an unencrypted database can be read by whoever gets at them, and encryption can't be switched on later."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [rds.instance]
#   evidence: ["encrypted"]
#   message: "The storage of {resource} is not encrypted"
#   guidance:
#     - {doc: "000", section: "RDS Security - Encryption"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV_AWS_16, AVD-AWS-0080, RDS_STORAGE_ENCRYPTED, rds-storage-encrypted]
#   limits: "Databases that are restored or replicated follow what they are made from and are left to the rules about snapshots and replicas."
#   fix:
#     set: {encrypted: true}
#     text: "Turn on storage encryption; an existing database has to be restored from an encrypted snapshot copy."
#   ko:
#     title: "RDS 저장소를 암호화하기"
#     description: "암호화되지 않은 데이터베이스는 스토리지와 백업, 읽기 전용 복제본, 스냅샷을 얻은 사람이 모두 읽을 수 있고 나중에 암호화를 켤 수도 없습니다."
#     message: "스토리지가 암호화되지 않음: {resource}"
#     fix: "스토리지 암호화를 켜세요. 기존 데이터베이스는 암호화한 스냅샷 복사본에서 복원해야 합니다."
package rules.rds.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some instance in input.kinds["rds.instance"]
	instance.encrypted == false
	not _inherits(instance)
	at := finding.rests_on(finding.at(instance, ["encrypted"], {}), instance, ["cluster"])
	found := finding.rests_on(finding.rests_on(finding.rests_on(at, instance, ["replica_of"]), instance, ["snapshot"]), instance, ["engine"])
}

_inherits(instance) if {
	some source in ["cluster", "replica_of", "snapshot", "restore_from"]
	instance[source]
}

_inherits(instance) if startswith(instance.engine, "aurora")
