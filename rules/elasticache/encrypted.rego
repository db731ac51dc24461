# METADATA
# title: "Encrypt ElastiCache at rest"
# description: "Cached data on the disks, in swap files and in backups can be read by whoever gets at the storage."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [elasticache.replication_group]
#   evidence: ["at_rest_encryption"]
#   message: "{resource} does not encrypt its data at rest"
#   guidance:
#     - {doc: "000", section: "Cache Security"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_29, AVD-AWS-0045, ELASTICACHE_REPLICATION_GROUP_ENCRYPTION_AT_REST]
#   fix:
#     set: {at_rest_encryption: true}
#     text: "Turn on encryption at rest; the replication group has to be replaced."
#   ko:
#     title: "ElastiCache 저장 암호화하기"
#     description: "디스크와 스왑 파일, 백업에 있는 캐시 데이터를 스토리지에 접근한 사람이 읽을 수 있습니다."
#     message: "저장 시 암호화하지 않음: {resource}"
#     fix: "저장 시 암호화를 켜세요(복제 그룹을 교체해야 합니다)."
package rules.elasticache.encrypted

import rego.v1

import data.lib.finding

deny contains found if {
	some group in input.kinds["elasticache.replication_group"]
	group.at_rest_encryption == false
	not group.global_replication_group
	at := finding.at(group, ["at_rest_encryption"], {})
	found := finding.rests_on(at, group, ["global_replication_group"])
}
