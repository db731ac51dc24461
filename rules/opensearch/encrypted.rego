# METADATA
# title: "Encrypt OpenSearch domains at rest"
# description: "Indexes, logs, swap files and automated snapshots can be read by whoever holds the storage."
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [opensearch.domain]
#   evidence: ["encrypted"]
#   message: "{resource} does not encrypt its indexes at rest"
#   guidance:
#     - {doc: "002", section: "데이터 분석 서비스"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_5, AVD-AWS-0048, OPENSEARCH_ENCRYPTED_AT_REST, ELASTICSEARCH_ENCRYPTED_AT_REST, opensearch-encrypted-at-rest, elasticsearch-encrypted-at-rest]
#   fix:
#     set: {encrypted: true}
#     text: "Turn on encryption at rest."
#   ko:
#     title: "OpenSearch 저장 데이터를 암호화하기"
#     description: "인덱스와 로그, 스왑 파일, 자동 스냅샷을 스토리지를 가진 사람이 읽을 수 있습니다."
#     message: "저장 데이터를 암호화하지 않음: {resource}"
#     fix: "저장 시 암호화를 켜세요."
package rules.opensearch.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some resource in input.kinds["opensearch.domain"]
	resource.encrypted == false
	found := finding.at(resource, ["encrypted"], {})
}
