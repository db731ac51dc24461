# METADATA
# title: "Deploy brokers in active/standby or cluster mode"
# description: "When its host or its Availability Zone fails, a single broker is down and so is everything that sends through it."
# related_resources:
#   - https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-broker-architecture.html
# custom:
#   severity: high
#   category: reliability
#   profile: strict
#   kinds: [mq.broker]
#   evidence: ["deployment_mode"]
#   messages:
#     single: "{resource} is a single broker"
#     mode: "{resource} asks for the mode {mode}, which {engine} does not have"
#   guidance:
#     - {doc: "002", section: "애플리케이션 통합"}
#     - {doc: "003", section: "AWS overview"}
#   fix:
#     text: "Use ACTIVE_STANDBY_MULTI_AZ for ActiveMQ and CLUSTER_MULTI_AZ for RabbitMQ."
#   ko:
#     title: "MQ를 이중화 모드로"
#     description: "호스트나 가용 영역에 장애가 나면 단일 브로커와 이를 거치는 모든 통신이 멈춥니다."
#     messages:
#       single: "단일 브로커임: {resource}"
#       mode: "엔진에 없는 배포 모드: {resource} ({engine}, {mode})"
#     fix: "ActiveMQ는 ACTIVE_STANDBY_MULTI_AZ, RabbitMQ는 CLUSTER_MULTI_AZ를 사용하세요."
package rules.mq.multi_az

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some broker in input.kinds["mq.broker"]
	broker.deployment_mode == "SINGLE_INSTANCE"
	found := finding.severity(finding.variant(finding.at(broker, ["deployment_mode"], {}), "single"), "medium")
}

deny contains found if {
	some broker in input.kinds["mq.broker"]
	_modes[broker.deployment_mode] == lower(broker.engine)
	at := finding.at(broker, ["deployment_mode"], {"mode": broker.deployment_mode, "engine": broker.engine})
	found := finding.rests_on(finding.variant(at, "mode"), broker, ["engine"])
}

undetermined contains found if {
	some broker in input.kinds["mq.broker"]
	_modes[broker.deployment_mode]
	value.unknown(broker.engine)
	found := finding.at(broker, ["engine"], {})
}

# The engine that does not have the mode.
_modes := {"ACTIVE_STANDBY_MULTI_AZ": "rabbitmq", "CLUSTER_MULTI_AZ": "activemq"}
