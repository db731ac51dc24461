# METADATA
# title: "Take memory and disk metrics from the CloudWatch agent"
# description: "EC2 does not publish memory or disk usage, so an alarm on these metrics in AWS/EC2 never gets data."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
# custom:
#   severity: medium
#   category: limits
#   kinds: [cloudwatch.alarm]
#   evidence: ["namespace", "metric_name", "queries"]
#   message: "{resource} watches {metric} in AWS/EC2, where EC2 never publishes it"
#   guidance:
#     - {doc: "001", section: "Cloudwatch란?"}
#     - {doc: "001", section: "Cloudwatch Agent"}
#   fix:
#     set: {namespace: "CWAgent"}
#     text: "Install the CloudWatch agent and use its namespace, CWAgent, with its metric names (mem_used_percent, disk_used_percent)."
#   ko:
#     title: "메모리/디스크 지표는 에이전트 네임스페이스에서"
#     description: "EC2는 메모리와 디스크 사용량을 게시하지 않으므로 AWS/EC2의 이 지표에 대한 경보에는 데이터가 들어오지 않습니다."
#     message: "EC2가 게시하지 않는 지표를 감시함: {resource} (AWS/EC2의 {metric})"
#     fix: "CloudWatch 에이전트를 설치하고 CWAgent 네임스페이스와 그 지표 이름을 사용하세요."
package rules.cloudwatch.memory_metric_namespace

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some alarm in input.kinds["cloudwatch.alarm"]
	alarm.namespace == "AWS/EC2"
	_of_agent(alarm.metric_name)
	at := finding.at(alarm, ["metric_name"], {"metric": alarm.metric_name})
	found := finding.rests_on(at, alarm, ["namespace"])
}

deny contains found if {
	some alarm in input.kinds["cloudwatch.alarm"]
	some i, query in value.items(alarm.queries)
	query.namespace == "AWS/EC2"
	_of_agent(query.metric_name)
	at := finding.at(alarm, ["queries", i, "metric_name"], {"metric": query.metric_name})
	found := finding.rests_on(at, alarm, ["queries", i, "namespace"])
}

_of_agent(metric) if {
	is_string(metric)
	lower(metric) in {
		"memoryutilization", "memoryused", "memoryavailable", "mem_used", "mem_used_percent", "mem_available",
		"mem_available_percent", "disk_used_percent", "diskspaceutilization", "diskspaceused", "diskspaceavailable",
		"freeablememory", "freestoragespace", "swapusage", "swaputilization", "swap_used_percent",
	}
}
