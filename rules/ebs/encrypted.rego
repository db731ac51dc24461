# METADATA
# title: Encrypt EBS volumes at rest
# description: Snapshots, replicas and discarded disks of an unencrypted volume can be read by whoever gets hold of them.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [ebs.volume, ebs.snapshot, ebs.snapshot_copy, ebs.encryption_by_default]
#   evidence: [encrypted]
#   message: "{resource} is not encrypted at rest"
#   guidance:
#     - {doc: "000", section: "EBS Encryption"}
#     - {doc: "001", section: "EBS 암호화"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV_AWS_3, AVD-AWS-0026, ENCRYPTED_VOLUMES, encrypted-volumes]
#   limits: Encryption by default that is turned on outside of this configuration can't be seen.
#   fix:
#     set: {encrypted: true}
#     text: Set encrypted to true; an existing volume has to be replaced from an encrypted copy of its snapshot.
#   ko:
#     title: EBS 볼륨을 저장 시 암호화하기
#     description: 암호화되지 않은 볼륨의 스냅샷과 복제본, 폐기된 디스크는 손에 넣은 누구나 읽을 수 있습니다.
#     message: "저장 시 암호화되지 않음: {resource}"
#     fix: encrypted를 true로 설정합니다. 이미 만든 볼륨은 스냅샷의 암호화된 복사본으로 교체해야 합니다.
package rules.ebs.encrypted

import rego.v1

import data.lib.ebs
import data.lib.finding

deny contains found if {
	some volume in input.kinds["ebs.volume"]
	not volume.parent
	not volume.encrypted
	not volume.source_volume
	not ebs.encrypted_source(volume, input.by_address)
	not ebs.default_covers(volume, input.kinds)
	bad := finding.at(volume, ["encrypted"], {})
	found := ebs.rests(bad, volume, input.kinds, input.by_address)
}
