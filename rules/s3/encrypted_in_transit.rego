# METADATA
# title: "Deny requests to the bucket that are not over TLS"
# description: "Without the deny statement S3 also answers plain HTTP requests, which anybody on the way can read and change."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html
# custom:
#   severity: medium
#   category: encryption
#   profile: strict
#   kinds: [s3.bucket]
#   messages:
#     policy: "The policy of {resource} does not deny requests without TLS"
#     none: "{resource} has no policy that denies requests without TLS"
#   guidance:
#     - {doc: "001", section: "기본 암호화(중요!)"}
#   aliases: [S3_BUCKET_SSL_REQUESTS_ONLY, s3-bucket-ssl-requests-only]
#   fix:
#     text: "Deny s3:* to everyone on the bucket and its objects when aws:SecureTransport is false."
#   ko:
#     title: "TLS가 아닌 S3 요청 거부하기"
#     description: "거부 문이 없으면 S3는 평문 HTTP 요청에도 응답하여 중간에서 읽거나 바꿀 수 있습니다."
#     messages:
#       policy: "버킷 정책이 TLS 없는 요청을 거부하지 않음: {resource}"
#       none: "TLS 없는 요청을 거부하는 정책이 없음: {resource}"
#     fix: "aws:SecureTransport가 false일 때 버킷과 객체에 대한 s3:*를 모두에게 거부하세요."
package rules.s3.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.policy.statements
	not _denies_plain_requests(bucket)
	found := finding.variant(finding.absent(bucket, ["policy"], {}), "policy")
}

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	not bucket.policy
	found := finding.severity(finding.variant(finding.at(bucket, ["policy"], {}), "none"), "low")
}

undetermined contains found if {
	some bucket in input.kinds["s3.bucket"]
	value.unknown(bucket.policy)
	found := finding.at(bucket, ["policy"], {})
}

# What a statement names as its resources is not judged: it is the bucket's own policy.
_denies_plain_requests(bucket) if {
	some statement in value.items(bucket.policy.statements)
	statement.effect == "Deny"
	some principal in value.items(statement.principals)
	principal.id == "*"
	some action in value.items(statement.actions)
	lower(action) in {"s3:*", "*"}
	some condition in value.items(statement.conditions)
	_plain(condition)
}

_plain(condition) if {
	lower(condition.operator) in {"bool", "boolifexists"}
	lower(condition.key) == "aws:securetransport"
	some setting in value.items(condition.values)
	_is_false(setting)
}

_plain(condition) if {
	lower(condition.operator) in {"numericlessthan", "numericlessthanifexists"}
	lower(condition.key) == "s3:tlsversion"
}

_is_false(false)

_is_false(setting) if lower(setting) == "false"
