# METADATA
# title: "Let only CloudFront read the origin bucket"
# description: "A bucket that is open to everyone lets viewers go around the distribution, its logs, its web ACL and its signed URLs."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
# custom:
#   severity: high
#   category: network
#   kinds: [cloudfront.distribution, s3.bucket]
#   messages:
#     acl: "{bucket} is an origin of {resource} and open to everyone by its ACL"
#     policy: "{bucket} is an origin of {resource} and its policy lets everyone read it"
#     source: "The policy of {bucket}, an origin of {resource}, does not admit CloudFront with a condition on aws:SourceArn"
#   guidance:
#     - {doc: "001", section: "OAI(Origin Access Identity)"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   limits: "Buckets outside the configuration are not judged."
#   fix:
#     text: "Let the bucket policy admit cloudfront.amazonaws.com with aws:SourceArn of the distribution, and nobody else."
#   ko:
#     title: "오리진 버킷은 CloudFront에만 열기"
#     description: "모두에게 열린 버킷은 뷰어가 배포와 그 로그, 웹 ACL, 서명된 URL을 우회하게 합니다."
#     messages:
#       acl: "오리진 버킷이 ACL로 모두에게 열려 있음: {resource} (버킷 {bucket})"
#       policy: "오리진 버킷의 정책이 모두에게 읽기를 허용함: {resource} (버킷 {bucket})"
#       source: "오리진 버킷의 정책에 aws:SourceArn 조건으로 CloudFront를 허용하는 문이 없음: {resource} (버킷 {bucket})"
#     fix: "버킷 정책이 그 배포의 aws:SourceArn 조건으로 cloudfront.amazonaws.com만 허용하게 하세요."
package rules.cloudfront.origin_bucket_private

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some [distribution, i, bucket] in _origins
	some path in _public_acl(bucket)
	at := _at(distribution, i, bucket, path, "acl")
	found := finding.rests_on(at, bucket, ["public_access_block", "ignore_public_acls"])
}

deny contains found if {
	some [distribution, i, bucket] in _origins
	bucket.public_access_block.restrict_public_buckets == false
	some j, access in value.items(bucket.access)
	access.public == true
	_reads(bucket.policy.statements[access.statement])
	at := _at(distribution, i, bucket, ["access", j, "public"], "policy")
	found := finding.rests_on(at, bucket, ["public_access_block", "restrict_public_buckets"])
}

deny contains found if {
	some [distribution, i, bucket] in _origins
	distribution.origins[i].access_control
	statements := value.items(bucket.policy.statements)
	[statement | some statement in statements; _admits_cloudfront(statement)] == []
	at := finding.severity(_at(distribution, i, bucket, ["policy"], "source"), "low")
	found := object.union(at, {"rests_on": array.concat(at.rests_on, [{"resource": bucket.address, "path": array.concat(["policy", "statements"], path)} |
		some path in ({[]} | {path | some k, statement in statements; some path in _read(statement, k)})
	])})
}

undetermined contains found if {
	some [distribution, i, bucket] in _origins
	some path in [["acl"], ["policy"], ["policy", "statements"], ["access"]]
	value.unknown(object.get(bucket, path, null))
	found := _at(distribution, i, bucket, path, "policy")
}

undetermined contains found if {
	some [distribution, i, bucket] in _origins
	some j, access in value.items(bucket.access)
	value.unknown(access.public)
	found := _at(distribution, i, bucket, ["access", j, "public"], "policy")
}

undetermined contains found if {
	some [distribution, i, bucket] in _origins
	some j, access in value.items(bucket.access)
	access.public == true
	value.uncertain(bucket.policy.statements[access.statement].actions)
	found := object.union(_at(distribution, i, bucket, ["policy", "statements", access.statement, "actions"], "policy"), {"deep": true})
}

undetermined contains found if {
	some distribution in input.kinds["cloudfront.distribution"]
	some path in _hidden(distribution)
	found := finding.variant(finding.at(distribution, path, {}), "acl")
}

# Origins with an identity of CloudFront; others are left to origin-access.
_origins := [[distribution, i, bucket] |
	some distribution in input.kinds["cloudfront.distribution"]
	some i, origin in value.items(distribution.origins)
	bucket := input.by_address[origin.resource]
	bucket.kind == "s3.bucket"
	some key in ["access_control", "access_identity"]
	origin[key]
	value.differs(object.get(origin, key, ""), "")
]

_hidden(distribution) := ({["origins"] | value.unknown(distribution.origins)} | {["origins", i] |
	some i, origin in value.items(distribution.origins)
	value.unknown(origin)
}) | {["origins", i, key] |
	some i, origin in value.items(distribution.origins)
	some key in ["resource", "access_control", "access_identity"]
	value.unknown(origin[key])
	_could_be_bucket(origin)
}

_could_be_bucket(origin) if input.by_address[origin.resource].kind == "s3.bucket"

_could_be_bucket(origin) if {
	value.unknown(origin.resource)
	origin.custom == false
	count(object.get(input.kinds, "s3.bucket", [])) > 0
}

_at(distribution, i, bucket, path, variant) := finding.rests_on(
	finding.variant(finding.at(distribution, ["origins", i], {"bucket": bucket.address}), variant),
	bucket, path,
)

_public_acl(bucket) := {["acl"] |
	bucket.acl in {"public-read", "public-read-write"}
	bucket.public_access_block.ignore_public_acls == false
} | {["grants", i, "uri"] |
	bucket.public_access_block.ignore_public_acls == false
	some i, grant in value.items(bucket.grants)
	grant.uri == "http://acs.amazonaws.com/groups/global/AllUsers"
}

_reads(statement) if {
	some action in value.items(statement.actions)
	is_string(action)
	glob.match(lower(action), null, "s3:getobject")
}

_reads(statement) if value.items(statement.not_actions) != []

_admits_cloudfront(statement) if {
	statement.effect == "Allow"
	some principal in value.items(statement.principals)
	principal.id == "cloudfront.amazonaws.com"
	some condition in value.items(statement.conditions)
	lower(condition.key) in {"aws:sourcearn", "aws:sourceaccount"}
}

_read(statement, k) := {[k], [k, "effect"], [k, "principals"], [k, "conditions"]} | ({[k, "principals", j, "id"] |
	some j, _ in value.items(statement.principals)
} | {[k, "conditions", j, "key"] |
	some j, _ in value.items(statement.conditions)
})
