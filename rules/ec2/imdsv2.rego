# METADATA
# title: "Require IMDSv2"
# description: "With IMDSv1 a single forged request, such as a server-side request forgery, reads the credentials of the instance's role."
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [ec2.instance, ec2.launch_template, ec2.launch_configuration, ec2.metadata_defaults]
#   evidence: ["metadata.tokens", "metadata.endpoint"]
#   messages:
#     optional: "{resource} answers IMDSv1 requests: http_tokens is optional"
#     unset: "{resource} does not require IMDSv2; unless its image or the account says otherwise, it answers IMDSv1 requests"
#   guidance:
#     - {doc: "000", section: "EC2 인스턴스 메타데이터"}
#   aliases: [CKV_AWS_79, AVD-AWS-0028, AVD-AWS-0130]
#   limits: "Account defaults and images outside the configuration are not seen."
#   fix:
#     set: {metadata.tokens: "required"}
#     text: "Set http_tokens to required in the metadata options."
#   ko:
#     title: "IMDSv2만 허용하기"
#     description: "IMDSv1에서는 SSRF 같은 위조 요청 한 번으로 인스턴스 역할의 자격 증명을 읽을 수 있습니다."
#     messages:
#       optional: "IMDSv1 요청에 응답함: {resource}"
#       unset: "IMDSv2를 요구하지 않음: {resource} (이미지나 계정 설정이 다르지 않으면 IMDSv1에 응답함)"
#     fix: "메타데이터 옵션의 http_tokens를 required로 설정하세요."
package rules.ec2.imdsv2

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	resource.metadata.tokens == "optional"
	not _off(resource)
	at := finding.variant(finding.at(resource, ["metadata", "tokens"], {}), "optional")
	found := finding.rests_on(at, resource, ["metadata", "endpoint"])
}

deny contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	not resource.metadata.tokens
	not _off(resource)
	not resource.launch_template
	not _required_by_default
	not _image_requires(resource)
	at := finding.variant(finding.at(resource, ["metadata", "tokens"], {}), "unset")
	read := finding.rests_on(finding.rests_on(at, resource, ["metadata", "endpoint"]), resource, ["launch_template"])
	found := finding.severity(_rests_on_defaults(read, resource), "medium")
}

undetermined contains found if {
	some kind in ["ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	some setting in [["metadata"], ["metadata", "tokens"]]
	value.unknown(object.get(resource, setting, null))
	not _off(resource)
	found := finding.at(resource, setting, {})
}

_off(resource) if resource.metadata.endpoint == "disabled"

_required_by_default if {
	some defaults in input.kinds["ec2.metadata_defaults"]
	defaults.tokens == "required"
}

_image_requires(resource) if input.by_address[resource.image].imds_support == "v2.0"

_rests_on_defaults(found, resource) := object.union(found, {"rests_on": array.concat(found.rests_on, others)}) if {
	defaults := [{"resource": defaults.address, "path": ["tokens"]} | some defaults in input.kinds["ec2.metadata_defaults"]]
	images := [{"resource": image.address, "path": ["imds_support"]} | image := input.by_address[resource.image]]
	others := array.concat(defaults, images)
}
