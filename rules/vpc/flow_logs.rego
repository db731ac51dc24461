# METADATA
# title: "Record flow logs for every VPC"
# description: "Without flow logs nobody can tell afterwards what an intruder reached and what data left."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# custom:
#   severity: medium
#   category: logging
#   kinds: [ec2.vpc, ec2.flow_log]
#   messages:
#     none: "{resource} has no flow log"
#     accepted: "{resource} logs accepted traffic only"
#   guidance:
#     - {doc: "001", section: "Cloudwatch Logs"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV2_AWS_11, AVD-AWS-0178]
#   limits: "Flow logs of subnets and interfaces do not count."
#   fix:
#     text: "Add a flow log for the VPC with traffic type ALL."
#   ko:
#     title: "모든 VPC에 플로우 로그 켜기"
#     description: "플로우 로그가 없으면 침입자가 무엇에 닿았고 어떤 데이터가 나갔는지 나중에 알 수 없습니다."
#     messages:
#       none: "플로우 로그가 없음: {resource}"
#       accepted: "허용된 트래픽만 기록함: {resource}"
#     fix: "VPC에 트래픽 유형 ALL의 플로우 로그를 추가합니다."
package rules.vpc.flow_logs

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some vpc in input.kinds["ec2.vpc"]
	_possible(vpc) == []
	found := finding.variant(finding.at(vpc, [], {}), "none")
}

deny contains found if {
	some vpc in input.kinds["ec2.vpc"]
	logs := _logs(vpc)
	logs[0].traffic == "ACCEPT"
	[log | some log in _possible(vpc); not _accepted(log)] == []
	bad := finding.at(vpc, [], {})
	found := finding.variant(finding.severity(finding.rests_on(bad, logs[0], ["traffic"]), "note"), "accepted")
}

undetermined contains found if {
	some vpc in input.kinds["ec2.vpc"]
	some log in _possible(vpc)
	some path in [p | some p in [["target"], ["traffic"]]; value.unknown(object.get(log, p, ""))]
	found := finding.rests_on(finding.at(vpc, [], {}), log, path)
}

_logs(vpc) := [log |
	some log in input.incoming[vpc.address]["ec2.flow_log"]
	log.target == vpc.address
]

_possible(vpc) := array.concat(_logs(vpc), [log | some log in _unplaced; value.may_equal(log.target, vpc.address)])

_unplaced := [log | some log in input.kinds["ec2.flow_log"]; value.unknown(log.target)]

_accepted(log) if log.traffic == "ACCEPT"
