# METADATA
# title: "Encrypt Firehose streams"
# description: "Records wait unencrypted in the stream until they are delivered."
# related_resources:
#   - https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [firehose.stream]
#   evidence: ["encrypted", "source"]
#   message: "{resource} does not encrypt its records"
#   guidance:
#     - {doc: "000", section: "Kinesis Data Firehose"}
#   aliases: [CKV_AWS_240, CKV_AWS_241, KINESIS_FIREHOSE_DELIVERY_STREAM_ENCRYPTION_RULE]
#   fix:
#     text: "Turn on server-side encryption of the stream."
#   ko:
#     title: "Firehose 암호화하기"
#     description: "레코드가 전달될 때까지 스트림에 암호화되지 않은 채 남습니다."
#     message: "레코드를 암호화하지 않음: {resource}"
#     fix: "스트림의 서버 측 암호화를 켜세요."
package rules.firehose.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some stream in input.kinds["firehose.stream"]
	stream.encrypted == false
	not stream.source
	found := finding.rests_on(finding.at(stream, ["encrypted"], {}), stream, ["source"])
}
