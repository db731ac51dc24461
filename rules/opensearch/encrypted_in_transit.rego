# METADATA
# title: "Encrypt OpenSearch node-to-node traffic"
# description: "Documents travel between the nodes of the domain in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [opensearch.domain]
#   evidence: ["node_to_node_encryption"]
#   message: "{resource} does not encrypt the traffic between its nodes"
#   guidance:
#     - {doc: "002", section: "데이터 분석 서비스"}
#     - {doc: "000", section: "SSL / TLS"}
#   aliases: [CKV_AWS_6, AVD-AWS-0043, OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK, ELASTICSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK, opensearch-node-to-node-encryption-check, elasticsearch-node-to-node-encryption-check]
#   fix:
#     set: {node_to_node_encryption: true}
#     text: "Turn on node-to-node encryption."
#   ko:
#     title: "OpenSearch 노드 간 통신 암호화하기"
#     description: "문서가 도메인의 노드 사이에서 평문으로 전송됩니다."
#     message: "노드 간 통신을 암호화하지 않음: {resource}"
#     fix: "노드 간 암호화를 켜세요."
package rules.opensearch.encrypted_in_transit

import rego.v1

import data.lib.finding

deny contains found if {
	some resource in input.kinds["opensearch.domain"]
	resource.node_to_node_encryption == false
	found := finding.at(resource, ["node_to_node_encryption"], {})
}
