# METADATA
# title: "Encrypt DAX clusters at rest"
# description: "Cached items, logs and configuration lie on the disks of the nodes in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [dax.cluster]
#   evidence: ["encrypted"]
#   message: "{resource} does not encrypt its cache at rest"
#   guidance:
#     - {doc: "000", section: "DynamoDB Accelerator ( DAX )"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_47, AVD-AWS-0023, DAX_ENCRYPTION_ENABLED, dax-encryption-enabled]
#   fix:
#     set: {encrypted: true}
#     text: "Turn on server-side encryption; the cluster has to be replaced."
#   ko:
#     title: "DAX 저장 암호화하기"
#     description: "캐시된 항목과 로그, 구성이 노드의 디스크에 평문으로 남습니다."
#     message: "저장 시 암호화하지 않음: {resource}"
#     fix: "서버 측 암호화를 켜세요(클러스터를 교체해야 합니다)."
package rules.dax.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some resource in input.kinds["dax.cluster"]
	resource.encrypted == false
	found := finding.at(resource, ["encrypted"], {})
}
