# METADATA
# title: "Enable point-in-time recovery"
# description: "After a faulty deployment or a mistaken delete there is no state to go back to."
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
# custom:
#   severity: medium
#   category: data-protection
#   kinds: [dynamodb.table, dynamodb.global_table, dynamodb.table_replica]
#   evidence: ["point_in_time_recovery"]
#   messages:
#     disabled: "{resource} has no point-in-time recovery"
#     replica: "A replica of {resource} has no point-in-time recovery"
#     period: "{resource} asks for a recovery period of {days} days, outside 1 to 35"
#   guidance:
#     - {doc: "002", section: "재해 복구"}
#   aliases: [CKV_AWS_28, CKV_AWS_165, AVD-AWS-0024, DYNAMODB_PITR_ENABLED, dynamodb-pitr-enabled]
#   fix:
#     set: {point_in_time_recovery: true}
#     text: "Turn on point-in-time recovery."
#   ko:
#     title: "DynamoDB 특정 시점 복구 켜기"
#     description: "잘못된 배포나 실수로 인한 삭제 뒤에 되돌아갈 상태가 없습니다."
#     messages:
#       disabled: "특정 시점 복구가 꺼져 있음: {resource}"
#       replica: "복제본의 특정 시점 복구가 꺼져 있음: {resource}"
#       period: "복구 기간이 1~35일을 벗어남: {resource} ({days}일)"
#     fix: "특정 시점 복구를 켜세요."
package rules.dynamodb.point_in_time_recovery

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some table in input.kinds["dynamodb.table"]
	table.point_in_time_recovery == false
	found := finding.variant(finding.at(table, ["point_in_time_recovery"], {}), "disabled")
}

deny contains found if {
	some table in input.kinds["dynamodb.global_table"]
	some i, replica in value.items(table.replicas)
	replica.point_in_time_recovery == false
	found := finding.variant(finding.at(table, ["replicas", i, "point_in_time_recovery"], {}), "replica")
}

deny contains found if {
	some table in input.kinds["dynamodb.table"]
	some i, replica in value.items(table.replicas)
	replica.point_in_time_recovery == false
	at := finding.variant(finding.at(table, ["replicas", i, "point_in_time_recovery"], {}), "replica")
	found := finding.severity(at, "low")
}

deny contains found if {
	some replica in input.kinds["dynamodb.table_replica"]
	replica.point_in_time_recovery == false
	found := finding.severity(finding.variant(finding.at(replica, ["point_in_time_recovery"], {}), "disabled"), "low")
}

deny contains found if {
	some table in input.kinds["dynamodb.table"]
	value.above(table.recovery_period_days, 35)
	at := finding.at(table, ["recovery_period_days"], {"days": table.recovery_period_days})
	found := finding.variant(at, "period")
}

undetermined contains found if {
	some table in input.kinds["dynamodb.global_table"]
	some i, replica in value.items(table.replicas)
	value.unknown(replica.point_in_time_recovery)
	found := finding.variant(finding.at(table, ["replicas", i, "point_in_time_recovery"], {}), "replica")
}
