# METADATA
# title: "Encrypt SQS queues"
# description: "Messages of an unencrypted queue can be read by whoever gets at the storage of the service."
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [sqs.queue]
#   evidence: ["managed_sse", "kms_key"]
#   message: "{resource} switches encryption off"
#   guidance:
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_27, AVD-AWS-0096]
#   fix:
#     set: {managed_sse: true}
#     text: "Turn on SSE-SQS, or name a KMS key."
#   ko:
#     title: "SQS 대기열 암호화하기"
#     description: "암호화되지 않은 대기열의 메시지는 서비스의 스토리지에 접근한 사람이 읽을 수 있습니다."
#     message: "암호화를 끔: {resource}"
#     fix: "SSE-SQS를 켜거나 KMS 키를 지정하세요."
package rules.sqs.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some queue in input.kinds["sqs.queue"]
	queue.managed_sse == false
	not queue.kms_key
	found := finding.rests_on(finding.at(queue, ["managed_sse"], {}), queue, ["kms_key"])
}
