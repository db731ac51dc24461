# METADATA
# title: "Keep secrets out of container environments"
# description: "Environment variables are readable by everyone who may describe the task definition, and they end up in logs, crash dumps and the state file."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [ecs.task_definition]
#   evidence: ["containers"]
#   messages:
#     key: "Container {container} of {resource} has an AWS access key in the environment variable {name}"
#     named: "Container {container} of {resource} has a literal value in the environment variable {name}"
#   guidance:
#     - {doc: "004", section: "9. IAM"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [AVD-AWS-0036]
#   limits: "Secrets under names that do not say so are found only when they look like an AWS access key."
#   fix:
#     text: "Move the value to Secrets Manager or Parameter Store and name it under secrets with valueFrom."
#   ko:
#     title: "컨테이너 환경 변수에 비밀을 넣지 않기"
#     description: "환경 변수는 작업 정의를 조회할 수 있는 모든 사람이 읽을 수 있고 로그와 상태 파일에도 남습니다."
#     messages:
#       key: "환경 변수에 AWS 액세스 키가 있음: {resource} (컨테이너 {container}, 변수 {name})"
#       named: "환경 변수에 비밀 값이 그대로 있음: {resource} (컨테이너 {container}, 변수 {name})"
#     fix: "값을 Secrets Manager나 Parameter Store로 옮기고 secrets의 valueFrom으로 참조하세요."
package rules.ecs.no_secrets_in_env

import rego.v1

import data.lib.finding
import data.lib.secret
import data.lib.value

deny contains found if {
	some task in input.kinds["ecs.task_definition"]
	some i, container in value.items(task.containers)
	some j, variable in value.items(container.environment)
	secret.aws_key(variable.value)
	at := finding.at(task, ["containers", i, "environment", j, "value"], {"container": container.name, "name": variable.name})
	found := finding.variant(at, "key")
}

deny contains found if {
	some task in input.kinds["ecs.task_definition"]
	some i, container in value.items(task.containers)
	some j, variable in value.items(container.environment)
	secret.named(variable.name)
	secret.literal(variable.value)
	not secret.aws_key(variable.value)
	at := finding.at(task, ["containers", i, "environment", j, "value"], {"container": container.name, "name": variable.name})
	found := finding.variant(finding.rests_on(at, task, ["containers", i, "environment", j, "name"]), "named")
}
