# METADATA
# title: "Protect REST APIs with WAF"
# description: "Without a web ACL nothing filters injection attempts, bots and floods before they reach the integration."
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
# custom:
#   severity: medium
#   category: network
#   profile: strict
#   kinds: [apigateway.stage, apigateway.rest_api, waf.web_acl_association]
#   message: "{resource} has no web ACL"
#   guidance:
#     - {doc: "002", section: "애플리케이션 통합"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV2_AWS_29]
#   limits: "An association in another stack, or a CloudFront distribution in front of the API, is not seen."
#   fix:
#     text: "Associate a WAFv2 web ACL with the stage."
#   ko:
#     title: "REST API에 WAF 연결하기"
#     description: "웹 ACL이 없으면 삽입 공격과 봇, 대량 요청을 통합에 도달하기 전에 걸러내지 못합니다."
#     message: "웹 ACL이 없음: {resource}"
#     fix: "스테이지에 WAFv2 웹 ACL을 연결하세요."
package rules.apigateway.waf

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some stage in input.kinds["apigateway.stage"]
	not input.incoming[stage.address]["waf.web_acl_association"]
	not _private(stage)
	not _unplaced_association
	found := _rests_on_api(finding.rests_on(finding.at(stage, [], {}), stage, ["rest_api"]), stage)
}

undetermined contains found if {
	some stage in input.kinds["apigateway.stage"]
	not input.incoming[stage.address]["waf.web_acl_association"]
	not _private(stage)
	_unplaced_association
	found := finding.at(stage, [], {})
}

_rests_on_api(found, stage) := finding.rests_deeply_on(found, api, ["endpoint_types"]) if {
	api := input.by_address[stage.rest_api]
}

_rests_on_api(found, stage) := found if not input.by_address[stage.rest_api]

_private(stage) if {
	api := input.by_address[stage.rest_api]
	"PRIVATE" in value.items(api.endpoint_types)
}

_unplaced_association if {
	some association in input.kinds["waf.web_acl_association"]
	value.unknown(association.resource)
}
