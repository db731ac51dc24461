# METADATA
# title: "Declare default encryption on buckets"
# description: "S3 encrypts every new object with a key of its own; a declared setting says that this was a decision and which key it is."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
# custom:
#   severity: note
#   category: encryption
#   profile: strict
#   kinds: [s3.bucket]
#   evidence: ["encryption.declared"]
#   message: "{resource} does not declare its default encryption; S3 encrypts new objects with SSE-S3 anyway"
#   guidance:
#     - {doc: "000", section: "S3 Default Encryption"}
#     - {doc: "000", section: "S3 Encryption"}
#     - {doc: "001", section: "기본 암호화(중요!)"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [AVD-AWS-0088, S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED, s3-bucket-server-side-encryption-enabled]
#   fix:
#     text: "Declare the default encryption of the bucket, with a KMS key where access to the key should be controlled."
#   ko:
#     title: "버킷에 기본 암호화를 선언하기"
#     description: "S3는 모든 새 객체를 자체 키로 암호화하지만, 선언이 있으면 의도한 설정과 사용하는 키를 알 수 있습니다."
#     message: "기본 암호화를 선언하지 않음: {resource} (새 객체는 SSE-S3로 자동 암호화됨)"
#     fix: "버킷의 기본 암호화를 선언하고, 키 접근을 통제해야 하면 KMS 키를 쓰세요."
package rules.s3.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.encryption.declared == false
	found := finding.at(bucket, ["encryption", "declared"], {})
}
