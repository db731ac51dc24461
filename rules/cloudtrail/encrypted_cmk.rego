# METADATA
# title: "Encrypt trails with a KMS key"
# description: "With SSE-S3 everyone who may read the bucket can read the audit log; a key of your own asks for a second permission and leaves a trace of each use."
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [cloudtrail.trail, cloudtrail.event_data_store]
#   messages:
#     trail: "{resource} encrypts its log files with SSE-S3 only, not with a KMS key"
#     store: "{resource} is encrypted with an AWS owned key only"
#   guidance:
#     - {doc: "002", section: "관리 및 거버넌스"}
#   aliases: [CKV_AWS_35, CKV_AWS_294, AVD-AWS-0015, CLOUD_TRAIL_ENCRYPTION_ENABLED, cloud-trail-encryption-enabled]
#   fix:
#     text: "Name a KMS key whose policy lets CloudTrail use it."
#   ko:
#     title: "CloudTrail을 KMS로 암호화하기"
#     description: "SSE-S3만 쓰면 버킷을 읽을 수 있는 모두가 감사 로그를 읽을 수 있지만, 자체 키는 별도의 권한을 요구하고 사용 기록을 남깁니다."
#     messages:
#       trail: "로그 파일을 KMS 키 없이 SSE-S3로만 암호화함: {resource}"
#       store: "AWS 소유 키로만 암호화됨: {resource}"
#     fix: "CloudTrail의 사용을 허용하는 KMS 키를 지정하세요."
package rules.cloudtrail.encrypted_cmk

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some trail in input.kinds["cloudtrail.trail"]
	not trail.kms_key
	found := finding.variant(finding.at(trail, ["kms_key"], {}), "trail")
}

deny contains found if {
	some store in input.kinds["cloudtrail.event_data_store"]
	not store.kms_key
	found := finding.severity(finding.variant(finding.at(store, ["kms_key"], {}), "store"), "low")
}

undetermined contains found if {
	some trail in input.kinds["cloudtrail.trail"]
	value.may_be_absent(trail.kms_key)
	found := finding.variant(finding.at(trail, ["kms_key"], {}), "trail")
}
