# METADATA
# title: "Keep brokers private"
# description: "Anyone on the internet can try passwords and exploits against the broker and its console."
# related_resources:
#   - https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html
# custom:
#   severity: high
#   category: network
#   kinds: [mq.broker]
#   evidence: ["publicly_accessible"]
#   message: "{resource} is publicly accessible"
#   guidance:
#     - {doc: "002", section: "애플리케이션 통합"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_69, AVD-AWS-0072]
#   fix:
#     set: {publicly_accessible: false}
#     text: "Turn off public access; the broker has to be replaced."
#   ko:
#     title: "MQ 브로커를 비공개로"
#     description: "인터넷의 누구나 브로커와 콘솔에 암호와 취약점을 시도할 수 있습니다."
#     message: "퍼블릭 액세스가 켜져 있음: {resource}"
#     fix: "퍼블릭 액세스를 끄세요(브로커를 교체해야 합니다)."
package rules.mq.not_public

import rego.v1

import data.lib.finding

deny contains found if {
	some resource in input.kinds["mq.broker"]
	resource.publicly_accessible == true
	found := finding.at(resource, ["publicly_accessible"], {})
}
