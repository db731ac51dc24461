# METADATA
# title: "Protect the bucket that holds the audit log"
# description: "Whoever can read, change or delete the objects of the audit log can hide what was done."
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
# custom:
#   severity: high
#   category: logging
#   kinds: [cloudtrail.trail, s3.bucket]
#   messages:
#     acl: "{bucket}, which holds the log of {resource}, is open to everyone by its ACL"
#     policy: "{bucket}, which holds the log of {resource}, is open to everyone by its policy"
#     versions: "{bucket}, which holds the log of {resource}, keeps no versions"
#     logging: "{bucket}, which holds the log of {resource}, does not log who accesses it"
#     source: "The policy of {bucket} lets CloudTrail write for any account; it has no condition on aws:SourceArn"
#   guidance:
#     - {doc: "002", section: "관리 및 거버넌스"}
#     - {doc: "000", section: "S3 MFA Delete"}
#     - {doc: "000", section: "S3 Access Logs"}
#   aliases: [AVD-AWS-0161, AVD-AWS-0163]
#   limits: "Buckets outside the configuration are not judged."
#   fix:
#     text: "Close the bucket to the public, turn on versioning and access logs, and add aws:SourceArn to what its policy allows CloudTrail."
#   ko:
#     title: "감사 로그 버킷 보호하기"
#     description: "감사 로그의 객체를 읽거나 바꾸거나 지울 수 있는 사람은 한 일을 숨길 수 있습니다."
#     messages:
#       acl: "로그 버킷이 ACL로 모두에게 열려 있음: {resource} (버킷 {bucket})"
#       policy: "로그 버킷이 정책으로 모두에게 열려 있음: {resource} (버킷 {bucket})"
#       versions: "로그 버킷이 버전을 보관하지 않음: {resource} (버킷 {bucket})"
#       logging: "로그 버킷의 액세스 로그가 없음: {resource} (버킷 {bucket})"
#       source: "버킷 정책에 aws:SourceArn 조건이 없어 어떤 계정의 CloudTrail도 쓸 수 있음: {bucket}"
#     fix: "버킷의 공개 접근을 막고 버전 관리와 액세스 로그를 켜고, CloudTrail을 허용하는 정책에 aws:SourceArn 조건을 넣으세요."
package rules.cloudtrail.bucket_protected

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some [trail, bucket] in _holding
	bucket.acl in {"public-read", "public-read-write", "authenticated-read"}
	not _set(bucket, "ignore_public_acls")
	at := _at(trail, bucket, ["acl"], "acl")
	found := finding.rests_on(at, bucket, ["public_access_block", "ignore_public_acls"])
}

deny contains found if {
	some [trail, bucket] in _holding
	not _set(bucket, "restrict_public_buckets")
	some i, access in value.items(bucket.access)
	access.public == true
	at := _at(trail, bucket, ["access", i, "public"], "policy")
	found := finding.rests_on(at, bucket, ["public_access_block", "restrict_public_buckets"])
}

deny contains found if {
	some [trail, bucket] in _holding
	bucket.versioning == false
	found := finding.severity(_at(trail, bucket, ["versioning"], "versions"), "medium")
}

deny contains found if {
	some [trail, bucket] in _holding
	bucket.logging.declared == false
	found := finding.severity(_at(trail, bucket, ["logging", "declared"], "logging"), "low")
}

deny contains found if {
	some [trail, bucket] in _holding
	some i, access in value.items(bucket.access)
	"cloudtrail.amazonaws.com" in value.items(access.deputy_services)
	found := finding.severity(_at(trail, bucket, ["access", i, "deputy_services"], "source"), "medium")
}

undetermined contains found if {
	some trail in input.kinds["cloudtrail.trail"]
	value.unknown(trail.bucket)
	found := finding.variant(finding.at(trail, ["bucket"], {"bucket": ""}), "versions")
}

undetermined contains found if {
	some [trail, bucket] in _holding
	some path in [["acl"], ["policy"], ["versioning"], ["logging"], ["logging", "declared"]]
	value.unknown(object.get(bucket, path, null))
	found := _at(trail, bucket, path, "versions")
}

undetermined contains found if {
	some [trail, bucket] in _holding
	some i, access in value.items(bucket.access)
	some key in ["public", "deputy_services"]
	value.uncertain(access[key])
	found := object.union(_at(trail, bucket, ["access", i, key], "policy"), {"deep": true})
}

undetermined contains found if {
	some [trail, bucket] in _holding
	value.unknown(bucket.access)
	found := _at(trail, bucket, ["access"], "policy")
}

_holding := [[trail, bucket] |
	some trail in input.kinds["cloudtrail.trail"]
	bucket := input.by_address[trail.bucket]
	bucket.kind == "s3.bucket"
]

# A setting that isn't known leaves the finding open: it rests on the setting.
_set(bucket, setting) if bucket.public_access_block[setting] == true

_at(trail, bucket, path, variant) := finding.rests_on(
	finding.variant(finding.at(trail, ["bucket"], {"bucket": bucket.address}), variant),
	bucket, path,
)
