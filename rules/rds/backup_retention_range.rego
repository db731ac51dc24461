# METADATA
# title: "Keep the backup retention within 0-35 days"
# description: "RDS refuses the value, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
#   - https://docs.aws.amazon.com/neptune/latest/userguide/backup-restore-overview.html
# custom:
#   severity: high
#   category: limits
#   kinds: [rds.instance, rds.cluster, neptune.cluster, docdb.cluster]
#   evidence: ["backup_retention"]
#   messages:
#     range: "{resource} asks for a backup retention of {days} days, outside {least} to 35"
#     source: "{resource} has a replica and no automated backups, which RDS needs to make one"
#   guidance:
#     - {doc: "001", section: "Automated Backup"}
#   fix:
#     text: "Choose between 1 and 35 days; 0 switches the backups of an instance off."
#   ko:
#     title: "백업 보존 기간은 0~35일"
#     description: "RDS가 값을 거부하여 배포가 실패합니다."
#     messages:
#       range: "백업 보존 기간이 범위를 벗어남: {resource} ({days}일, 허용 {least}~35일)"
#       source: "복제본의 원본에 자동 백업이 없음: {resource}"
#     fix: "1일에서 35일 사이로 정하세요. 0은 인스턴스의 백업을 끕니다."
package rules.rds.backup_retention_range

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind, least in {"rds.instance": 0, "rds.cluster": 1, "neptune.cluster": 1, "docdb.cluster": 1}
	some database in input.kinds[kind]
	_outside(database.backup_retention, least)
	at := finding.at(database, ["backup_retention"], {"days": database.backup_retention, "least": least})
	found := finding.variant(at, "range")
}

deny contains found if {
	some instance in input.kinds["rds.instance"]
	instance.backup_retention == 0
	some replica in input.incoming[instance.address]["rds.instance"]
	replica.replica_of == instance.address
	at := finding.variant(finding.at(instance, ["backup_retention"], {}), "source")
	found := finding.rests_on(at, replica, ["replica_of"])
}

undetermined contains found if {
	some kind, least in {"rds.cluster": 1, "neptune.cluster": 1, "docdb.cluster": 1}
	some database in input.kinds[kind]
	value.unknown(database.backup_retention)
	found := finding.variant(finding.at(database, ["backup_retention"], {"days": "", "least": least}), "range")
}

undetermined contains found if {
	some instance in input.kinds["rds.instance"]
	instance.backup_retention == 0
	some replica in _unplaced
	at := finding.variant(finding.at(instance, ["backup_retention"], {}), "source")
	found := finding.rests_on(at, replica, ["replica_of"])
}

_unplaced := [replica |
	some replica in input.kinds["rds.instance"]
	value.unknown(replica.replica_of)
]

_outside(days, least) if value.below(days, least)

_outside(days, _) if value.above(days, 35)
