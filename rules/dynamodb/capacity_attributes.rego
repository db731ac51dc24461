# METADATA
# title: "Give capacity only in provisioned mode"
# description: "DynamoDB refuses a provisioned table without capacity and an on-demand table with it, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html
# custom:
#   severity: high
#   category: limits
#   kinds: [dynamodb.table]
#   evidence: ["billing_mode", "read_capacity", "write_capacity"]
#   messages:
#     missing: "{resource} is in provisioned mode and has no {capacity}"
#     unused: "{resource} is in on-demand mode and sets {capacity}"
#   guidance:
#     - {doc: "000", section: "Read/Write Capacity Modes"}
#   fix:
#     text: "Set read and write capacity in provisioned mode only, or use PAY_PER_REQUEST without them."
#   ko:
#     title: "용량 값은 프로비저닝 모드에만"
#     description: "DynamoDB는 용량이 없는 프로비저닝 테이블과 용량이 있는 온디맨드 테이블을 거부하여 배포가 실패합니다."
#     messages:
#       missing: "프로비저닝 모드인데 용량이 없음: {resource} ({capacity})"
#       unused: "온디맨드 모드인데 용량을 설정함: {resource} ({capacity})"
#     fix: "읽기/쓰기 용량은 프로비저닝 모드에서만 설정하고, 아니면 PAY_PER_REQUEST를 사용하세요."
package rules.dynamodb.capacity_attributes

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some table in input.kinds["dynamodb.table"]
	table.billing_mode == "PROVISIONED"
	not table.restored_from
	some capacity in ["read_capacity", "write_capacity"]
	not table[capacity]
	at := finding.variant(finding.at(table, [capacity], {"capacity": capacity}), "missing")
	found := finding.rests_on(finding.rests_on(at, table, ["billing_mode"]), table, ["restored_from"])
}

deny contains found if {
	some table in input.kinds["dynamodb.table"]
	table.billing_mode == "PAY_PER_REQUEST"
	some capacity in ["read_capacity", "write_capacity"]
	value.above(table[capacity], 0)
	at := finding.variant(finding.at(table, [capacity], {"capacity": capacity}), "unused")
	found := finding.rests_on(at, table, ["billing_mode"])
}

deny contains found if {
	some table in input.kinds["dynamodb.table"]
	table.billing_mode == "PAY_PER_REQUEST"
	some i, index in value.items(table.global_secondary_indexes)
	some capacity in ["read_capacity", "write_capacity"]
	value.above(index[capacity], 0)
	at := finding.at(table, ["global_secondary_indexes", i, capacity], {"capacity": capacity})
	found := finding.rests_on(finding.variant(at, "unused"), table, ["billing_mode"])
}

undetermined contains found if {
	some table in input.kinds["dynamodb.table"]
	some i, index in value.items(table.global_secondary_indexes)
	some capacity in ["read_capacity", "write_capacity"]
	value.may_equal(table.billing_mode, "PAY_PER_REQUEST")
	value.unknown(index[capacity])
	at := finding.at(table, ["global_secondary_indexes", i, capacity], {"capacity": capacity})
	found := finding.variant(at, "unused")
}
