# METADATA
# title: "Keep secrets out of Lambda environment variables"
# description: "Environment variables are readable by everyone who may get the function's configuration, and they end up in logs and in the state file."
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [lambda.function]
#   evidence: ["environment"]
#   messages:
#     key: "{resource} has an AWS access key in the environment variable {name}"
#     named: "{resource} has a literal value in the environment variable {name}"
#     resolved: "{resource} resolves a secret into the environment variable {name}, where its configuration shows it"
#   guidance:
#     - {doc: "004", section: "9. IAM"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV_AWS_45]
#   limits: "Secrets under names that do not say so are found only when they look like an AWS access key."
#   fix:
#     text: "Read the value at run time from Secrets Manager or Parameter Store."
#   ko:
#     title: "Lambda 환경 변수에 비밀을 넣지 않기"
#     description: "환경 변수는 함수 구성을 조회할 수 있는 모든 사람이 읽을 수 있고 로그와 상태 파일에도 남습니다."
#     messages:
#       key: "환경 변수에 AWS 액세스 키가 있음: {resource} (변수 {name})"
#       named: "환경 변수에 비밀 값이 그대로 있음: {resource} (변수 {name})"
#       resolved: "비밀이 환경 변수로 풀려 구성에 보임: {resource} (변수 {name})"
#     fix: "실행할 때 Secrets Manager나 Parameter Store에서 값을 읽으세요."
package rules.lambda.no_secrets_in_env

import rego.v1

import data.lib.finding
import data.lib.secret
import data.lib.value

deny contains found if {
	some function in input.kinds["lambda.function"]
	some name, setting in value.entries(function.environment)
	secret.aws_key(setting)
	found := finding.variant(finding.at(function, ["environment", name], {"name": name}), "key")
}

deny contains found if {
	some function in input.kinds["lambda.function"]
	some name, setting in value.entries(function.environment)
	secret.named(name)
	secret.literal(setting)
	not secret.aws_key(setting)
	found := finding.variant(finding.at(function, ["environment", name], {"name": name}), "named")
}

deny contains found if {
	some function in input.kinds["lambda.function"]
	some name, setting in value.entries(function.environment)
	regex.match(`\{\{resolve:(secretsmanager|ssm-secure):`, setting)
	at := finding.variant(finding.at(function, ["environment", name], {"name": name}), "resolved")
	found := finding.severity(at, "note")
}
