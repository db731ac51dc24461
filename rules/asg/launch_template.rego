# METADATA
# title: "Use launch templates instead of launch configurations"
# description: "Launch configurations support no instance types from after 2022, can't be created in accounts opened since October 2024, and have no versions."
# related_resources:
#   - https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html
# custom:
#   severity: medium
#   category: operations
#   kinds: [autoscaling.group, ec2.launch_configuration]
#   messages:
#     group: "{resource} starts its instances from a launch configuration"
#     configuration: "{resource} is a launch configuration, which new accounts can't create"
#   guidance:
#     - {doc: "001", section: "시작 구성(Launch Configuration)"}
#     - {doc: "003", section: "EC2"}
#   aliases: [CKV_AWS_315]
#   fix:
#     text: "Write a launch template and name it in the group."
#   ko:
#     title: "시작 구성 대신 시작 템플릿 쓰기"
#     description: "시작 구성은 2023년 이후의 새 인스턴스 유형을 지원하지 않고, 2024년 10월 이후에 만든 계정에서는 만들 수 없으며, 버전도 없습니다."
#     messages:
#       group: "시작 구성으로 인스턴스를 시작함: {resource}"
#       configuration: "새 계정에서는 만들 수 없는 시작 구성임: {resource}"
#     fix: "시작 템플릿을 작성해 그룹에 지정하세요."
package rules.asg.launch_template

import rego.v1

import data.lib.finding

deny contains found if {
	some group in input.kinds["autoscaling.group"]
	group.launch_configuration
	found := finding.variant(finding.at(group, ["launch_configuration"], {}), "group")
}

deny contains found if {
	some configuration in input.kinds["ec2.launch_configuration"]
	found := finding.variant(finding.at(configuration, [], {}), "configuration")
}
