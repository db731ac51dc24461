# METADATA
# title: "Enable versioning before MFA Delete"
# description: "MFA Delete guards versions, so S3 refuses it on a bucket that keeps none."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
# custom:
#   severity: high
#   category: limits
#   kinds: [s3.bucket]
#   evidence: ["mfa_delete", "versioning"]
#   languages: ["terraform"]
#   message: "{resource} asks for MFA Delete and does not enable versioning"
#   guidance:
#     - {doc: "000", section: "S3 MFA Delete"}
#   fix:
#     set: {versioning: true}
#     text: "Enable versioning together with MFA Delete."
#   ko:
#     title: "MFA Delete에는 버전 관리가 필요"
#     description: "MFA Delete는 버전을 보호하므로 버전을 보관하지 않는 버킷에서는 S3가 거부합니다."
#     message: "버전 관리 없이 MFA Delete를 켬: {resource}"
#     fix: "MFA Delete와 함께 버전 관리를 켜세요."
package rules.s3.mfa_delete_needs_versioning

import rego.v1

import data.lib.finding

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.mfa_delete == true
	bucket.versioning == false
	found := finding.rests_on(finding.at(bucket, ["versioning"], {}), bucket, ["mfa_delete"])
}
