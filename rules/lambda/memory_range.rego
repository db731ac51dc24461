# METADATA
# title: "Keep Lambda memory between 128 and 10,240 MB"
# description: "Lambda refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
# custom:
#   severity: high
#   category: limits
#   kinds: [lambda.function]
#   evidence: ["memory"]
#   message: "{resource} sets the memory to {value} MB, outside 128 to {most}"
#   guidance:
#     - {doc: "000", section: "Lambda 제한"}
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#   fix:
#     text: "Choose between 128 and 10240 MB."
#   ko:
#     title: "Lambda 메모리는 128~10240MB"
#     description: "Lambda가 값을 거부하여 배포가 실패합니다."
#     message: "메모리가 범위를 벗어남: {resource} ({value} MB, 허용 128~{most} MB)"
#     fix: "128MB에서 10240MB 사이로 정하세요."
package rules.lambda.memory_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some function in input.kinds["lambda.function"]
	most := _most(function)
	_outside(function.memory, most)
	at := finding.at(function, ["memory"], {"value": function.memory, "most": most})
	found := finding.rests_on(at, function, ["capacity_provider"])
}

# Functions on managed instances may have more.
_most(function) := 32768 if function.capacity_provider

_most(function) := 10240 if not function.capacity_provider

_outside(memory, _) if value.below(memory, 128)

_outside(memory, most) if value.above(memory, most)
