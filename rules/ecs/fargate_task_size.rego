# METADATA
# title: "Use valid Fargate CPU and memory pairs with awsvpc"
# description: "Fargate refuses to register or start a task whose CPU, memory or network mode it does not support, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
# custom:
#   severity: high
#   category: limits
#   kinds: [ecs.task_definition]
#   evidence: ["requires_compatibilities", "cpu", "memory", "network_mode"]
#   messages:
#     size: "{resource} asks Fargate for {cpu} CPU units with {memory} MiB of memory, which is no valid pair"
#     missing: "{resource} runs on Fargate and has no task-level {setting}"
#     network: "{resource} runs on Fargate, which needs the network mode awsvpc"
#   guidance:
#     - {doc: "000", section: "Fargate"}
#   fix:
#     text: "Use a CPU and memory pair of the Fargate table and the network mode awsvpc."
#   ko:
#     title: "Fargate CPU/메모리 조합 지키기"
#     description: "Fargate가 지원하지 않는 CPU, 메모리, 네트워크 모드의 작업은 등록되거나 시작되지 않아 배포가 실패합니다."
#     messages:
#       size: "Fargate에서 쓸 수 없는 CPU/메모리 조합: {resource} (CPU {cpu}, 메모리 {memory} MiB)"
#       missing: "Fargate 작업에 작업 수준 설정이 없음: {resource} ({setting})"
#       network: "Fargate에는 awsvpc 네트워크 모드가 필요함: {resource}"
#     fix: "Fargate 표에 있는 CPU와 메모리 조합, awsvpc 네트워크 모드를 사용하세요."
package rules.ecs.fargate_task_size

import rego.v1

import data.lib.fargate
import data.lib.finding
import data.lib.value

deny contains found if {
	some task in _fargate_tasks
	cpu := fargate.cpu_units(task.cpu)
	memory := fargate.mebibytes(task.memory)
	not fargate.valid_pair(cpu, memory)
	at := finding.at(task, ["memory"], {"cpu": cpu, "memory": memory})
	found := finding.variant(finding.rests_on(finding.rests_on(at, task, ["cpu"]), task, ["requires_compatibilities"]), "size")
}

deny contains found if {
	some task in _fargate_tasks
	some setting in ["cpu", "memory"]
	not task[setting]
	found := finding.variant(finding.at(task, [setting], {"setting": setting}), "missing")
}

deny contains found if {
	some task in _fargate_tasks
	not task.network_mode
	found := finding.variant(finding.at(task, ["network_mode"], {}), "network")
}

deny contains found if {
	some task in _fargate_tasks
	value.differs(task.network_mode, "awsvpc")
	found := finding.variant(finding.at(task, ["network_mode"], {}), "network")
}

_fargate_tasks contains task if {
	some task in input.kinds["ecs.task_definition"]
	"FARGATE" in value.items(task.requires_compatibilities)
}
