# METADATA
# title: "Give tasks their own role, separate from the execution role"
# description: "Without a role of its own a task has no permissions, so credentials end up in its environment; one role for both purposes gives the application the right to pull images and read the secrets of the agent."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
# custom:
#   severity: medium
#   category: least-privilege
#   profile: strict
#   kinds: [ecs.task_definition]
#   evidence: ["task_role", "execution_role"]
#   messages:
#     absent: "{resource} has no task role"
#     shared: "{resource} uses {role} both as task role and as execution role"
#   guidance:
#     - {doc: "001", section: "ECS(Elastic Container Service)"}
#   aliases: [CKV_AWS_249]
#   fix:
#     text: "Give the task definition a role of its own that holds only what its containers need."
#   ko:
#     title: "ECS 작업에 전용 역할 두기"
#     description: "전용 역할이 없으면 자격 증명이 환경 변수에 들어가기 쉽고, 두 용도에 한 역할을 쓰면 애플리케이션이 에이전트의 권한까지 갖게 됩니다."
#     messages:
#       absent: "작업 역할이 없음: {resource}"
#       shared: "작업 역할과 실행 역할이 같음: {resource} (역할 {role})"
#     fix: "컨테이너에 필요한 권한만 가진 전용 작업 역할을 지정하세요."
package rules.ecs.task_role

import rego.v1

import data.lib.finding

deny contains found if {
	some task in input.kinds["ecs.task_definition"]
	not task.task_role
	found := finding.severity(finding.variant(finding.at(task, ["task_role"], {}), "absent"), "low")
}

deny contains found if {
	some task in input.kinds["ecs.task_definition"]
	task.task_role == task.execution_role
	shared := finding.variant(finding.at(task, ["task_role"], {"role": task.task_role}), "shared")
	found := finding.rests_on(shared, task, ["execution_role"])
}
