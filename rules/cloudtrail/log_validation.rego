# METADATA
# title: "Enable log file validation"
# description: "Without digest files nobody can prove that log files were not changed or deleted after delivery."
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
# custom:
#   severity: high
#   category: logging
#   kinds: [cloudtrail.trail]
#   evidence: ["log_file_validation"]
#   message: "{resource} does not validate its log files"
#   guidance:
#     - {doc: "002", section: "관리 및 거버넌스"}
#   aliases: [CKV_AWS_36, AVD-AWS-0016, CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED, cloud-trail-log-file-validation-enabled]
#   fix:
#     set: {log_file_validation: true}
#     text: "Turn on log file validation."
#   ko:
#     title: "로그 파일 무결성 검증 켜기"
#     description: "다이제스트 파일이 없으면 로그 파일이 전달된 뒤에 변경되거나 삭제되지 않았음을 증명할 수 없습니다."
#     message: "로그 파일 무결성을 검증하지 않음: {resource}"
#     fix: "로그 파일 무결성 검증을 켜세요."
package rules.cloudtrail.log_validation

import rego.v1

import data.lib.finding

deny contains found if {
	some trail in input.kinds["cloudtrail.trail"]
	trail.log_file_validation == false
	found := finding.at(trail, ["log_file_validation"], {})
}
