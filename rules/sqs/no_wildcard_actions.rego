# METADATA
# title: "Do not allow every SQS action in a queue policy"
# description: "Whoever the statement names can also delete the queue and change who may use it."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [sqs.queue_policy, sqs.queue]
#   message: "{resource} allows every action on the queue"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_72, AVD-AWS-0097, SQS_QUEUEPOLICY_NO_WILDCARD_ACTION, SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOT_ACTION]
#   fix:
#     text: "List the actions that the principals need."
#   ko:
#     title: "대기열 정책에서 모든 작업을 허용하지 않기"
#     description: "문에 지정된 보안 주체가 대기열 삭제와 접근 권한 변경까지 할 수 있습니다."
#     message: "모든 작업을 허용함: {resource}"
#     fix: "보안 주체에게 필요한 작업만 나열합니다."
package rules.sqs.no_wildcard_actions

import rego.v1

import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sqs.queue", "sqs.queue_policy")
	some access in value.items(holder.access)
	access.all_actions == true
	found := policy.at(holder, "policy", access, {})
}

undetermined contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sqs.queue", "sqs.queue_policy")
	some found in policy.undecided(holder, "policy", "access", "all_actions")
}
