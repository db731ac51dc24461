# METADATA
# title: "Do not let everyone use an SNS topic"
# description: "Anyone can publish to the topic, or subscribe to what it says."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [sns.topic_policy, sns.topic]
#   message: "{resource} lets everyone use the topic"
#   guidance:
#     - {doc: "001", section: "Simple Notification Service(SNS)란?"}
#   aliases: [CKV_AWS_169, SNS_TOPICPOLICY_NO_WILDCARD_PRINCIPAL, SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL]
#   fix:
#     text: "Name the principals, or limit the statement by aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID."
#   ko:
#     title: "SNS 주제를 모두에게 열지 않기"
#     description: "누구나 주제에 게시하거나 구독할 수 있습니다."
#     message: "누구나 주제를 사용할 수 있음: {resource}"
#     fix: "보안 주체를 지정하거나 aws:SourceArn, aws:SourceAccount, aws:PrincipalOrgID 조건으로 제한합니다."
package rules.sns.no_public_principal

import rego.v1

import data.lib.policy

deny contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sns.topic", "sns.topic_policy")
	some access in policy.public(holder)
	found := policy.at(holder, "policy", access, {})
}

undetermined contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sns.topic", "sns.topic_policy")
	some found in policy.undecided(holder, "policy", "access", "public")
}
