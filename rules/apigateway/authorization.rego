# METADATA
# title: "Authorize API methods"
# description: "Anyone on the internet can call the method, with whatever the integration behind it may do."
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [apigateway.method, apigatewayv2.route, apigatewayv2.api, apigateway.rest_api, apigateway.resource]
#   messages:
#     method: "{resource} accepts {method} requests from anyone"
#     key: "{resource} accepts {method} requests with an API key alone, which is no authentication"
#     route: "{resource} accepts requests to {route} from anyone"
#   guidance:
#     - {doc: "000", section: "API Gateway 보안"}
#     - {doc: "004", section: "API Gateway"}
#   aliases: [CKV_AWS_59, CKV_AWS_309, CKV2_AWS_70, AVD-AWS-0004, API_GW_METHOD_AUTHORIZATION_TYPE_RULE]
#   limits: "Methods that an OpenAPI body defines, and authorization inside the integration, are not seen."
#   fix:
#     text: "Set IAM, a Cognito or JWT authorizer, or a custom authorizer."
#   ko:
#     title: "API 메서드에 인증 적용하기"
#     description: "인터넷의 누구나 이 메서드를 호출할 수 있고, 뒤에 있는 통합이 할 수 있는 모든 일을 시킬 수 있습니다."
#     messages:
#       method: "누구나 호출할 수 있음: {resource} ({method})"
#       key: "API 키만으로 호출할 수 있음: {resource} ({method}, API 키는 인증이 아님)"
#       route: "누구나 호출할 수 있는 경로: {resource} ({route})"
#     fix: "IAM, Cognito, JWT 또는 사용자 지정 권한 부여자를 설정하세요."
package rules.apigateway.authorization

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some method in input.kinds["apigateway.method"]
	method.authorization == "NONE"
	value.differs(method.http_method, "OPTIONS")
	not _closed(method)
	at := finding.at(method, ["authorization"], {"method": method.http_method})
	read := finding.rests_on(finding.rests_on(at, method, ["http_method"]), method, ["rest_api"])
	found := _graded(_rests_on_api(read, method), method)
}

deny contains found if {
	some route in input.kinds["apigatewayv2.route"]
	route.authorization_type == "NONE"
	_judged(route)
	at := finding.at(route, ["authorization_type"], {"route": route.route_key})
	noted := finding.rests_on(finding.variant(at, "route"), route, ["route_key"])
	found := _public_by_purpose(noted, route.route_key)
}

undetermined contains found if {
	some method in input.kinds["apigateway.method"]
	value.may_equal(method.authorization, "NONE")
	not _preflight(method)
	not _closed(method)
	found := finding.variant(finding.at(method, ["authorization"], {"method": method.http_method}), "method")
}

undetermined contains found if {
	some route in input.kinds["apigatewayv2.route"]
	value.may_equal(route.authorization_type, "NONE")
	_may_be_judged(route)
	found := finding.variant(finding.at(route, ["authorization_type"], {"route": route.route_key}), "route")
}

_graded(at, method) := finding.severity(finding.rests_on(finding.variant(at, "key"), method, ["api_key_required"]), "medium") if {
	_with_key(method)
	not _purpose_public(method)
}

_graded(at, method) := finding.rests_on(finding.variant(at, "method"), method, ["api_key_required"]) if {
	not _with_key(method)
	not _purpose_public(method)
}

_graded(at, method) := finding.severity(finding.variant(at, "method"), "note") if _purpose_public(method)

_with_key(method) if method.api_key_required == true

_preflight(method) if method.http_method == "OPTIONS"

_public_by_purpose(found, route_key) := finding.severity(found, "note") if _has_purpose(route_key)

_public_by_purpose(found, route_key) := found if not _has_purpose(route_key)

_has_purpose(route_key) if regex.match(_purpose, route_key)

_purpose_public(method) if {
	resource := input.by_address[method.resource]
	regex.match(_purpose, concat("", ["/", resource.path_part]))
}

_purpose := `(?i)/(health|healthz|ping|status|login|signup|\.well-known|webhook)(/|$)`

_rests_on_api(found, method) := finding.rests_on(finding.rests_deeply_on(found, api, ["endpoint_types"]), api, ["policy"]) if {
	api := input.by_address[method.rest_api]
}

_rests_on_api(found, method) := found if not input.by_address[method.rest_api]

_closed(method) if {
	api := input.by_address[method.rest_api]
	"PRIVATE" in value.items(api.endpoint_types)
}

_closed(method) if {
	api := input.by_address[method.rest_api]
	some statement in value.items(api.policy.statements)
	statement.effect == "Deny"
}

_closed(method) if {
	api := input.by_address[method.rest_api]
	allowed := [principal |
		some statement in value.items(api.policy.statements)
		statement.effect == "Allow"
		some principal in value.items(statement.principals)
	]
	allowed != []
	every principal in allowed { value.differs(principal.id, "*") }
}

_judged(route) if {
	_http(route)
	value.lacks_prefix(route.route_key, "OPTIONS ")
}

_judged(route) if {
	_websocket(route)
	route.route_key == "$connect"
}

_may_be_judged(route) if _judged(route)

_may_be_judged(route) if value.unknown(route.route_key)

_websocket(route) if input.by_address[route.api].protocol_type == "WEBSOCKET"

_http(route) if {
	is_string(route.route_key)
	not _websocket(route)
}
