# METADATA
# title: "Do not allow s3:* in a bucket policy"
# description: "Whoever the statement names can also delete the bucket and change who may use it."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [s3.bucket_policy, s3.bucket, s3.access_point]
#   message: "{resource} allows every action on the bucket"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [S3_BUCKET_POLICY_NO_WILDCARD_ACTION, S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION]
#   fix:
#     text: "List the actions that the principals need."
#   ko:
#     title: "버킷 정책에서 s3:*를 허용하지 않기"
#     description: "문에 지정된 보안 주체가 버킷 삭제와 접근 권한 변경까지 할 수 있습니다."
#     message: "모든 작업을 허용함: {resource}"
#     fix: "보안 주체에게 필요한 작업만 나열합니다."
package rules.s3.no_wildcard_actions

import rego.v1

import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in _holders
	some access in value.items(holder.access)
	access.all_actions == true
	found := policy.at(holder, "policy", access, {})
}

undetermined contains found if {
	some holder in _holders
	some found in policy.undecided(holder, "policy", "access", "all_actions")
}

_holders := array.concat(
	policy.holders(input.kinds, input.incoming, "s3.bucket", "s3.bucket_policy"),
	object.get(input.kinds, "s3.access_point", []),
)
