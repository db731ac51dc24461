# METADATA
# title: "Give instances a role instead of keys"
# description: "An instance without a role needs long-lived keys for everything that it does in AWS, and those leak."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html
# custom:
#   severity: low
#   category: least-privilege
#   profile: strict
#   kinds: [ec2.instance, ec2.launch_configuration, ec2.launch_template]
#   message: "{resource} has no instance profile"
#   guidance:
#     - {doc: "001", section: "IAM이란?"}
#     - {doc: "004", section: "9. IAM"}
#   aliases: [CKV2_AWS_41, EC2_INSTANCE_PROFILE_ATTACHED, ec2-instance-profile-attached]
#   fix:
#     text: "Give the instance a profile with a role that holds only what it needs."
#   ko:
#     title: "EC2에는 액세스 키 대신 IAM 역할을 주기"
#     description: "역할이 없는 인스턴스는 AWS 작업마다 장기 키가 필요하고, 그런 키는 유출됩니다."
#     message: "인스턴스 프로파일이 없음: {resource}"
#     fix: "필요한 권한만 가진 역할의 인스턴스 프로파일을 지정하세요."
package rules.ec2.instance_profile

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["ec2.instance", "ec2.launch_configuration", "ec2.launch_template"]
	some resource in input.kinds[kind]
	not resource.instance_profile
	not resource.launch_template
	at := finding.at(resource, ["instance_profile"], {})
	found := finding.rests_on(at, resource, ["launch_template"])
}

undetermined contains found if {
	some kind in ["ec2.instance", "ec2.launch_configuration", "ec2.launch_template"]
	some resource in input.kinds[kind]
	value.may_be_absent(resource.instance_profile)
	not resource.launch_template
	found := finding.at(resource, ["instance_profile"], {})
}
