# METADATA
# title: "Enable versioning on buckets"
# description: "Without versions an overwritten or deleted object is gone."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# custom:
#   severity: medium
#   category: data-protection
#   kinds: [s3.bucket]
#   evidence: ["versioning"]
#   messages:
#     disabled: "{resource} keeps no versions of its objects"
#     logs: "{resource}, which receives logs, keeps no versions of its objects"
#   guidance:
#     - {doc: "000", section: "S3 - Versioning"}
#     - {doc: "001", section: "버전관리(중요!)"}
#     - {doc: "004", section: "10. S3"}
#   aliases: [CKV_AWS_21, AVD-AWS-0090, S3_BUCKET_VERSIONING_ENABLED, s3-bucket-versioning-enabled]
#   fix:
#     set: {versioning: true}
#     text: "Turn on versioning."
#   ko:
#     title: "버킷 버전 관리 켜기"
#     description: "버전이 없으면 덮어쓰거나 삭제한 객체를 되찾을 수 없습니다."
#     messages:
#       disabled: "객체 버전을 보관하지 않음: {resource}"
#       logs: "로그를 받는 버킷이 객체 버전을 보관하지 않음: {resource}"
#     fix: "버전 관리를 켜세요."
package rules.s3.versioning

import rego.v1

import data.lib.finding

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.versioning == false
	found := _graded(finding.at(bucket, ["versioning"], {}), bucket)
}

_graded(at, bucket) := finding.variant(at, "disabled") if not _log_target(bucket)

_graded(at, bucket) := finding.severity(finding.variant(at, "logs"), "note") if _log_target(bucket)

# A bucket that only receives access logs is written once.
_log_target(bucket) if {
	some source in input.incoming[bucket.address]["s3.bucket"]
	source.logging.target == bucket.address
}
