# METADATA
# title: "Boot from SSD volumes, not st1 or sc1"
# description: "EC2 can't boot from an HDD volume, so the launch fails."
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
# custom:
#   severity: high
#   category: limits
#   kinds: [ec2.instance, ec2.launch_template, ec2.launch_configuration]
#   message: "{resource} boots from a volume of the type {type}"
#   guidance:
#     - {doc: "001", section: "EBS 볼륨 유형(중요!)"}
#   fix:
#     text: "Use gp3 for the root device."
#   ko:
#     title: "부팅 볼륨에 st1/sc1을 쓰지 않기"
#     description: "EC2는 HDD 볼륨으로 부팅할 수 없어 시작이 실패합니다."
#     message: "HDD 볼륨으로 부팅함: {resource} (유형 {type})"
#     fix: "루트 디바이스에 gp3를 사용하세요."
package rules.ebs.boot_volume_type

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	some i, device in value.items(resource.devices)
	_boots(device)
	device.volume_type in {"st1", "sc1"}
	at := finding.at(resource, ["devices", i, "volume_type"], {"type": device.volume_type})
	found := finding.rests_on(at, resource, ["devices", i, "device"])
}

undetermined contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	some i, device in value.items(resource.devices)
	_boots(device)
	value.unknown(device.volume_type)
	found := finding.at(resource, ["devices", i, "volume_type"], {})
}

undetermined contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	some i, device in value.items(resource.devices)
	value.unknown(device.device)
	device.volume_type in {"st1", "sc1"}
	found := finding.at(resource, ["devices", i, "device"], {})
}

undetermined contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	value.uncertain(resource.devices)
	found := finding.absent(resource, ["devices"], {})
}

# A root_block_device has no name; the names are those of Amazon's own images.
_boots(device) if not device.device

_boots(device) if device.device in {"/dev/xvda", "/dev/sda1"}
