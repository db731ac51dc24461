# METADATA
# title: "Do not let everyone use an SQS queue"
# description: "Anyone with an AWS account, or without one, can send messages to the queue or read them."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [sqs.queue_policy, sqs.queue]
#   message: "{resource} lets everyone use the queue"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_168, CKV_AWS_387, SQS_QUEUEPOLICY_NO_WILDCARD_PRINCIPAL, SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL]
#   fix:
#     text: "Name the principals, or limit the statement by aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID."
#   ko:
#     title: "SQS 대기열을 모두에게 열지 않기"
#     description: "누구나 대기열에 메시지를 보내거나 읽을 수 있습니다."
#     message: "누구나 대기열을 사용할 수 있음: {resource}"
#     fix: "보안 주체를 지정하거나 aws:SourceArn, aws:SourceAccount, aws:PrincipalOrgID 조건으로 제한합니다."
package rules.sqs.no_public_principal

import rego.v1

import data.lib.policy

deny contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sqs.queue", "sqs.queue_policy")
	some access in policy.public(holder)
	found := policy.at(holder, "policy", access, {})
}

undetermined contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "sqs.queue", "sqs.queue_policy")
	some found in policy.undecided(holder, "policy", "access", "public")
}
