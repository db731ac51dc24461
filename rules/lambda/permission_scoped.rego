# METADATA
# title: "Limit service permissions with a source ARN or account"
# description: "Without a source ARN or account, any resource of that service in any account can make the service call the function."
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [lambda.permission]
#   evidence: ["principal"]
#   messages:
#     unscoped: "{resource} lets {principal} call the function on behalf of anyone: no source ARN or account"
#     bucket: "{resource} names a bucket and no account, and bucket names can be made again by others"
#   guidance:
#     - {doc: "001", section: "Function의 정의와 구성"}
#   aliases: [CKV_AWS_364, AVD-AWS-0067]
#   fix:
#     text: "Name the source ARN, and for S3 the source account as well."
#   ko:
#     title: "서비스 권한에 SourceArn/SourceAccount 두기"
#     description: "소스 ARN이나 계정이 없으면 어떤 계정의 리소스든 그 서비스를 통해 함수를 호출할 수 있습니다."
#     messages:
#       unscoped: "누구의 요청이든 서비스가 함수를 호출할 수 있음: {resource} (서비스 {principal})"
#       bucket: "버킷만 있고 계정이 없음: {resource} (버킷 이름은 다른 계정이 다시 만들 수 있음)"
#     fix: "소스 ARN을 지정하고 S3에는 소스 계정도 지정하세요."
package rules.lambda.permission_scoped

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some permission in input.kinds["lambda.permission"]
	endswith(permission.principal, ".amazonaws.com")
	not permission.source_arn
	not permission.source_account
	not permission.organization
	at := finding.variant(finding.at(permission, ["source_arn"], {"principal": permission.principal}), "unscoped")
	found := finding.rests_on(finding.rests_on(at, permission, ["source_account"]), permission, ["principal"])
}

deny contains found if {
	some permission in input.kinds["lambda.permission"]
	permission.principal == "s3.amazonaws.com"
	permission.source_arn
	not permission.source_account
	not _own_bucket(permission)
	at := finding.variant(finding.at(permission, ["source_arn"], {"principal": permission.principal}), "bucket")
	found := finding.severity(finding.rests_on(at, permission, ["source_account"]), "low")
}

# A scope that is not known still is one, unless it may be empty.
undetermined contains found if {
	some permission in input.kinds["lambda.permission"]
	endswith(permission.principal, ".amazonaws.com")
	some attribute in ["source_arn", "source_account", "organization"]
	value.unknown(permission[attribute])
	not _scoped(permission)
	found := finding.variant(finding.at(permission, [attribute], {"principal": permission.principal}), "unscoped")
}

undetermined contains found if {
	some permission in input.kinds["lambda.permission"]
	permission.principal == "s3.amazonaws.com"
	value.unknown(permission.source_arn)
	not value.filled(permission.source_account)
	found := finding.variant(finding.at(permission, ["source_arn"], {"principal": permission.principal}), "bucket")
}

_scoped(permission) if {
	some attribute in ["source_arn", "source_account", "organization"]
	value.filled(permission[attribute])
}

# What another resource, a data source or an export gives is some ARN or account.
_scoped(permission) if {
	some attribute in ["source_arn", "source_account", "organization"]
	permission[attribute]["$unknown"] in {"computed", "data", "import"}
}

# A bucket of the same configuration belongs to the account that deploys it, and
# one that isn't known is not judged.
_own_bucket(permission) if input.by_address[permission.source_arn]

_own_bucket(permission) if value.unknown(permission.source_arn)
