# METADATA
# title: "Encrypt file shares and volumes of a Storage Gateway with KMS"
# description: "With SSE-S3 alone everyone who may read the bucket can read the files; a key of your own asks for a second permission."
# related_resources:
#   - https://docs.aws.amazon.com/storagegateway/latest/vgw/encryption.html
# custom:
#   severity: low
#   category: encryption
#   profile: strict
#   kinds: [storagegateway.volume]
#   evidence: ["kms_encrypted", "kms_key"]
#   messages:
#     plain: "{resource} is not encrypted with a KMS key"
#     keyless: "{resource} asks for KMS encryption and names no key"
#   guidance:
#     - {doc: "001", section: "Storage Gateway란?"}
#     - {doc: "001", section: "Key Management System란?"}
#   fix:
#     set: {kms_encrypted: true}
#     text: "Turn on KMS encryption and name a key."
#   ko:
#     title: "Storage Gateway 파일 공유와 볼륨을 KMS로 암호화하기"
#     description: "SSE-S3만 쓰면 버킷을 읽을 수 있는 모두가 파일을 읽을 수 있지만, 자체 키는 별도의 권한을 요구합니다."
#     messages:
#       plain: "KMS 키로 암호화하지 않음: {resource}"
#       keyless: "KMS 암호화를 켰지만 키가 없음: {resource}"
#     fix: "KMS 암호화를 켜고 키를 지정하세요."
package rules.storagegateway.encrypted_cmk

import rego.v1

import data.lib.finding

deny contains found if {
	some volume in input.kinds["storagegateway.volume"]
	volume.kms_encrypted == false
	found := finding.variant(finding.at(volume, ["kms_encrypted"], {}), "plain")
}

deny contains found if {
	some volume in input.kinds["storagegateway.volume"]
	volume.kms_encrypted == true
	not volume.kms_key
	at := finding.variant(finding.at(volume, ["kms_key"], {}), "keyless")
	found := finding.rests_on(at, volume, ["kms_encrypted"])
}
