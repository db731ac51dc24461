# METADATA
# title: "Keep templates within CloudFormation structure and quotas"
# description: "CloudFormation rejects a template without resources or beyond its quotas, when it is deployed."
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
# custom:
#   severity: high
#   category: limits
#   kinds: [unit]
#   evidence: ["resource_count", "parameter_count", "output_count", "mapping_count", "size"]
#   languages: ["cloudformation"]
#   messages:
#     empty: "The template has no resources"
#     many: "The template has {count} {things}, more than the {most} that are allowed"
#     body: "The template has {count} bytes; above {most} it has to be deployed from S3"
#   guidance:
#     - {doc: "001", section: "Template"}
#   limits: "Names that are not defined and sections that don't exist are reported while a template is read, not here."
#   fix:
#     text: "Split the template into nested stacks or several stacks."
#   ko:
#     title: "CloudFormation 템플릿 구조·한도 지키기"
#     description: "리소스가 없거나 한도를 넘은 템플릿은 배포할 때 CloudFormation이 거부합니다."
#     messages:
#       empty: "템플릿에 리소스가 없음"
#       many: "템플릿이 한도를 넘음: {things} {count}개 (한도 {most})"
#       body: "템플릿이 {most}바이트를 넘어 S3에서 배포해야 함: {count}바이트"
#     fix: "템플릿을 중첩 스택이나 여러 스택으로 나누세요."
package rules.cfn.template_limits

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some template in _templates
	template.resource_count == 0
	value.items(template.transform) == []
	found := finding.rests_on(finding.variant(finding.at(template, [], {}), "empty"), template, ["transform"])
}

deny contains found if {
	some template in _templates
	some key, limit in _limits
	value.above(template[key], limit.most)
	values := {"count": template[key], "things": limit.things, "most": limit.most}
	found := finding.rests_on(finding.variant(finding.at(template, [], values), "many"), template, [key])
}

deny contains found if {
	some template in _templates
	value.above(template.size, 51200)
	not value.above(template.size, 1000000)
	values := {"count": template.size, "most": 51200}
	at := finding.rests_on(finding.variant(finding.at(template, [], values), "body"), template, ["size"])
	found := finding.severity(at, "note")
}

# A macro can add resources.
undetermined contains found if {
	some template in _templates
	template.resource_count == 0
	not value.items(template.transform) == []
	found := finding.variant(finding.at(template, ["transform"], {}), "empty")
}

_templates contains template if {
	some template in input.kinds.unit
	template.language == "cloudformation"
}

_limits := {
	"resource_count": {"things": "resources", "most": 500},
	"parameter_count": {"things": "parameters", "most": 200},
	"output_count": {"things": "outputs", "most": 200},
	"mapping_count": {"things": "mappings", "most": 200},
	"size": {"things": "bytes", "most": 1000000},
}
