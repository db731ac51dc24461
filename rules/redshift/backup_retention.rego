# METADATA
# title: "Keep Redshift snapshots for at least seven days"
# description: "With few days of snapshots a mistake that is noticed late can't be undone; with none there is nothing to restore."
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html
# custom:
#   severity: medium
#   category: data-protection
#   kinds: [redshift.cluster]
#   evidence: ["snapshot_retention"]
#   params: {minimum_days: 7}
#   messages:
#     none: "{resource} takes no automated snapshots: the retention is 0 days"
#     short: "{resource} keeps automated snapshots for {days} days only"
#     range: "{resource} asks for a snapshot retention of {days} days, outside 0 to 35"
#   guidance:
#     - {doc: "001", section: "Redshift란?"}
#     - {doc: "000", section: "RedShift"}
#   aliases: [CKV_AWS_343, REDSHIFT_BACKUP_ENABLED, redshift-backup-enabled]
#   fix:
#     set: {snapshot_retention: 7}
#     text: "Keep automated snapshots for at least seven days."
#   ko:
#     title: "Redshift 스냅샷을 7일 이상 보존하기"
#     description: "스냅샷 기간이 짧으면 늦게 발견한 실수를 되돌릴 수 없고, 없으면 복원할 것이 없습니다."
#     messages:
#       none: "자동 스냅샷이 없음: {resource} (보존 기간 0일)"
#       short: "자동 스냅샷 보존 기간이 짧음: {resource} ({days}일)"
#       range: "스냅샷 보존 기간이 0~35일을 벗어남: {resource} ({days}일)"
#     fix: "자동 스냅샷을 7일 이상 보존하세요."
package rules.redshift.backup_retention

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some cluster in input.kinds["redshift.cluster"]
	cluster.snapshot_retention == 0
	found := finding.variant(finding.at(cluster, ["snapshot_retention"], {}), "none")
}

deny contains found if {
	some cluster in input.kinds["redshift.cluster"]
	value.above(cluster.snapshot_retention, 0)
	value.below(cluster.snapshot_retention, data.params["redshift/backup-retention"].minimum_days)
	at := finding.at(cluster, ["snapshot_retention"], {"days": cluster.snapshot_retention})
	found := finding.severity(finding.variant(at, "short"), "low")
}

deny contains found if {
	some cluster in input.kinds["redshift.cluster"]
	_outside(cluster.snapshot_retention)
	at := finding.at(cluster, ["snapshot_retention"], {"days": cluster.snapshot_retention})
	found := finding.variant(at, "range")
}

_outside(days) if value.below(days, 0)

_outside(days) if value.above(days, 35)
