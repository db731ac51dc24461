# METADATA
# title: "Encrypt Redshift at rest"
# description: "Data blocks, metadata and snapshots of an unencrypted cluster can be read by whoever gets at the storage."
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/behavior-changes.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [redshift.cluster]
#   evidence: ["encrypted"]
#   messages:
#     plain: "{resource} switches encryption off"
#     unset: "{resource} does not ask for encryption; Redshift encrypts new clusters, older providers send false"
#   guidance:
#     - {doc: "001", section: "Redshift란?"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_64, AVD-AWS-0084, REDSHIFT_CLUSTER_CONFIGURATION_CHECK, redshift-cluster-configuration-check]
#   fix:
#     set: {encrypted: true}
#     text: "Turn on encryption."
#   ko:
#     title: "Redshift 암호화하기"
#     description: "암호화되지 않은 클러스터의 데이터 블록과 메타데이터, 스냅샷은 스토리지에 접근한 사람이 읽을 수 있습니다."
#     messages:
#       plain: "암호화를 끔: {resource}"
#       unset: "암호화를 선언하지 않음: {resource} (새 클러스터는 자동 암호화되지만 오래된 프로바이더는 false를 보냄)"
#     fix: "암호화를 켜세요."
package rules.redshift.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some cluster in input.kinds["redshift.cluster"]
	cluster.encrypted == false
	found := finding.variant(finding.at(cluster, ["encrypted"], {}), "plain")
}

deny contains found if {
	some cluster in input.kinds["redshift.cluster"]
	object.get(cluster, "encrypted", "absent") == "absent"
	not cluster.snapshot
	at := finding.variant(finding.at(cluster, ["encrypted"], {}), "unset")
	found := finding.severity(finding.rests_on(at, cluster, ["snapshot"]), "note")
}
