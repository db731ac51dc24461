# METADATA
# title: "Encrypt snapshot and AMI copies"
# description: "A snapshot holds the whole volume; one that is not encrypted can be restored and read in any account that it is shared with."
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/CopyingAMIs.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [ebs.snapshot_copy, ebs.snapshot, ec2.ami, ebs.volume, ebs.encryption_by_default]
#   languages: ["terraform"]
#   messages:
#     source: "{resource} copies {source}, which is not encrypted, without encrypting the copy"
#     follows: "{resource} does not ask for encryption; the copy is encrypted only if its source is"
#     import: "{resource} imports a disk without encrypting it"
#     volume: "{resource} is a snapshot of {source}, which is not encrypted"
#     device: "{resource} registers the device {device} without encrypting it"
#   guidance:
#     - {doc: "001", section: "스냅샷과 EBS"}
#     - {doc: "000", section: "RDS Security - Encryption"}
#   aliases: [CKV_AWS_235, CKV_AWS_204, CKV_AWS_183]
#   fix:
#     text: "Set encrypted = true on the copy, or encrypt the volume."
#   ko:
#     title: "스냅샷·AMI 복사본 암호화하기"
#     description: "스냅샷에는 볼륨 전체가 담기며, 암호화되지 않은 스냅샷은 공유된 계정에서 복원해 읽을 수 있습니다."
#     messages:
#       source: "암호화되지 않은 원본을 암호화 없이 복사함: {resource} (원본 {source})"
#       follows: "암호화를 요청하지 않아 원본을 따름: {resource}"
#       import: "디스크를 암호화 없이 가져옴: {resource}"
#       volume: "암호화되지 않은 볼륨의 스냅샷: {resource} (원본 {source})"
#       device: "디바이스를 암호화 없이 등록함: {resource} (디바이스 {device})"
#     fix: "복사본에 encrypted = true를 설정하거나 볼륨을 암호화하세요."
package rules.ebs.snapshot_encrypted

import rego.v1

import data.lib.ebs
import data.lib.finding
import data.lib.value

deny contains found if {
	not ebs.default_on(input.kinds)
	some copy in input.kinds["ebs.snapshot_copy"]
	copy.type == "aws_ebs_snapshot_copy"
	not copy.encrypted
	found := _copy(copy, "source_snapshot")
}

deny contains found if {
	not ebs.default_on(input.kinds)
	some copy in input.kinds["ec2.ami"]
	copy.type == "aws_ami_copy"
	not copy.encrypted
	found := _copy(copy, "source_image")
}

deny contains found if {
	not ebs.default_on(input.kinds)
	some snapshot in input.kinds["ebs.snapshot_copy"]
	snapshot.type == "aws_ebs_snapshot_import"
	not snapshot.encrypted
	found := _read(finding.variant(finding.at(snapshot, ["encrypted"], {}), "import"), [])
}

deny contains found if {
	some snapshot in input.kinds["ebs.snapshot"]
	volume := input.by_address[snapshot.volume]
	_plain(volume)
	at := finding.variant(finding.at(snapshot, ["volume"], {"source": volume.address}), "volume")
	found := _read(at, [[volume, "encrypted"]])
}

deny contains found if {
	not ebs.default_on(input.kinds)
	some image in input.kinds["ec2.ami"]
	some i, device in value.items(image.devices)
	not device.encrypted
	not device.snapshot
	at := finding.variant(finding.at(image, ["devices", i, "encrypted"], {"device": device.device}), "device")
	found := _read(finding.rests_on(at, image, ["devices", i, "snapshot"]), [])
}

undetermined contains found if {
	some kind in ["ebs.snapshot_copy", "ec2.ami"]
	some resource in input.kinds[kind]
	value.unknown(resource.encrypted)
	found := finding.at(resource, ["encrypted"], {})
}

undetermined contains found if {
	some snapshot in input.kinds["ebs.snapshot"]
	value.unknown(snapshot.volume)
	found := finding.at(snapshot, ["volume"], {})
}

undetermined contains found if {
	some snapshot in input.kinds["ebs.snapshot"]
	volume := input.by_address[snapshot.volume]
	value.unknown(volume.encrypted)
	found := finding.rests_on(finding.at(snapshot, ["volume"], {}), volume, ["encrypted"])
}

undetermined contains found if {
	some copy in input.kinds["ebs.snapshot_copy"]
	not copy.encrypted
	snapshot := input.by_address[copy.source_snapshot]
	value.unknown(snapshot.volume)
	found := finding.rests_on(finding.at(copy, ["encrypted"], {}), snapshot, ["volume"])
}

undetermined contains found if {
	some copy in input.kinds["ebs.snapshot_copy"]
	not copy.encrypted
	snapshot := input.by_address[copy.source_snapshot]
	volume := input.by_address[snapshot.volume]
	value.unknown(volume.encrypted)
	found := finding.rests_on(finding.at(copy, ["encrypted"], {}), volume, ["encrypted"])
}

undetermined contains found if {
	some image in input.kinds["ec2.ami"]
	value.uncertain(image.devices)
	found := finding.absent(image, ["devices"], {})
}

undetermined contains found if {
	some image in input.kinds["ec2.ami"]
	some i, device in value.items(image.devices)
	some attribute in ["encrypted", "snapshot"]
	value.unknown(device[attribute])
	found := finding.at(image, ["devices", i, attribute], {})
}

_copy(copy, attribute) := _read(finding.rests_on(at, copy, [attribute]), [[source, "volume"]]) if {
	source := input.by_address[copy[attribute]]
	_plain_source(source)
	at := finding.variant(finding.at(copy, ["encrypted"], {"source": source.address}), "source")
}

_copy(copy, attribute) := finding.severity(_read(finding.variant(finding.at(copy, ["encrypted"], {}), "follows"), []), "low") if {
	not input.by_address[copy[attribute]]
}

_plain_source(source) if _plain(input.by_address[source.volume])

_plain_source(source) if {
	some device in value.items(source.devices)
	device.encrypted == false
}

_plain(volume) if {
	not ebs.default_on(input.kinds)
	volume.encrypted == false
}

_read(found, others) := object.union(found, {"rests_on": array.concat(object.get(found, "rests_on", []), array.concat(settings, rest))}) if {
	settings := [{"resource": setting.address, "path": ["enabled"]} | some setting in input.kinds["ebs.encryption_by_default"]]
	rest := [{"resource": pair[0].address, "path": [pair[1]]} | some pair in value.items(others)]
}
