# METADATA
# title: "Log Redshift audit events"
# description: "Without audit logs nobody can tell who connected and which queries ran."
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
# custom:
#   severity: medium
#   category: logging
#   kinds: [redshift.cluster]
#   evidence: ["logging"]
#   message: "{resource} does not log connections and queries"
#   guidance:
#     - {doc: "001", section: "Cloudtrail이란?"}
#     - {doc: "001", section: "Redshift란?"}
#   aliases: [CKV_AWS_71, REDSHIFT_CLUSTER_CONFIGURATION_CHECK, redshift-cluster-configuration-check]
#   fix:
#     text: "Turn on audit logging to S3 or CloudWatch."
#   ko:
#     title: "Redshift 감사 로그 켜기"
#     description: "감사 로그가 없으면 누가 접속해 어떤 쿼리를 실행했는지 알 수 없습니다."
#     message: "접속과 쿼리를 기록하지 않음: {resource}"
#     fix: "S3나 CloudWatch로 감사 로깅을 켜세요."
package rules.redshift.logging

import rego.v1

import data.lib.finding

deny contains found if {
	some cluster in input.kinds["redshift.cluster"]
	cluster.logging == false
	found := finding.at(cluster, ["logging"], {})
}
