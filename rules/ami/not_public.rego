# METADATA
# title: "Do not share AMIs publicly"
# description: "Every AWS account can launch a public image and read everything on its disks."
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
# custom:
#   severity: critical
#   category: data-protection
#   kinds: [ec2.ami_launch_permission, ec2.image_block_public_access]
#   evidence: ["group"]
#   languages: ["terraform"]
#   messages:
#     public: "{resource} lets every AWS account launch the image"
#     unblocked: "{resource} allows images to be shared publicly"
#   guidance:
#     - {doc: "001", section: "AMI"}
#   limits: "Which accounts an image is shared with is not judged."
#   fix:
#     text: "Share images with named accounts or the organization only."
#   ko:
#     title: "AMI를 공개하지 않기"
#     description: "공개 이미지는 모든 AWS 계정이 시작하여 디스크의 모든 내용을 읽을 수 있습니다."
#     messages:
#       public: "모든 AWS 계정이 이미지를 시작할 수 있음: {resource}"
#       unblocked: "이미지의 공개 공유를 허용함: {resource}"
#     fix: "이미지를 지정한 계정이나 조직과만 공유하세요."
package rules.ami.not_public

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some permission in input.kinds["ec2.ami_launch_permission"]
	permission.group == "all"
	found := finding.variant(finding.at(permission, ["group"], {}), "public")
}

deny contains found if {
	some setting in input.kinds["ec2.image_block_public_access"]
	setting.state == "unblocked"
	found := finding.severity(finding.variant(finding.at(setting, ["state"], {}), "unblocked"), "medium")
}

undetermined contains found if {
	some setting in input.kinds["ec2.image_block_public_access"]
	value.unknown(setting.state)
	found := finding.at(setting, ["state"], {})
}
