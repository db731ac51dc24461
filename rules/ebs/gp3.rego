# METADATA
# title: "Use gp3 instead of gp2 volumes"
# description: "gp3 costs about a fifth less than gp2 for the same size and has 3,000 IOPS from the start."
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
# custom:
#   severity: low
#   category: cost
#   profile: strict
#   kinds: [ebs.volume]
#   evidence: ["volume_type", "volume_type_declared"]
#   messages:
#     old: "{resource} is of the type {type}"
#     default: "{resource} does not name a type, so it is gp2"
#   guidance:
#     - {doc: "000", section: "EBS Volume Types"}
#     - {doc: "001", section: "EBS 볼륨 유형(중요!)"}
#   fix:
#     set: {volume_type: "gp3"}
#     text: "Use gp3."
#   ko:
#     title: "gp2 대신 gp3 볼륨 쓰기"
#     description: "gp3는 같은 크기의 gp2보다 약 20% 저렴하고 처음부터 3,000 IOPS를 제공합니다."
#     messages:
#       old: "이전 세대 볼륨 유형을 씀: {resource} ({type})"
#       default: "볼륨 유형을 적지 않아 gp2가 됨: {resource}"
#     fix: "gp3를 사용하세요."
package rules.ebs.gp3

import rego.v1

import data.lib.finding

deny contains found if {
	some volume in input.kinds["ebs.volume"]
	volume.volume_type in {"gp2", "standard"}
	volume.volume_type_declared == true
	found := finding.variant(finding.at(volume, ["volume_type"], {"type": volume.volume_type}), "old")
}

deny contains found if {
	some volume in input.kinds["ebs.volume"]
	volume.volume_type_declared == false
	not volume.parent
	found := finding.severity(finding.variant(finding.at(volume, ["volume_type"], {}), "default"), "note")
}
