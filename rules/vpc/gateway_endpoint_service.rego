# METADATA
# title: "Use gateway endpoints for S3 and DynamoDB only"
# description: "AWS refuses gateway endpoints for any other service, and settings that only interface endpoints have; mind that Gateway is the default type."
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
# custom:
#   severity: high
#   category: limits
#   kinds: [ec2.vpc_endpoint]
#   evidence: ["endpoint_type", "subnets", "security_groups", "private_dns"]
#   messages:
#     service: "{resource} is a gateway endpoint for {service}, which has interface endpoints only"
#     setting: "{resource} is a gateway endpoint and can not have {setting}"
#   guidance:
#     - {doc: "001", section: "VPC Endpoint"}
#   fix:
#     set: {"endpoint_type": "Interface"}
#     text: "Set vpc_endpoint_type (VpcEndpointType) to Interface."
#   ko:
#     title: "게이트웨이 엔드포인트는 S3와 DynamoDB에만 쓰기"
#     description: "AWS는 다른 서비스의 게이트웨이 엔드포인트와 인터페이스 전용 설정을 거부합니다. 유형을 쓰지 않으면 Gateway입니다."
#     messages:
#       service: "게이트웨이 엔드포인트를 지원하지 않는 서비스: {resource} (서비스 {service})"
#       setting: "게이트웨이 엔드포인트에 쓸 수 없는 설정: {resource} (설정 {setting})"
#     fix: "vpc_endpoint_type(VpcEndpointType)을 Interface로 설정합니다."
package rules.vpc.gateway_endpoint_service

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	endpoint.endpoint_type == "Gateway"
	label := network.service_label(endpoint.service)
	value.none_of(label, {"s3", "dynamodb", "s3express"})
	bad := finding.at(endpoint, ["service"], {"service": label, "setting": ""})
	found := finding.variant(finding.rests_on(bad, endpoint, ["endpoint_type"]), "service")
}

deny contains found if {
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	endpoint.endpoint_type == "Gateway"
	endpoint.service
	some setting in ["subnets", "security_groups", "private_dns"]
	_is_set(endpoint, setting)
	bad := finding.at(endpoint, [setting], {"service": "", "setting": setting})
	found := finding.variant(finding.rests_on(bad, endpoint, ["endpoint_type"]), "setting")
}

undetermined contains found if {
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	value.may_equal(endpoint.endpoint_type, "Gateway")
	value.unknown(endpoint.service)
	not network.service_label(endpoint.service)
	found := finding.at(endpoint, ["service"], {})
}

_is_set(endpoint, setting) if endpoint[setting][0]

_is_set(endpoint, setting) if endpoint[setting] == true
