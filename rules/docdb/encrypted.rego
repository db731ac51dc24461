# METADATA
# title: "Encrypt DocumentDB at rest"
# description: "Storage, backups and snapshots of an unencrypted cluster can be read by whoever gets at them."
# related_resources:
#   - https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [docdb.cluster, docdb.global_cluster]
#   evidence: ["encrypted"]
#   message: "The storage of {resource} is not encrypted"
#   guidance:
#     - {doc: "003", section: "Database"}
#   aliases: [CKV_AWS_74, CKV_AWS_292, AVD-AWS-0021]
#   fix:
#     set: {encrypted: true}
#     text: "Turn on storage encryption; an existing cluster has to be replaced."
#   ko:
#     title: "DocumentDB 암호화하기"
#     description: "암호화되지 않은 클러스터의 스토리지와 백업, 스냅샷은 얻은 사람이 읽을 수 있습니다."
#     message: "스토리지가 암호화되지 않음: {resource}"
#     fix: "스토리지 암호화를 켜세요(기존 클러스터는 교체해야 합니다)."
package rules.docdb.encrypted

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["docdb.cluster", "docdb.global_cluster"]
	some cluster in input.kinds[kind]
	_plain(cluster)
	found := finding.rests_on(finding.at(cluster, ["encrypted"], {}), cluster, ["inherits_from"])
}

undetermined contains found if {
	some cluster in input.kinds["docdb.global_cluster"]
	value.unknown(cluster.encrypted)
	found := finding.at(cluster, ["encrypted"], {})
}

_plain(cluster) if cluster.encrypted == false

_plain(cluster) if {
	not cluster.encrypted
	not cluster.inherits_from
}
