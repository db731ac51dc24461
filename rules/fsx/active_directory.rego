# METADATA
# title: "Join FSx for Windows to a directory"
# description: "FSx refuses a Windows file system without a directory and one with two."
# related_resources:
#   - https://docs.aws.amazon.com/fsx/latest/WindowsGuide/aws-ad-integration-fsxW.html
# custom:
#   severity: high
#   category: limits
#   kinds: [fsx.file_system]
#   evidence: ["file_system_type", "active_directory", "self_managed_active_directory", "backup"]
#   messages:
#     none: "{resource} joins no directory"
#     both: "{resource} joins both an AWS managed and a self-managed directory"
#   guidance:
#     - {doc: "000", section: "Amazone FSx"}
#   fix:
#     text: "Name either an AWS managed directory or a self-managed one."
#   ko:
#     title: "FSx for Windows를 디렉터리에 가입시키기"
#     description: "FSx는 디렉터리가 없거나 둘인 Windows 파일 시스템을 거부합니다."
#     messages:
#       none: "가입한 디렉터리가 없음: {resource}"
#       both: "AWS 관리형과 자체 관리형 디렉터리에 모두 가입함: {resource}"
#     fix: "AWS 관리형 또는 자체 관리형 디렉터리 중 하나만 지정하세요."
package rules.fsx.active_directory

import rego.v1

import data.lib.finding

deny contains found if {
	some system in input.kinds["fsx.file_system"]
	system.file_system_type == "WINDOWS"
	not system.active_directory
	not system.self_managed_active_directory
	not system.backup
	at := finding.variant(finding.at(system, ["active_directory"], {}), "none")
	found := finding.rests_on(finding.rests_on(finding.rests_on(at, system, ["self_managed_active_directory"]), system, ["backup"]), system, ["file_system_type"])
}

deny contains found if {
	some system in input.kinds["fsx.file_system"]
	system.file_system_type == "WINDOWS"
	system.active_directory
	system.self_managed_active_directory
	at := finding.variant(finding.at(system, ["active_directory"], {}), "both")
	found := finding.rests_on(finding.rests_on(at, system, ["self_managed_active_directory"]), system, ["file_system_type"])
}
