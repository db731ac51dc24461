# METADATA
# title: "Encrypt EFS volumes of tasks in transit"
# description: "Without transit encryption the files of an EFS volume cross the network between host and file system in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [ecs.task_definition]
#   evidence: ["volumes[*].efs.transit_encryption"]
#   messages:
#     plain: "The EFS volume {volume} of {resource} is mounted without encryption in transit"
#     iam: "The EFS volume {volume} of {resource} uses IAM authorization, which requires encryption in transit"
#   guidance:
#     - {doc: "001", section: "파일시스템 정책"}
#   aliases: [CKV_AWS_97, AVD-AWS-0035]
#   fix:
#     text: "Set the transit encryption of the EFS volume to ENABLED."
#   ko:
#     title: "ECS EFS 볼륨 전송 암호화하기"
#     description: "전송 암호화가 없으면 EFS 볼륨의 파일이 호스트와 파일 시스템 사이에서 평문으로 전송됩니다."
#     messages:
#       plain: "EFS 볼륨을 전송 암호화 없이 마운트함: {resource} (볼륨 {volume})"
#       iam: "IAM 인증에는 전송 암호화가 필요함: {resource} (볼륨 {volume})"
#     fix: "EFS 볼륨의 전송 암호화를 ENABLED로 설정하세요."
package rules.ecs.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some task in input.kinds["ecs.task_definition"]
	some i, volume in value.items(task.volumes)
	volume.efs.file_system
	volume.efs.transit_encryption == "DISABLED"
	at := finding.at(task, ["volumes", i, "efs", "transit_encryption"], {"volume": volume.name})
	found := _graded(finding.rests_on(at, task, ["volumes", i, "efs", "iam"]), volume)
}

_graded(at, volume) := finding.variant(at, "iam") if _by_iam(volume)

_graded(at, volume) := finding.severity(finding.variant(at, "plain"), "medium") if not _by_iam(volume)

_by_iam(volume) if volume.efs.iam == "ENABLED"
