# METADATA
# title: "Encrypt the root and block devices of instances"
# description: "Snapshots, images and lost disks of an unencrypted device can be read by whoever holds them."
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [ec2.instance, ec2.launch_template, ec2.launch_configuration, ebs.encryption_by_default]
#   evidence: ["devices"]
#   messages:
#     device: "The block device {device} of {resource} is not encrypted"
#     root: "{resource} does not describe its root device, which follows the image and is not encrypted unless the image or the account says so"
#     template: "{resource} describes no block device; its volumes follow the image"
#   guidance:
#     - {doc: "000", section: "EBS Encryption"}
#     - {doc: "001", section: "EBS 암호화"}
#   aliases: [CKV_AWS_8, AVD-AWS-0131, AVD-AWS-0008]
#   limits: "Encryption by default that is switched on outside the configuration is not seen."
#   fix:
#     text: "Describe the root device and set encrypted = true on every block device."
#   ko:
#     title: "인스턴스의 루트·블록 디바이스 암호화하기"
#     description: "암호화되지 않은 디바이스의 스냅샷과 이미지, 분실한 디스크는 가진 사람이 읽을 수 있습니다."
#     messages:
#       device: "블록 디바이스가 암호화되지 않음: {resource} (디바이스 {device})"
#       root: "루트 디바이스를 적지 않아 이미지를 따름: {resource}"
#       template: "블록 디바이스를 적지 않아 이미지를 따름: {resource}"
#     fix: "루트 디바이스를 적고 모든 블록 디바이스에 암호화를 설정하세요."
package rules.ec2.encrypted

import rego.v1

import data.lib.ebs
import data.lib.finding
import data.lib.value

deny contains found if {
	not ebs.default_on(input.kinds)
	some kind in _launched
	some resource in input.kinds[kind]
	some i, device in value.items(resource.devices)
	device.ebs == true
	device.encrypted == false
	not device.no_device
	at := finding.at(resource, ["devices", i, "encrypted"], {"device": _name(device)})
	found := _rests_on_default(finding.rests_on(finding.variant(at, "device"), resource, ["devices", i, "ebs"]))
}

deny contains found if {
	not ebs.default_on(input.kinds)
	some kind in ["ec2.instance", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	not resource.launch_template
	not _describes_root(resource)
	at := finding.variant(finding.absent(resource, ["devices"], {}), "root")
	read := finding.rests_on(finding.rests_on(at, resource, ["launch_template"]), resource, ["root_device", "declared"])
	found := finding.severity(_rests_on_default(read), "medium")
}

deny contains found if {
	not ebs.default_on(input.kinds)
	some template in input.kinds["ec2.launch_template"]
	template.devices == []
	found := finding.severity(_rests_on_default(finding.variant(finding.at(template, ["devices"], {}), "template")), "note")
}

undetermined contains found if {
	not ebs.default_on(input.kinds)
	some kind in ["ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	value.uncertain(resource.devices)
	found := finding.absent(resource, ["devices"], {})
}

undetermined contains found if {
	not ebs.default_on(input.kinds)
	some kind in ["ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	some i, device in value.items(resource.devices)
	some setting in ["ebs", "encrypted"]
	value.unknown(device[setting])
	not device.no_device
	found := finding.at(resource, ["devices", i, setting], {})
}

_launched := ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]

_describes_root(resource) if resource.root_device.declared == true

_describes_root(resource) if {
	some device in value.items(resource.devices)
	_is_root(device)
}

_name(device) := "root" if _is_root(device)

_name(device) := device.device if not _is_root(device)

_is_root(device) if not device.device

_is_root(device) if device.device in {"/dev/xvda", "/dev/sda1"}

_rests_on_default(found) := object.union(found, {"rests_on": array.concat(object.get(found, "rests_on", []), settings)}) if {
	settings := [{"resource": setting.address, "path": ["enabled"]} | some setting in input.kinds["ebs.encryption_by_default"]]
}
