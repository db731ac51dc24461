# METADATA
# title: "Encrypt the root volume of an instance that hibernates"
# description: "Hibernation writes the memory, with every key and password in it, to the root volume; EC2 refuses it on an unencrypted one."
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hibernating-prerequisites.html
# custom:
#   severity: high
#   category: limits
#   kinds: [ec2.instance, ec2.launch_template, ebs.encryption_by_default]
#   evidence: ["hibernation", "devices"]
#   messages:
#     plain: "{resource} hibernates to a root device that is not encrypted"
#     undescribed: "{resource} hibernates and does not describe its root device, so the image has to be encrypted"
#     metal: "{resource} asks for hibernation on {type}, which can't hibernate"
#   guidance:
#     - {doc: "000", section: "EC2 Hibernate"}
#   fix:
#     text: "Describe the root device with encrypted = true."
#   ko:
#     title: "최대 절전 모드 인스턴스의 루트 볼륨 암호화하기"
#     description: "최대 절전 모드는 키와 암호가 담긴 메모리를 루트 볼륨에 쓰며, 암호화되지 않은 볼륨에서는 EC2가 거부합니다."
#     messages:
#       plain: "암호화되지 않은 루트 디바이스로 최대 절전함: {resource}"
#       undescribed: "루트 디바이스를 적지 않고 최대 절전을 켬: {resource}"
#       metal: "최대 절전을 지원하지 않는 유형: {resource} ({type})"
#     fix: "루트 디바이스를 적고 암호화를 켜세요."
package rules.ec2.hibernation_encrypted

import rego.v1

import data.lib.ebs
import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in _hibernating
	some i, device in _root(resource)
	device.encrypted == false
	at := finding.variant(finding.at(resource, ["devices", i, "encrypted"], {}), "plain")
	found := _read(finding.rests_on(at, resource, ["devices", i, "device"]), resource)
}

deny contains found if {
	some resource in _hibernating
	_root(resource) == {}
	at := finding.variant(finding.absent(resource, ["devices"], {}), "undescribed")
	found := finding.severity(_read(at, resource), "medium")
}

deny contains found if {
	some kind in ["ec2.instance", "ec2.launch_template"]
	some resource in input.kinds[kind]
	resource.hibernation == true
	endswith(resource.instance_type, ".metal")
	at := finding.variant(finding.at(resource, ["instance_type"], {"type": resource.instance_type}), "metal")
	found := finding.rests_on(at, resource, ["hibernation"])
}

undetermined contains found if {
	some kind in ["ec2.instance", "ec2.launch_template"]
	some resource in input.kinds[kind]
	resource.hibernation == true
	value.unknown(resource.instance_type)
	found := finding.at(resource, ["instance_type"], {})
}

_hibernating contains resource if {
	not ebs.default_on(input.kinds)
	some kind in ["ec2.instance", "ec2.launch_template"]
	some resource in input.kinds[kind]
	resource.hibernation == true
}

# The provider lists root_block_device before the other devices.
_root(resource) := {0: resource.devices[0]} if {
	resource.root_device.declared == true
} else := {i: device |
	some i, device in value.items(resource.devices)
	device.device in {"/dev/xvda", "/dev/sda1"}
}

_read(found, resource) := object.union(found, {"rests_on": array.concat(object.get(found, "rests_on", []), others)}) if {
	settings := [{"resource": setting.address, "path": ["enabled"]} | some setting in input.kinds["ebs.encryption_by_default"]]
	own := [{"resource": resource.address, "path": path} | some path in [["hibernation"], ["root_device", "declared"]]]
	others := array.concat(own, settings)
}
