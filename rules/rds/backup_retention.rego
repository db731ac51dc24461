# METADATA
# title: "Keep automated backups for at least seven days"
# description: "Without automated backups there is no restore to a point in time; with few days of them a mistake that is noticed late can't be undone."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
# custom:
#   severity: medium
#   category: data-protection
#   kinds: [rds.instance, rds.cluster]
#   evidence: ["backup_retention"]
#   differs: "Without a value the Terraform provider sends 0 for an instance, CloudFormation leaves it to RDS, which takes 1."
#   params: {minimum_days: 7}
#   messages:
#     none: "{resource} has no automated backups: the retention is 0 days"
#     short: "{resource} keeps automated backups for {days} days only"
#   guidance:
#     - {doc: "001", section: "Automated Backup"}
#     - {doc: "000", section: "RDS"}
#   aliases: [CKV_AWS_133, AVD-AWS-0077, DB_INSTANCE_BACKUP_ENABLED, db-instance-backup-enabled]
#   fix:
#     set: {backup_retention: 7}
#     text: "Keep automated backups for at least seven days."
#   ko:
#     title: "자동 백업을 7일 이상 보존하기"
#     description: "자동 백업이 없으면 특정 시점으로 복원할 수 없고, 기간이 짧으면 늦게 발견한 실수를 되돌릴 수 없습니다."
#     messages:
#       none: "자동 백업이 없음: {resource} (보존 기간 0일)"
#       short: "자동 백업 보존 기간이 짧음: {resource} ({days}일)"
#     fix: "자동 백업을 7일 이상 보존하세요."
package rules.rds.backup_retention

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some database in _judged
	database.backup_retention == 0
	at := finding.variant(finding.at(database, ["backup_retention"], {}), "none")
	found := finding.rests_on(finding.rests_on(at, database, ["replica_of"]), database, ["cluster"])
}

deny contains found if {
	some database in _judged
	value.above(database.backup_retention, 0)
	value.below(database.backup_retention, data.params["rds/backup-retention"].minimum_days)
	at := finding.variant(finding.at(database, ["backup_retention"], {"days": database.backup_retention}), "short")
	found := finding.severity(finding.rests_on(finding.rests_on(at, database, ["replica_of"]), database, ["cluster"]), "low")
}

undetermined contains found if {
	some cluster in input.kinds["rds.cluster"]
	not cluster.replica_of
	value.unknown(cluster.backup_retention)
	found := finding.variant(finding.at(cluster, ["backup_retention"], {}), "none")
}

_judged contains database if {
	some kind in ["rds.instance", "rds.cluster"]
	some database in input.kinds[kind]
	not database.replica_of
	not database.cluster
	not _aurora_member(database)
}

_aurora_member(database) if {
	database.kind == "rds.instance"
	startswith(database.engine, "aurora")
}
