# METADATA
# title: "Keep credentials out of user data"
# description: "Everyone who may describe the instance can read its user data, and so can every process on it."
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [ec2.instance, ec2.launch_template, ec2.launch_configuration]
#   messages:
#     key: "The user data of {resource} contains an AWS access key"
#     private: "The user data of {resource} contains a private key"
#     named: "The user data of {resource} contains a literal {name}"
#   guidance:
#     - {doc: "004", section: "9. IAM"}
#     - {doc: "000", section: "EC2"}
#   aliases: [CKV_AWS_46, AVD-AWS-0029, AVD-AWS-0129, AVD-AWS-0122]
#   limits: "Secrets in files that the user data downloads are not seen."
#   fix:
#     text: "Read the value at boot from Secrets Manager or Parameter Store with the role of the instance."
#   ko:
#     title: "사용자 데이터에 자격 증명을 넣지 않기"
#     description: "인스턴스를 조회할 수 있는 모든 사람과 인스턴스의 모든 프로세스가 사용자 데이터를 읽을 수 있습니다."
#     messages:
#       key: "사용자 데이터에 AWS 액세스 키가 있음: {resource}"
#       private: "사용자 데이터에 프라이빗 키가 있음: {resource}"
#       named: "사용자 데이터에 비밀 값이 그대로 있음: {resource} ({name})"
#     fix: "부팅할 때 인스턴스 역할로 Secrets Manager나 Parameter Store에서 값을 읽으세요."
package rules.ec2.no_secrets_in_user_data

import rego.v1

import data.lib.finding
import data.lib.secret
import data.lib.value

deny contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	some text in _texts(resource.user_data)
	some secret_found in secret.in_text(text)
	at := finding.at(resource, ["user_data"], {"name": secret_found.name})
	found := finding.certain(finding.variant(at, secret_found.what))
}

undetermined contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	value.unknown(resource.user_data)
	not resource.user_data.parts
	found := finding.at(resource, ["user_data"], {"name": ""})
}

_texts(data_text) := [data_text] if is_string(data_text)

_texts(data_text) := [concat("\u0000", [text | some part in value.items(data_text.parts); text := _literal(part)])] if data_text.parts

_literal(part) := part if is_string(part)

_literal(part) := "${}" if not is_string(part)
