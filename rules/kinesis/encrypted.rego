# METADATA
# title: "Encrypt Kinesis streams"
# description: "Records at rest in the stream can be read by whoever gets at the storage of the service."
# related_resources:
#   - https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [kinesis.stream]
#   evidence: ["encryption_type"]
#   messages:
#     plain: "{resource} does not encrypt its records"
#     keyless: "{resource} asks for KMS encryption and names no key"
#   guidance:
#     - {doc: "000", section: "Kinesis Data Stream"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_43, AVD-AWS-0064, KINESIS_STREAM_ENCRYPTION_RULE]
#   fix:
#     set: {encryption_type: "KMS"}
#     text: "Turn on KMS encryption, for example with alias/aws/kinesis."
#   ko:
#     title: "Kinesis 스트림 암호화하기"
#     description: "스트림에 저장된 레코드를 서비스의 스토리지에 접근한 사람이 읽을 수 있습니다."
#     messages:
#       plain: "레코드를 암호화하지 않음: {resource}"
#       keyless: "KMS 암호화를 켰지만 키가 없음: {resource}"
#     fix: "KMS 암호화를 켜세요(예 alias/aws/kinesis)."
package rules.kinesis.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some stream in input.kinds["kinesis.stream"]
	stream.encryption_type == "NONE"
	found := finding.variant(finding.at(stream, ["encryption_type"], {}), "plain")
}

deny contains found if {
	some stream in input.kinds["kinesis.stream"]
	stream.encryption_type == "KMS"
	not stream.kms_key
	at := finding.variant(finding.at(stream, ["kms_key"], {}), "keyless")
	found := finding.rests_on(at, stream, ["encryption_type"])
}
