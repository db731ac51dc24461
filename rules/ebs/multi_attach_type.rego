# METADATA
# title: "Use Multi-Attach only with io1/io2 volumes"
# description: "Only io1 and io2 volumes can be attached to several instances, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes-multi.html
# custom:
#   severity: high
#   category: limits
#   kinds: [ebs.volume]
#   evidence: ["multi_attach", "volume_type"]
#   message: "{resource} asks for Multi-Attach with a volume of the type {type}"
#   guidance:
#     - {doc: "000", section: "EBS Multi-Attach - io1/io2 family"}
#   fix:
#     set: {volume_type: "io2"}
#     text: "Use an io2 volume, or leave Multi-Attach off."
#   ko:
#     title: "다중 연결은 io1/io2에만"
#     description: "여러 인스턴스에 연결할 수 있는 볼륨은 io1과 io2뿐이라 배포가 실패합니다."
#     message: "다중 연결을 지원하지 않는 볼륨 유형: {resource} ({type})"
#     fix: "io2 볼륨을 쓰거나 다중 연결을 끄세요."
package rules.ebs.multi_attach_type

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some volume in input.kinds["ebs.volume"]
	volume.multi_attach == true
	value.none_of(volume.volume_type, {"io1", "io2"})
	at := finding.at(volume, ["multi_attach"], {"type": volume.volume_type})
	found := finding.rests_on(at, volume, ["volume_type"])
}
