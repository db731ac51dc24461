# METADATA
# title: "Log state machine executions"
# description: "Failed executions can't be explained afterwards; an express workflow keeps no history at all without logs."
# related_resources:
#   - https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
# custom:
#   severity: medium
#   category: logging
#   kinds: [sfn.state_machine]
#   evidence: ["log_level", "machine_type"]
#   messages:
#     standard: "{resource} does not log its executions"
#     express: "{resource} is an express workflow that does not log its executions, so they leave no history"
#   guidance:
#     - {doc: "002", section: "애플리케이션 통합"}
#   aliases: [AVD-AWS-0119]
#   fix:
#     text: "Set a log level of ERROR or ALL with a log group."
#   ko:
#     title: "Step Functions 실행 로그 남기기"
#     description: "실패한 실행을 나중에 설명할 수 없고, Express 워크플로는 로그가 없으면 기록이 전혀 남지 않습니다."
#     messages:
#       standard: "실행 로그를 남기지 않음: {resource}"
#       express: "Express 워크플로의 실행 기록이 남지 않음: {resource}"
#     fix: "로그 그룹과 함께 로그 수준을 ERROR나 ALL로 설정하세요."
package rules.sfn.logging

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some machine in input.kinds["sfn.state_machine"]
	machine.log_level == "OFF"
	machine.machine_type == "EXPRESS"
	at := finding.at(machine, ["log_level"], {})
	found := finding.variant(finding.rests_on(at, machine, ["machine_type"]), "express")
}

deny contains found if {
	some machine in input.kinds["sfn.state_machine"]
	machine.log_level == "OFF"
	value.differs(machine.machine_type, "EXPRESS")
	found := finding.severity(finding.variant(finding.at(machine, ["log_level"], {}), "standard"), "low")
}
