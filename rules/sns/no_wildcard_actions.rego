# METADATA
# title: "Do not allow every SNS action in a topic policy"
# description: "Whoever the statement names can also delete the topic and change who may use it."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [sns.topic_policy, sns.topic]
#   message: "{resource} allows every action on the topic"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_ACTION]
#   fix:
#     text: "List the actions that the principals need."
#   ko:
#     title: "주제 정책에서 모든 작업을 허용하지 않기"
#     description: "문에 지정된 보안 주체가 주제 삭제와 접근 권한 변경까지 할 수 있습니다."
#     message: "모든 작업을 허용함: {resource}"
#     fix: "보안 주체에게 필요한 작업만 나열합니다."
package rules.sns.no_wildcard_actions

import rego.v1

import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sns.topic", "sns.topic_policy")
	some access in value.items(holder.access)
	access.all_actions == true
	found := policy.at(holder, "policy", access, {})
}

undetermined contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sns.topic", "sns.topic_policy")
	some found in policy.undecided(holder, "policy", "access", "all_actions")
}
