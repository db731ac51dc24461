# METADATA
# title: "Do not open a repository to everyone"
# description: "Anyone with an AWS account can pull the images, or replace them."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [ecr.repository_policy, ecr.repository, ecr.registry_policy]
#   message: "{resource} lets everyone use its images"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_32, AVD-AWS-0032]
#   fix:
#     text: "Name the accounts or roles that may use the repository, or limit the statement by aws:PrincipalOrgID."
#   ko:
#     title: "ECR 저장소를 공개하지 않기"
#     description: "AWS 계정만 있으면 누구나 이미지를 내려받거나 바꿀 수 있습니다."
#     message: "누구나 이미지를 사용할 수 있음: {resource}"
#     fix: "사용할 계정이나 역할을 지정하거나 aws:PrincipalOrgID 조건으로 제한합니다."
package rules.ecr.no_public_principal

import rego.v1

import data.lib.policy

deny contains found if {
	some holder in _holders
	some access in policy.public(holder)
	found := policy.at(holder, "policy", access, {})
}

undetermined contains found if {
	some holder in _holders
	some found in policy.undecided(holder, "policy", "access", "public")
}

_holders := array.concat(
	policy.holders(input.kinds, input.incoming, "ecr.repository", "ecr.repository_policy"),
	object.get(input.kinds, "ecr.registry_policy", []),
)
