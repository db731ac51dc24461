# METADATA
# title: "Turn off the IAMAllowedPrincipals defaults"
# description: "Grants to IAMAllowedPrincipals bypass Lake Formation, so every IAM user with Glue permissions reaches the new tables."
# related_resources:
#   - https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html
# custom:
#   severity: low
#   category: least-privilege
#   kinds: [lakeformation.settings, lakeformation.permissions]
#   messages:
#     default: "{resource} grants default permissions on new {objects} to IAM_ALLOWED_PRINCIPALS"
#     all: "{resource} grants ALL to IAM_ALLOWED_PRINCIPALS"
#   guidance:
#     - {doc: "002", section: "데이터 분석 서비스"}
#     - {doc: "000", section: "IAM - Permissions"}
#   fix:
#     text: "Leave the default permissions empty and grant to named principals."
#   ko:
#     title: "IAMAllowedPrincipals 기본 권한 끄기"
#     description: "IAMAllowedPrincipals에 대한 권한은 Lake Formation을 우회하여 Glue 권한이 있는 모든 IAM 사용자가 새 테이블에 접근하게 합니다."
#     messages:
#       default: "IAM_ALLOWED_PRINCIPALS에 기본 권한을 줌: {resource} (새 {objects})"
#       all: "IAM_ALLOWED_PRINCIPALS에 ALL 권한을 줌: {resource}"
#     fix: "기본 권한을 비우고 지정한 보안 주체에만 권한을 주세요."
package rules.lakeformation.no_iam_allowed_principals

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some settings in input.kinds["lakeformation.settings"]
	some attribute, objects in {"database_default_principals": "databases", "table_default_principals": "tables"}
	some i, principal in value.items(settings[attribute])
	principal == "IAM_ALLOWED_PRINCIPALS"
	found := finding.variant(finding.at(settings, [attribute, i], {"objects": objects}), "default")
}

deny contains found if {
	some permissions in input.kinds["lakeformation.permissions"]
	permissions.principal == "IAM_ALLOWED_PRINCIPALS"
	some i, permission in value.items(permissions.permissions)
	permission == "ALL"
	at := finding.variant(finding.at(permissions, ["permissions", i], {}), "all")
	found := finding.rests_on(at, permissions, ["principal"])
}

undetermined contains found if {
	some settings in input.kinds["lakeformation.settings"]
	some attribute, objects in {"database_default_principals": "databases", "table_default_principals": "tables"}
	value.uncertain(settings[attribute])
	found := finding.variant(finding.at(settings, [attribute], {"objects": objects}), "default")
}

undetermined contains found if {
	some permissions in input.kinds["lakeformation.permissions"]
	value.may_equal(permissions.principal, "IAM_ALLOWED_PRINCIPALS")
	value.may_contain(permissions.permissions, "ALL")
	found := finding.variant(finding.at(permissions, ["permissions"], {}), "all")
}
