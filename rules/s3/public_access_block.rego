# METADATA
# title: "Block all public access on the bucket"
# description: "Without the block one wrong ACL or policy statement opens the bucket to the internet."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   severity: high
#   category: network
#   kinds: [s3.bucket, s3.account_public_access_block]
#   evidence: ["public_access_block"]
#   messages:
#     partial: "The public access block of {resource} leaves out {settings}"
#     none: "{resource} has no public access block; buckets made before April 2023 are not blocked by default"
#   guidance:
#     - {doc: "000", section: "S3 Security"}
#     - {doc: "004", section: "12. S3 ACL"}
#   aliases: [CKV_AWS_53, CKV_AWS_54, CKV_AWS_55, CKV_AWS_56, CKV2_AWS_6, AVD-AWS-0086, AVD-AWS-0087, AVD-AWS-0091, AVD-AWS-0093, AVD-AWS-0094, S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED, s3-bucket-level-public-access-prohibited]
#   fix:
#     set: {public_access_block.block_public_acls: true, public_access_block.block_public_policy: true, public_access_block.ignore_public_acls: true, public_access_block.restrict_public_buckets: true}
#     text: "Turn on all four settings of the public access block."
#   ko:
#     title: "버킷의 퍼블릭 액세스를 모두 차단하기"
#     description: "차단이 없으면 ACL이나 정책 문 하나의 실수로 버킷이 인터넷에 공개됩니다."
#     messages:
#       partial: "퍼블릭 액세스 차단이 일부 꺼져 있음: {resource} ({settings})"
#       none: "퍼블릭 액세스 차단이 없음: {resource} (2023년 4월 이전의 버킷은 기본으로 차단되지 않음)"
#     fix: "퍼블릭 액세스 차단의 네 설정을 모두 켜세요."
package rules.s3.public_access_block

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.public_access_block.declared == true
	missing := [setting | some setting in _settings; bucket.public_access_block[setting] == false]
	missing != []
	not _blocked_by_account
	path := ["public_access_block", missing[0]]
	at := finding.at(bucket, path, {"settings": concat(", ", missing)})
	found := _rests_on_account(finding.variant(at, "partial"))
}

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.public_access_block.declared == false
	not _blocked_by_account
	at := finding.variant(finding.at(bucket, ["public_access_block", "declared"], {}), "none")
	found := finding.severity(_rests_on_account(at), "medium")
}

_settings := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

_blocked_by_account if {
	some account in input.kinds["s3.account_public_access_block"]
	every setting in _settings { account[setting] == true }
}

_rests_on_account(found) := object.union(found, {"rests_on": [{"resource": account.address, "path": [setting]} |
	some account in input.kinds["s3.account_public_access_block"]
	some setting in _settings
	value.unknown(account[setting])
]})
