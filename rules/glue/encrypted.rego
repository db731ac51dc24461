# METADATA
# title: "Attach a security configuration to Glue jobs and crawlers"
# description: "Without a security configuration job output, logs and bookmarks follow whatever defaults apply, with no key that you control."
# related_resources:
#   - https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [glue.job, glue.crawler, glue.dev_endpoint, glue.security_configuration]
#   messages:
#     none: "{resource} has no security configuration"
#     part: "{resource} does not encrypt {part}"
#   guidance:
#     - {doc: "000", section: "Glue"}
#     - {doc: "002", section: "데이터 분석 서비스"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_195, CKV_AWS_99]
#   fix:
#     text: "Attach a security configuration that encrypts S3 data, CloudWatch logs and job bookmarks."
#   ko:
#     title: "Glue 작업에 보안 구성 연결하기"
#     description: "보안 구성이 없으면 작업 출력과 로그, 북마크가 직접 관리하는 키 없이 기본 설정을 따릅니다."
#     messages:
#       none: "보안 구성이 없음: {resource}"
#       part: "암호화하지 않는 항목이 있음: {resource} ({part})"
#     fix: "S3 데이터, CloudWatch 로그, 작업 북마크를 암호화하는 보안 구성을 연결하세요."
package rules.glue.encrypted

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["glue.job", "glue.crawler", "glue.dev_endpoint"]
	some resource in input.kinds[kind]
	not resource.security_configuration
	found := finding.variant(finding.at(resource, ["security_configuration"], {}), "none")
}

deny contains found if {
	some configuration in input.kinds["glue.security_configuration"]
	some attribute, part in {"s3_encryption": "S3 data", "cloudwatch_encryption": "CloudWatch logs", "job_bookmarks_encryption": "job bookmarks"}
	configuration[attribute] == "DISABLED"
	found := finding.variant(finding.at(configuration, [attribute], {"part": part}), "part")
}

undetermined contains found if {
	some configuration in input.kinds["glue.security_configuration"]
	some attribute, part in {"s3_encryption": "S3 data", "cloudwatch_encryption": "CloudWatch logs", "job_bookmarks_encryption": "job bookmarks"}
	configuration[attribute]["$unknown"]
	found := finding.variant(finding.at(configuration, [attribute], {"part": part}), "part")
}

undetermined contains found if {
	some kind in ["glue.job", "glue.crawler", "glue.dev_endpoint"]
	some resource in input.kinds[kind]
	value.may_be_absent(resource.security_configuration)
	found := finding.variant(finding.at(resource, ["security_configuration"], {}), "none")
}
