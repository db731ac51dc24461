# METADATA
# title: "Keep SSL on for QuickSight data sources"
# description: "With SSL off, query results and the database password cross the network in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/quicksight/latest/APIReference/API_SslProperties.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [quicksight.data_source]
#   evidence: ["ssl_disabled"]
#   messages:
#     ssl: "{resource} connects without SSL"
#     password: "{resource} has a literal database password"
#   guidance:
#     - {doc: "002", section: "데이터 분석 서비스"}
#   fix:
#     set: {ssl_disabled: false}
#     text: "Keep SSL on, and take the password from Secrets Manager."
#   ko:
#     title: "QuickSight 데이터 소스에 SSL 쓰기"
#     description: "SSL을 끄면 쿼리 결과와 데이터베이스 암호가 평문으로 전송됩니다."
#     messages:
#       ssl: "SSL 없이 연결함: {resource}"
#       password: "데이터베이스 암호가 그대로 적혀 있음: {resource}"
#     fix: "SSL을 켜 두고 암호는 Secrets Manager에서 가져오세요."
package rules.quicksight.encrypted_in_transit

import rego.v1

import data.lib.finding

deny contains found if {
	some source in input.kinds["quicksight.data_source"]
	source.ssl_disabled == true
	found := finding.severity(finding.variant(finding.at(source, ["ssl_disabled"], {}), "ssl"), "medium")
}

deny contains found if {
	some source in input.kinds["quicksight.data_source"]
	is_string(source.password)
	not startswith(source.password, "{{resolve:")
	found := finding.variant(finding.at(source, ["password"], {}), "password")
}
