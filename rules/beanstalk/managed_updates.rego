# METADATA
# title: "Turn on managed platform updates and enhanced health"
# description: "Without managed updates the platform misses security patches; without enhanced health a broken instance is noticed late and rolling updates can't wait for health."
# related_resources:
#   - https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html
#   - https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html
# custom:
#   severity: low
#   category: operations
#   kinds: [beanstalk.environment]
#   evidence: ["managed_actions", "health_system", "settings"]
#   messages:
#     updates: "{resource} does not update its platform by itself: ManagedActionsEnabled is not true"
#     health: "{resource} does not report enhanced health: SystemType is {system}"
#   guidance:
#     - {doc: "000", section: "Beanstalk"}
#     - {doc: "002", section: "컴퓨팅 관련"}
#   aliases: [CKV_AWS_340, CKV_AWS_312]
#   limits: "Options of a saved configuration or of .ebextensions are not seen."
#   fix:
#     text: "Set ManagedActionsEnabled to true and the health system type to enhanced."
#   ko:
#     title: "Beanstalk 관리형 업데이트·향상된 상태 켜기"
#     description: "관리형 업데이트가 없으면 플랫폼 보안 패치를 놓치고, 향상된 상태가 없으면 고장을 늦게 알게 됩니다."
#     messages:
#       updates: "플랫폼이 자동으로 업데이트되지 않음: {resource}"
#       health: "향상된 상태 보고가 꺼져 있음: {resource} (SystemType {system})"
#     fix: "ManagedActionsEnabled를 true로, 상태 시스템 유형을 enhanced로 설정하세요."
package rules.beanstalk.managed_updates

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some environment in input.kinds["beanstalk.environment"]
	environment.managed_actions == false
	at := finding.variant(finding.at(environment, ["managed_actions"], {}), "updates")
	found := finding.rests_on(at, environment, ["settings"])
}

deny contains found if {
	some environment in input.kinds["beanstalk.environment"]
	value.differs(environment.health_system, "enhanced")
	at := finding.variant(finding.at(environment, ["health_system"], {"system": environment.health_system}), "health")
	found := finding.rests_on(at, environment, ["settings"])
}
