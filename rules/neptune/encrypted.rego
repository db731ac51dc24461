# METADATA
# title: "Encrypt Neptune at rest"
# description: "Storage, backups and snapshots of an unencrypted graph can be read by whoever gets at them."
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [neptune.cluster, neptune.snapshot]
#   evidence: ["encrypted"]
#   messages:
#     cluster: "The storage of {resource} is not encrypted"
#     snapshot: "{resource} is a snapshot of {cluster}, which is not encrypted"
#     written: "{resource} is written as unencrypted"
#   guidance:
#     - {doc: "000", section: "Neptune"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_44, AVD-AWS-0076]
#   fix:
#     set: {encrypted: true}
#     text: "Turn on storage encryption; an existing cluster has to be replaced."
#   ko:
#     title: "Neptune 암호화하기"
#     description: "암호화되지 않은 그래프의 스토리지와 백업, 스냅샷은 얻은 사람이 읽을 수 있습니다."
#     messages:
#       cluster: "스토리지가 암호화되지 않음: {resource}"
#       snapshot: "암호화되지 않은 클러스터의 스냅샷: {resource} (클러스터 {cluster})"
#       written: "암호화되지 않은 것으로 적혀 있음: {resource}"
#     fix: "스토리지 암호화를 켜세요(기존 클러스터는 교체해야 합니다)."
package rules.neptune.encrypted

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some cluster in input.kinds["neptune.cluster"]
	_plain(cluster)
	at := finding.variant(finding.at(cluster, ["encrypted"], {}), "cluster")
	found := finding.rests_on(at, cluster, ["inherits_from"])
}

deny contains found if {
	some snapshot in input.kinds["neptune.snapshot"]
	cluster := input.by_address[snapshot.cluster]
	_plain(cluster)
	at := finding.variant(finding.at(snapshot, ["cluster"], {"cluster": cluster.address}), "snapshot")
	found := finding.rests_on(finding.rests_on(at, cluster, ["encrypted"]), cluster, ["inherits_from"])
}

deny contains found if {
	some snapshot in input.kinds["neptune.snapshot"]
	snapshot.encrypted == false
	found := finding.variant(finding.at(snapshot, ["encrypted"], {}), "written")
}

undetermined contains found if {
	some snapshot in input.kinds["neptune.snapshot"]
	value.unknown(snapshot.cluster)
	found := finding.at(snapshot, ["cluster"], {})
}

undetermined contains found if {
	some snapshot in input.kinds["neptune.snapshot"]
	cluster := input.by_address[snapshot.cluster]
	value.unknown(cluster.encrypted)
	found := finding.rests_on(finding.at(snapshot, ["cluster"], {}), cluster, ["encrypted"])
}

_plain(cluster) if cluster.encrypted == false

_plain(cluster) if {
	not cluster.encrypted
	not cluster.inherits_from
}
