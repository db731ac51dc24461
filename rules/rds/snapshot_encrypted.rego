# METADATA
# title: "Encrypt database snapshots"
# description: "A snapshot holds the whole database; one that is not encrypted can be restored and read in any account that it is shared with."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [rds.snapshot, rds.instance, rds.cluster]
#   evidence: ["encrypted"]
#   languages: ["terraform"]
#   messages:
#     source: "{resource} is a snapshot of {source}, which is not encrypted"
#     copy: "{resource} copies the unencrypted snapshot {source} without a KMS key"
#     region: "{resource} copies a snapshot to another region without a KMS key there"
#     written: "{resource} is written as unencrypted"
#   guidance:
#     - {doc: "000", section: "RDS Security - Encryption"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV_AWS_266]
#   limits: "Snapshots of databases outside the configuration are not judged."
#   fix:
#     text: "Encrypt the source, or give the copy a KMS key."
#   ko:
#     title: "DB 스냅샷 암호화하기"
#     description: "스냅샷에는 데이터베이스 전체가 담기며, 암호화되지 않은 스냅샷은 공유된 계정에서 복원해 읽을 수 있습니다."
#     messages:
#       source: "암호화되지 않은 원본의 스냅샷: {resource} (원본 {source})"
#       copy: "암호화되지 않은 스냅샷을 KMS 키 없이 복사함: {resource} (원본 {source})"
#       region: "대상 리전의 KMS 키 없이 다른 리전으로 복사함: {resource}"
#       written: "암호화되지 않은 것으로 적혀 있음: {resource}"
#     fix: "원본을 암호화하거나 복사본에 KMS 키를 지정하세요."
package rules.rds.snapshot_encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some snapshot in input.kinds["rds.snapshot"]
	source := input.by_address[snapshot.source]
	source.kind in {"rds.instance", "rds.cluster"}
	_plain(source)
	at := finding.variant(finding.at(snapshot, ["source"], {"source": source.address}), "source")
	found := finding.rests_on(at, source, ["encrypted"])
}

deny contains found if {
	some copy in input.kinds["rds.snapshot"]
	not copy.kms_key
	snapshot := input.by_address[copy.source]
	snapshot.kind == "rds.snapshot"
	database := input.by_address[snapshot.source]
	_plain(database)
	at := finding.variant(finding.at(copy, ["source"], {"source": snapshot.address}), "copy")
	found := finding.rests_on(finding.rests_on(finding.rests_on(at, copy, ["kms_key"]), database, ["encrypted"]), snapshot, ["source"])
}

deny contains found if {
	some copy in input.kinds["rds.snapshot"]
	copy.destination_region
	not copy.kms_key
	at := finding.variant(finding.at(copy, ["destination_region"], {}), "region")
	found := finding.rests_on(at, copy, ["kms_key"])
}

deny contains found if {
	some snapshot in input.kinds["rds.snapshot"]
	snapshot.encrypted == false
	found := finding.variant(finding.at(snapshot, ["encrypted"], {}), "written")
}

undetermined contains found if {
	some snapshot in input.kinds["rds.snapshot"]
	source := input.by_address[snapshot.source]
	source.encrypted["$unknown"]
	at := finding.at(snapshot, ["source"], {"source": source.address})
	found := finding.rests_on(finding.variant(at, "source"), source, ["encrypted"])
}

undetermined contains found if {
	some snapshot in input.kinds["rds.snapshot"]
	snapshot.source["$unknown"]
	found := finding.variant(finding.at(snapshot, ["source"], {"source": ""}), "source")
}

undetermined contains found if {
	some copy in input.kinds["rds.snapshot"]
	not copy.kms_key
	snapshot := input.by_address[copy.source]
	snapshot.source["$unknown"]
	at := finding.at(copy, ["source"], {"source": snapshot.address})
	found := finding.rests_on(finding.variant(at, "copy"), snapshot, ["source"])
}

undetermined contains found if {
	some copy in input.kinds["rds.snapshot"]
	not copy.kms_key
	snapshot := input.by_address[copy.source]
	source := input.by_address[snapshot.source]
	source.encrypted["$unknown"]
	at := finding.at(copy, ["source"], {"source": snapshot.address})
	found := finding.rests_on(finding.variant(at, "copy"), source, ["encrypted"])
}

# What Aurora does with a cluster that does not say is left to aurora/encrypted.
_plain(database) if database.encrypted == false

_plain(database) if {
	database.kind == "rds.cluster"
	not database.encrypted
	not database.snapshot
	not database.replica_of
	not database.restore_from
	not _aurora(database)
}

_aurora(cluster) if startswith(cluster.engine, "aurora")
