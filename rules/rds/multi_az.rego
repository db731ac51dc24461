# METADATA
# title: "Run production databases in Multi-AZ"
# description: "When its Availability Zone or its host fails, the database is down until somebody restores it."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html
# custom:
#   severity: high
#   category: reliability
#   profile: strict
#   kinds: [rds.instance]
#   evidence: ["multi_az"]
#   messages:
#     single: "{resource} runs in one Availability Zone"
#     pinned: "{resource} asks for Multi-AZ and names the zone {zone}; RDS refuses both together"
#   guidance:
#     - {doc: "001", section: "Multi-AZ(중요!)"}
#     - {doc: "000", section: "RDS Multi AZ"}
#     - {doc: "003", section: "Database"}
#   aliases: [CKV_AWS_157, RDS_MULTI_AZ_SUPPORT, rds-multi-az-support]
#   fix:
#     set: {multi_az: true}
#     text: "Turn on Multi-AZ for databases that production depends on."
#   ko:
#     title: "운영 DB는 Multi-AZ로"
#     description: "가용 영역이나 호스트에 장애가 나면 누군가 복원할 때까지 데이터베이스가 멈춥니다."
#     messages:
#       single: "한 가용 영역에서만 실행됨: {resource}"
#       pinned: "Multi-AZ와 가용 영역 지정을 함께 씀: {resource} (영역 {zone})"
#     fix: "운영에 필요한 데이터베이스에는 Multi-AZ를 켜세요."
package rules.rds.multi_az

import rego.v1

import data.lib.finding

deny contains found if {
	some instance in _judged
	instance.multi_az == false
	at := finding.rests_on(finding.at(instance, ["multi_az"], {}), instance, ["replica_of"])
	read := finding.rests_on(finding.rests_on(at, instance, ["cluster"]), instance, ["engine"])
	found := finding.severity(finding.variant(read, "single"), "medium")
}

deny contains found if {
	some instance in _judged
	instance.multi_az == true
	instance.availability_zone
	at := finding.at(instance, ["availability_zone"], {"zone": instance.availability_zone})
	found := finding.rests_on(finding.variant(at, "pinned"), instance, ["multi_az"])
}

_judged contains instance if {
	some instance in input.kinds["rds.instance"]
	not instance.replica_of
	not instance.cluster
	not _without_standby(instance)
}

_without_standby(instance) if startswith(instance.engine, "aurora")

_without_standby(instance) if instance.engine == "sqlserver-ex"
