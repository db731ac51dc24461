# METADATA
# title: "Spread OpenSearch over AZs with dedicated masters"
# description: "When its Availability Zone or its only node fails, the domain and the indexes without a replica are gone."
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html
# custom:
#   severity: medium
#   category: reliability
#   profile: strict
#   kinds: [opensearch.domain]
#   evidence: ["zone_awareness", "multi_az_with_standby", "instance_count", "dedicated_master"]
#   messages:
#     zone: "{resource} runs in one Availability Zone"
#     single: "{resource} has one data node"
#     masters: "{resource} has fewer than three dedicated master nodes"
#   guidance:
#     - {doc: "003", section: "AWS overview"}
#   aliases: [CKV_AWS_318, CKV2_AWS_59, OPENSEARCH_DATA_NODE_FAULT_TOLERANCE, ELASTICSEARCH_DATA_NODE_FAULT_TOLERANCE, opensearch-data-node-fault-tolerance]
#   fix:
#     set: {zone_awareness: true}
#     text: "Turn on zone awareness over three zones with three data nodes and three dedicated master nodes."
#   ko:
#     title: "OpenSearch를 여러 AZ에 배치하기"
#     description: "가용 영역이나 유일한 노드에 장애가 나면 도메인과 복제본 없는 인덱스를 잃습니다."
#     messages:
#       zone: "한 가용 영역에서만 실행됨: {resource}"
#       single: "데이터 노드가 하나임: {resource}"
#       masters: "전용 마스터 노드가 세 개 미만임: {resource}"
#     fix: "세 영역에 데이터 노드 셋과 전용 마스터 노드 셋으로 영역 인식을 켜세요."
package rules.opensearch.multi_az

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some domain in input.kinds["opensearch.domain"]
	domain.multi_az_with_standby == false
	domain.zone_awareness == false
	at := finding.variant(finding.at(domain, ["zone_awareness"], {}), "zone")
	found := finding.rests_on(at, domain, ["multi_az_with_standby"])
}

deny contains found if {
	some domain in input.kinds["opensearch.domain"]
	domain.multi_az_with_standby == false
	domain.zone_awareness == true
	value.below(domain.instance_count, 2)
	at := finding.rests_on(finding.variant(finding.at(domain, ["instance_count"], {}), "single"), domain, ["zone_awareness"])
	found := finding.rests_on(at, domain, ["multi_az_with_standby"])
}

deny contains found if {
	some domain in input.kinds["opensearch.domain"]
	domain.multi_az_with_standby == false
	domain.zone_awareness == true
	value.above(domain.instance_count, 1)
	_few_masters(domain)
	at := finding.rests_on(finding.variant(finding.at(domain, ["dedicated_master"], {}), "masters"), domain, ["dedicated_master_count"])
	read := finding.rests_on(finding.rests_on(at, domain, ["zone_awareness"]), domain, ["instance_count"])
	found := finding.severity(finding.rests_on(read, domain, ["multi_az_with_standby"]), "low")
}

_few_masters(domain) if domain.dedicated_master == false

_few_masters(domain) if value.below(domain.dedicated_master_count, 3)
