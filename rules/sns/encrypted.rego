# METADATA
# title: "Encrypt SNS topics with KMS"
# description: "Messages at rest in the topic are protected by no key, so access to the storage of the service is enough to read them."
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [sns.topic]
#   message: "{resource} is not encrypted with a KMS key"
#   guidance:
#     - {doc: "001", section: "Simple Notification Service(SNS)란?"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_26, AVD-AWS-0095, SNS_ENCRYPTED_KMS, sns-encrypted-kms]
#   fix:
#     text: "Name a KMS key; alias/aws/sns only when no AWS service publishes to the topic."
#   ko:
#     title: "SNS 주제를 KMS로 암호화하기"
#     description: "주제에 저장된 메시지를 보호하는 키가 없어 서비스의 스토리지에 접근하면 읽을 수 있습니다."
#     message: "KMS 키로 암호화하지 않음: {resource}"
#     fix: "KMS 키를 지정하세요. alias/aws/sns는 AWS 서비스가 게시하지 않는 주제에만 쓰세요."
package rules.sns.encrypted

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some topic in input.kinds["sns.topic"]
	not topic.kms_key
	found := finding.at(topic, ["kms_key"], {})
}

undetermined contains found if {
	some topic in input.kinds["sns.topic"]
	value.may_be_absent(topic.kms_key)
	found := finding.at(topic, ["kms_key"], {})
}
