# METADATA
# title: "Do not let a bucket policy allow everyone"
# description: "Everyone on the internet can do what the statement allows with the bucket and its objects."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
# custom:
#   severity: critical
#   category: network
#   kinds: [s3.bucket_policy, s3.bucket, s3.access_point]
#   message: "{resource} lets everyone in"
#   guidance:
#     - {doc: "000", section: "S3 Security"}
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_70, S3_BUCKET_POLICY_NO_WILDCARD_PRINCIPAL, S3_BUCKETPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL]
#   limits: "A public access block of the whole account is not taken into account."
#   fix:
#     text: "Name the principals, or limit the statement by aws:PrincipalOrgID, aws:SourceVpce or aws:SourceArn; publish through CloudFront."
#   ko:
#     title: "버킷 정책에서 모두에게 허용하지 않기"
#     description: "인터넷의 누구나 버킷과 객체에 대해 허용된 작업을 할 수 있습니다."
#     message: "누구에게나 접근을 허용함: {resource}"
#     fix: "보안 주체를 지정하거나 aws:PrincipalOrgID, aws:SourceVpce, aws:SourceArn 조건으로 제한하고, 공개할 때는 CloudFront를 사용합니다."
package rules.s3.no_public_principal

import rego.v1

import data.lib.finding
import data.lib.policy

deny contains found if {
	some holder in _holders
	some access in policy.public(holder)
	found := _graded(policy.at(holder, "policy", access, {}), holder)
}

undetermined contains found if {
	some holder in _holders
	some found in policy.undecided(holder, "policy", "access", "public")
}

_holders := array.concat(
	policy.holders(input.kinds, input.incoming, "s3.bucket", "s3.bucket_policy"),
	object.get(input.kinds, "s3.access_point", []),
)

# Restricting public buckets ignores what the policy gives to others. What AWS
# turns on by itself for a new bucket counts for little: a policy like this can
# only be attached once somebody has turned it off.
_graded(found, holder) := finding.severity(found, "medium") if _restricted(holder)

_graded(found, holder) := found if not _restricted(holder)

_restricted(holder) if {
	holder.kind == "s3.access_point"
	holder.public_access_block.restrict_public_buckets == true
}

_restricted(holder) if {
	holder.kind == "s3.bucket"
	_restricts(holder)
}

_restricted(holder) if {
	holder.kind == "s3.bucket_policy"
	_restricts(input.by_address[holder.bucket])
}

_restricts(bucket) if {
	bucket.public_access_block.declared == true
	bucket.public_access_block.restrict_public_buckets == true
}
