# METADATA
# title: "Keep the Lambda timeout within 900 seconds"
# description: "Lambda refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
# custom:
#   severity: high
#   category: limits
#   kinds: [lambda.function]
#   evidence: ["timeout"]
#   message: "{resource} sets the timeout to {value} seconds, outside 1 to 900"
#   guidance:
#     - {doc: "000", section: "Lambda 제한"}
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#   fix:
#     text: "Choose the timeout between 1 and 900 seconds."
#   ko:
#     title: "Lambda 제한 시간은 900초 이내"
#     description: "Lambda가 값을 거부하여 배포가 실패합니다."
#     message: "제한 시간 범위를 벗어남: {resource} (값 {value}초, 허용 1~900)"
#     fix: "제한 시간 값을 1에서 900 사이로 정하세요."
package rules.lambda.timeout_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in input.kinds["lambda.function"]
	_outside(resource.timeout)
	found := finding.at(resource, ["timeout"], {"value": resource.timeout})
}

_outside(x) if value.below(x, 1)

_outside(x) if value.above(x, 900)
