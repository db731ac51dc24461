# METADATA
# title: "Encrypt Athena query results"
# description: "Query results hold the data they were computed from; without a setting of its own the workgroup relies on whatever the bucket does."
# related_resources:
#   - https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html
# custom:
#   severity: low
#   category: encryption
#   kinds: [athena.workgroup, athena.database, s3.bucket]
#   evidence: ["encryption_option", "managed_results"]
#   messages:
#     workgroup: "{resource} does not say how query results are encrypted"
#     database: "{resource} does not say how its query results are encrypted"
#   guidance:
#     - {doc: "000", section: "Athena"}
#     - {doc: "002", section: "데이터 분석 서비스"}
#   aliases: [CKV_AWS_159, CKV_AWS_77, AVD-AWS-0006]
#   fix:
#     set: {encryption_option: "SSE_KMS"}
#     text: "Set an encryption option for the results, preferably SSE_KMS."
#   ko:
#     title: "Athena 결과 암호화하기"
#     description: "쿼리 결과에는 원본 데이터가 담기며, 자체 설정이 없으면 버킷의 설정에만 의존하게 됩니다."
#     messages:
#       workgroup: "쿼리 결과 암호화가 정해지지 않음: {resource}"
#       database: "데이터베이스의 쿼리 결과 암호화가 정해지지 않음: {resource}"
#     fix: "결과의 암호화 옵션을 설정하세요(SSE_KMS 권장)."
package rules.athena.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some workgroup in input.kinds["athena.workgroup"]
	not workgroup.encryption_option
	workgroup.managed_results == false
	not _encrypted_bucket(workgroup)
	found := finding.variant(finding.at(workgroup, ["encryption_option"], {}), "workgroup")
}

deny contains found if {
	some database in input.kinds["athena.database"]
	not database.encryption_option
	found := finding.variant(finding.at(database, ["encryption_option"], {}), "database")
}

_encrypted_bucket(workgroup) if {
	bucket := input.by_address[workgroup.output_bucket]
	bucket.encryption.algorithm in {"aws:kms", "aws:kms:dsse"}
}
