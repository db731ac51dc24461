# METADATA
# title: "Require authentication on Redis/Valkey"
# description: "Anything that reaches the port can read and delete everything in the cache."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [elasticache.replication_group, elasticache.serverless]
#   evidence: ["auth_token", "user_groups"]
#   messages:
#     none: "{resource} lets in every client that reaches it: no AUTH token and no user group"
#     serverless: "{resource} has no user group, so the default user is open"
#     plain: "{resource} sends its AUTH token over connections without TLS"
#   guidance:
#     - {doc: "000", section: "Cache Security"}
#   aliases: [CKV_AWS_31]
#   fix:
#     text: "Attach a user group (RBAC), or set an AUTH token together with encryption in transit."
#   ko:
#     title: "Redis에 인증(AUTH/RBAC) 요구하기"
#     description: "포트에 도달하는 모든 클라이언트가 캐시의 모든 것을 읽고 지울 수 있습니다."
#     messages:
#       none: "인증 없이 접속할 수 있음: {resource}"
#       serverless: "사용자 그룹이 없음: {resource}"
#       plain: "TLS 없는 연결로 AUTH 토큰을 보냄: {resource}"
#     fix: "사용자 그룹(RBAC)을 연결하거나 전송 암호화와 함께 AUTH 토큰을 설정하세요."
package rules.elasticache.auth

import rego.v1

import data.lib.finding

deny contains found if {
	some group in input.kinds["elasticache.replication_group"]
	not group.auth_token
	group.user_groups == []
	not group.global_replication_group
	at := finding.variant(finding.at(group, ["auth_token"], {}), "none")
	found := finding.rests_on(finding.rests_on(at, group, ["user_groups"]), group, ["global_replication_group"])
}

deny contains found if {
	some group in input.kinds["elasticache.replication_group"]
	group.auth_token
	group.transit_encryption == false
	found := finding.variant(finding.at(group, ["transit_encryption"], {}), "plain")
}

deny contains found if {
	some cache in input.kinds["elasticache.serverless"]
	cache.engine in {"redis", "valkey"}
	not cache.user_group
	at := finding.variant(finding.at(cache, ["user_group"], {}), "serverless")
	found := finding.severity(finding.rests_on(at, cache, ["engine"]), "low")
}

undetermined contains found if {
	some cache in input.kinds["elasticache.serverless"]
	cache.engine["$unknown"]
	not cache.user_group
	found := finding.variant(finding.at(cache, ["engine"], {}), "serverless")
}

undetermined contains found if {
	some group in input.kinds["elasticache.replication_group"]
	group.auth_token
	group.transit_encryption["$unknown"]
	found := finding.variant(finding.at(group, ["transit_encryption"], {}), "plain")
}
