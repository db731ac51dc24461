# METADATA
# title: "Make image tags immutable"
# description: "A tag that can be moved lets a later push replace an image that was reviewed and tested, without a trace in the deployment."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
# custom:
#   severity: medium
#   category: data-protection
#   kinds: [ecr.repository]
#   evidence: ["image_tag_mutability"]
#   messages:
#     mutable: "Tags of {resource} can be overwritten: tag mutability is {mutability}"
#     partly: "Some tags of {resource} can be overwritten: tag mutability is {mutability}"
#   guidance:
#     - {doc: "000", section: "ECR - Elastic Container Registry"}
#   aliases: [CKV_AWS_51, AVD-AWS-0031]
#   limits: "Which tags the exclusion filters leave mutable is not looked at."
#   fix:
#     set: {image_tag_mutability: "IMMUTABLE"}
#     text: "Set the tag mutability of the repository to IMMUTABLE."
#   ko:
#     title: "ECR 태그를 변경 불가로"
#     description: "태그를 옮길 수 있으면 검토와 테스트를 거친 이미지가 나중에 올린 이미지로 흔적 없이 바뀔 수 있습니다."
#     messages:
#       mutable: "태그를 덮어쓸 수 있음: {resource} (태그 변경 가능성 {mutability})"
#       partly: "일부 태그를 덮어쓸 수 있음: {resource} (태그 변경 가능성 {mutability})"
#     fix: "리포지토리의 태그 변경 가능성을 IMMUTABLE로 설정하세요."
package rules.ecr.immutable_tags

import rego.v1

import data.lib.finding

deny contains found if {
	some repository in input.kinds["ecr.repository"]
	repository.image_tag_mutability == "MUTABLE"
	found := finding.variant(finding.at(repository, ["image_tag_mutability"], {"mutability": "MUTABLE"}), "mutable")
}

deny contains found if {
	some repository in input.kinds["ecr.repository"]
	repository.image_tag_mutability == "MUTABLE_WITH_EXCLUSION"
	partly := finding.variant(finding.at(repository, ["image_tag_mutability"], {"mutability": "MUTABLE_WITH_EXCLUSION"}), "partly")
	found := finding.severity(partly, "low")
}
