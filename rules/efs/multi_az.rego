# METADATA
# title: "Create mount targets in at least two AZs"
# description: "When the one Availability Zone with a mount target fails, no client reaches the files."
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
# custom:
#   severity: medium
#   category: reliability
#   profile: strict
#   kinds: [efs.file_system, efs.mount_target, ec2.subnet]
#   messages:
#     single: "{resource} has one mount target only"
#     zone: "All mount targets of {resource} are in the Availability Zone {zone}"
#     one_zone: "{resource} keeps its files in one Availability Zone ({zone})"
#   guidance:
#     - {doc: "001", section: "가용성"}
#     - {doc: "000", section: "EFS - Elastic File System"}
#   fix:
#     text: "Create a mount target in each Availability Zone that has clients."
#   ko:
#     title: "EFS 마운트 타깃을 두 AZ 이상에"
#     description: "마운트 타깃이 있는 유일한 가용 영역에 장애가 나면 어떤 클라이언트도 파일에 접근하지 못합니다."
#     messages:
#       single: "마운트 타깃이 하나뿐임: {resource}"
#       zone: "모든 마운트 타깃이 한 가용 영역에 있음: {resource} (영역 {zone})"
#       one_zone: "파일을 한 가용 영역에만 보관함: {resource} (영역 {zone})"
#     fix: "클라이언트가 있는 가용 영역마다 마운트 타깃을 만드세요."
package rules.efs.multi_az

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some system in input.kinds["efs.file_system"]
	not system.availability_zone
	_unplaced == []
	count(_targets(system)) == 1
	found := finding.variant(finding.at(system, [], {}), "single")
}

deny contains found if {
	some system in input.kinds["efs.file_system"]
	not system.availability_zone
	_unplaced == []
	targets := _targets(system)
	value.above(count(targets), 1)
	zones := {input.by_address[target.subnet].availability_zone | some target in targets}
	count(zones) == 1
	some zone in zones
	is_string(zone)
	every target in targets { is_string(input.by_address[target.subnet].availability_zone) }
	at := finding.variant(finding.at(system, [], {"zone": zone}), "zone")
	found := finding.rests_on(at, targets[0], ["subnet"])
}

deny contains found if {
	some system in input.kinds["efs.file_system"]
	system.availability_zone
	at := finding.at(system, ["availability_zone"], {"zone": system.availability_zone})
	found := finding.severity(finding.variant(at, "one_zone"), "low")
}

undetermined contains found if {
	some system in input.kinds["efs.file_system"]
	value.unknown(system.availability_zone)
	found := finding.at(system, ["availability_zone"], {})
}

undetermined contains found if {
	some system in input.kinds["efs.file_system"]
	some target in _unplaced
	found := finding.rests_on(finding.at(system, [], {}), target, ["file_system"])
}

undetermined contains found if {
	some system in input.kinds["efs.file_system"]
	targets := _targets(system)
	subnets := [subnet | some target in targets; subnet := input.by_address[target.subnet]]
	open := array.concat(
		[{"resource": target.address, "path": ["subnet"]} | some target in targets; value.unknown(target.subnet)],
		[{"resource": subnet.address, "path": ["availability_zone"]} | some subnet in subnets; value.unknown(subnet.availability_zone)],
	)
	open[0]
	found := object.union(finding.at(system, [], {}), {"rests_on": open})
}

_targets(system) := [target |
	some target in input.incoming[system.address]["efs.mount_target"]
	target.file_system == system.address
]

_unplaced := [target |
	some target in input.kinds["efs.mount_target"]
	value.unknown(target.file_system)
]
