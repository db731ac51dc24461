# METADATA
# title: "Do not grant public access by ACL"
# description: "A public ACL lets anyone on the internet list, read or even write the objects."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
# custom:
#   severity: critical
#   category: network
#   kinds: [s3.bucket, s3.object]
#   evidence: ["acl", "grants"]
#   messages:
#     acl: "{resource} has the ACL {acl}"
#     grant: "{resource} grants {permission} to {group}"
#     ineffective: "{resource} has the ACL {acl}, which its other settings make ineffective"
#   guidance:
#     - {doc: "000", section: "S3 Security"}
#   aliases: [CKV_AWS_20, CKV_AWS_57, CKV_AWS_375, CKV2_AWS_43, AVD-AWS-0092, S3_BUCKET_PUBLIC_READ_ACL, S3_BUCKET_NO_PUBLIC_RW_ACL]
#   fix:
#     set: {acl: "private"}
#     text: "Use the ACL private and grant access by policy."
#   ko:
#     title: "ACL로 버킷을 공개하지 않기"
#     description: "퍼블릭 ACL은 인터넷의 누구나 객체를 나열하고 읽거나 쓰게 합니다."
#     messages:
#       acl: "퍼블릭 ACL이 있음: {resource} ({acl})"
#       grant: "공개 그룹에 권한을 줌: {resource} (그룹 {group}, 권한 {permission})"
#       ineffective: "퍼블릭 ACL이 있지만 다른 설정이 무효로 만듦: {resource} ({acl})"
#     fix: "ACL은 private로 두고 정책으로 접근을 허용하세요."
package rules.s3.no_public_acl

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.acl in _public
	found := _graded(finding.at(bucket, ["acl"], {"acl": bucket.acl}), bucket, "acl")
}

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	some i, grant in value.items(bucket.grants)
	group := _group(grant.uri)
	some permission in _permissions(grant)
	at := finding.at(bucket, ["grants", i, "uri"], {"acl": group, "group": group, "permission": permission})
	found := _graded(at, bucket, "grant")
}

deny contains found if {
	some object_found in input.kinds["s3.object"]
	object_found.acl in _public
	found := finding.variant(finding.at(object_found, ["acl"], {"acl": object_found.acl}), "acl")
}

undetermined contains found if {
	some object_found in input.kinds["s3.object"]
	value.unknown(object_found.acl)
	found := finding.at(object_found, ["acl"], {})
}

_public := {"public-read", "public-read-write", "authenticated-read"}

_group("http://acs.amazonaws.com/groups/global/AllUsers") := "AllUsers"

_group("http://acs.amazonaws.com/groups/global/AuthenticatedUsers") := "AuthenticatedUsers"

_permissions(grant) := [grant.permission] if grant.permission

_permissions(grant) := value.items(grant.permissions) if not grant.permission

_graded(at, bucket, variant) := _read(finding.variant(at, variant), bucket) if not _ineffective(bucket)

_graded(at, bucket, _) := finding.severity(_read(finding.variant(at, "ineffective"), bucket), "low") if _ineffective(bucket)

_ineffective(bucket) if {
	bucket.public_access_block.declared == true
	bucket.public_access_block.ignore_public_acls == true
}

_ineffective(bucket) if {
	bucket.ownership_declared == true
	bucket.ownership == "BucketOwnerEnforced"
}

_read(found, bucket) := finding.rests_on(found, bucket, ["acl"])
