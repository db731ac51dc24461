# METADATA
# title: "Encrypt EFS at rest"
# description: "Files and metadata can be read by whoever gets at the storage."
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [efs.file_system]
#   evidence: ["encrypted"]
#   message: "{resource} does not encrypt its files at rest"
#   guidance:
#     - {doc: "000", section: "EFS - Elastic File System"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_42, AVD-AWS-0037, EFS_ENCRYPTED_CHECK, efs-encrypted-check]
#   fix:
#     set: {encrypted: true}
#     text: "Turn on encryption; the file system has to be replaced."
#   ko:
#     title: "EFS 암호화하기"
#     description: "스토리지에 접근한 사람이 파일과 메타데이터를 읽을 수 있습니다."
#     message: "저장 시 암호화하지 않음: {resource}"
#     fix: "암호화를 켜세요(파일 시스템을 교체해야 합니다)."
package rules.efs.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some resource in input.kinds["efs.file_system"]
	resource.encrypted == false
	found := finding.at(resource, ["encrypted"], {})
}
