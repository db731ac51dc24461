# METADATA
# title: "Do not let everyone invoke a function"
# description: "Anyone can run the function at your expense, or read the code of the layer."
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
#   - https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [lambda.permission, lambda.layer_permission]
#   messages:
#     function: "{resource} lets everyone call the function"
#     layer: "{resource} lets every account use the layer"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   aliases: [CKV_AWS_301, LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED, LAMBDA_NO_WILDCARD_PRINCIPALS, lambda-function-public-access-prohibited]
#   fix:
#     text: "Name the account or service, and add the source ARN, source account or organization."
#   ko:
#     title: "Lambda를 누구나 호출하게 하지 않기"
#     description: "누구나 내 비용으로 함수를 실행하거나 계층의 코드를 읽을 수 있습니다."
#     messages:
#       function: "누구나 함수를 호출할 수 있음: {resource}"
#       layer: "모든 계정이 계층을 사용할 수 있음: {resource}"
#     fix: "계정이나 서비스를 지정하고 원본 ARN, 원본 계정, 조직 ID를 추가합니다."
package rules.lambda.no_public_principal

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some permission in input.kinds["lambda.permission"]
	permission.principal == "*"
	not _narrowed(permission)
	not _second_of_url(permission)
	found := _graded(_resting(finding.variant(finding.at(permission, ["principal"], {}), "function"), permission), permission)
}

deny contains found if {
	some permission in input.kinds["lambda.layer_permission"]
	permission.principal == "*"
	not permission.organization
	found := finding.variant(finding.severity(finding.at(permission, ["principal"], {}), "medium"), "layer")
}

undetermined contains found if {
	some kind in ["lambda.permission", "lambda.layer_permission"]
	some permission in input.kinds[kind]
	value.may_equal(permission.principal, "*")
	not _narrowed(permission)
	some key in ["principal", "source_arn", "source_account", "organization"]
	value.unknown(permission[key])
	found := finding.at(permission, [key], {})
}

# A source or organization that is written limits the callers; one that isn't
# known may be nothing.
_narrowed(permission) if {
	some key in ["source_arn", "source_account", "organization"]
	is_string(permission[key])
}

_resting(found, permission) := object.union(found, {"rests_on": [{"resource": permission.address, "path": [key]} |
	some key in ["source_arn", "source_account", "organization"]
]})

# Calls through a URL with IAM authorization are signed by some account.
_graded(found, permission) := finding.severity(found, "medium") if _signed(permission)

_graded(found, permission) := found if not _signed(permission)

_signed(permission) if permission.url_authorization == "AWS_IAM"

# A public function URL takes two permissions, of which one is reported.
_second_of_url(permission) if {
	permission.via_function_url == true
	some other in input.kinds["lambda.permission"]
	other.function == permission.function
	other.principal == "*"
	other.url_authorization
}
