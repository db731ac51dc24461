# METADATA
# title: "Keep /tmp between 512 and 10,240 MB"
# description: "Lambda refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
# custom:
#   severity: high
#   category: limits
#   kinds: [lambda.function]
#   evidence: ["ephemeral_storage"]
#   message: "{resource} sets the ephemeral storage to {value} MB, outside 512 to 10240"
#   guidance:
#     - {doc: "000", section: "Lambda 제한"}
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#   fix:
#     text: "Choose the ephemeral storage between 512 and 10240 MB."
#   ko:
#     title: "Lambda /tmp는 512~10240MB"
#     description: "Lambda가 값을 거부하여 배포가 실패합니다."
#     message: "임시 스토리지 범위를 벗어남: {resource} (값 {value} MB, 허용 512~10240)"
#     fix: "임시 스토리지 값을 512에서 10240 사이로 정하세요."
package rules.lambda.ephemeral_storage_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in input.kinds["lambda.function"]
	_outside(resource.ephemeral_storage)
	found := finding.at(resource, ["ephemeral_storage"], {"value": resource.ephemeral_storage})
}

_outside(x) if value.below(x, 512)

_outside(x) if value.above(x, 10240)
