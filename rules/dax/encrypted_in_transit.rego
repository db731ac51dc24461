# METADATA
# title: "Use TLS endpoints for DAX"
# description: "Items cross the network between application and cache in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [dax.cluster]
#   evidence: ["endpoint_encryption"]
#   message: "{resource} talks to its clients without TLS"
#   guidance:
#     - {doc: "000", section: "DynamoDB Accelerator ( DAX )"}
#   aliases: [CKV_AWS_239]
#   fix:
#     set: {endpoint_encryption: "TLS"}
#     text: "Set the endpoint encryption type to TLS; the cluster has to be replaced."
#   ko:
#     title: "DAX 전송 암호화하기"
#     description: "항목이 애플리케이션과 캐시 사이에서 평문으로 전송됩니다."
#     message: "TLS 없이 클라이언트와 통신함: {resource}"
#     fix: "엔드포인트 암호화 유형을 TLS로 설정하세요(클러스터를 교체해야 합니다)."
package rules.dax.encrypted_in_transit

import rego.v1

import data.lib.finding

deny contains found if {
	some resource in input.kinds["dax.cluster"]
	resource.endpoint_encryption == "NONE"
	found := finding.at(resource, ["endpoint_encryption"], {})
}
