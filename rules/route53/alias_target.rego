# METADATA
# title: "Point aliases at supported targets only"
# description: "Route 53 rejects an alias to what is no alias target, and a website alias works only when record and bucket have the same name."
# related_resources:
#   - https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
#   - https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/RoutingToS3Bucket.html
# custom:
#   severity: high
#   category: limits
#   kinds: [route53.record, ec2.instance, rds.instance, rds.cluster, elasticache.cluster, elasticache.replication_group, s3.bucket, route53.zone]
#   messages:
#     target: "The alias {resource} points at {target}, which can't be an alias target"
#     both: "{resource} is an alias and has {other} as well"
#     apex: "{resource} is an alias of type CNAME at the apex of its zone"
#     website: "{resource} is named {name} and points at the website of the bucket {bucket}; the names have to match"
#   guidance:
#     - {doc: "000", section: "CNAME vs Alias"}
#     - {doc: "001", section: "Alias(별칭)"}
#   limits: "A website alias is compared with its bucket only where it refers to the bucket itself."
#   fix:
#     text: "Use a CNAME record below the apex, or put a load balancer or CloudFront in front of the target."
#   ko:
#     title: "별칭은 지원되는 대상에만 연결하기"
#     description: "별칭 대상이 될 수 없는 것에 대한 별칭은 Route 53이 거부하며, 웹 사이트 별칭은 레코드와 버킷의 이름이 같아야 동작합니다."
#     messages:
#       target: "별칭 대상이 될 수 없는 것을 가리킴: {resource} (대상 {target})"
#       both: "별칭에 함께 쓸 수 없는 값이 있음: {resource} ({other})"
#       apex: "영역의 최상위에 CNAME 유형의 별칭이 있음: {resource}"
#       website: "레코드 이름이 웹 사이트 버킷의 이름과 다름: {resource} (레코드 {name}, 버킷 {bucket})"
#     fix: "최상위가 아닌 이름에는 CNAME 레코드를 쓰거나, 대상 앞에 로드 밸런서나 CloudFront를 두세요."
package rules.route53.alias_target

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some record in input.kinds["route53.record"]
	target := _misfit(record)
	found := finding.variant(finding.at(record, ["alias", "target"], {"target": target}), "target")
}

deny contains found if {
	some record in input.kinds["route53.record"]
	record.alias.target
	some key in ["ttl", "records"]
	record[key]
	at := finding.at(record, [key], {"other": key})
	found := finding.rests_on(finding.variant(at, "both"), record, ["alias", "target"])
}

deny contains found if {
	some record in input.kinds["route53.record"]
	record.alias.target
	record.record_type == "CNAME"
	zone := input.by_address[record.zone]
	_canonical(record.name) == _canonical(zone.name)
	at := finding.variant(finding.at(record, ["record_type"], {}), "apex")
	found := finding.rests_on(finding.rests_on(at, record, ["name"]), zone, ["name"])
}

deny contains found if {
	some record in input.kinds["route53.record"]
	bucket := input.by_address[record.alias.target]
	bucket.kind == "s3.bucket"
	value.differs(_canonical(record.name), _canonical(bucket.name))
	at := finding.at(record, ["name"], {"name": record.name, "bucket": bucket.name})
	found := finding.rests_on(finding.variant(at, "website"), bucket, ["name"])
}

undetermined contains found if {
	some record in input.kinds["route53.record"]
	some path in [["alias"], ["alias", "target"]]
	value.unknown(object.get(record, path, null))
	found := finding.variant(finding.at(record, path, {}), "target")
}

undetermined contains found if {
	some record in input.kinds["route53.record"]
	bucket := input.by_address[record.alias.target]
	bucket.kind == "s3.bucket"
	some node in [record, bucket]
	value.unknown(node.name)
	found := finding.rests_on(finding.variant(finding.at(record, ["alias", "name"], {}), "website"), node, ["name"])
}

undetermined contains found if {
	some record in input.kinds["route53.record"]
	record.alias.target
	value.may_equal(record.record_type, "CNAME")
	zone := input.by_address[record.zone]
	some [node, key] in [[record, "record_type"], [record, "name"], [zone, "name"]]
	value.unknown(node[key])
	_may_be_apex(record, zone, key)
	found := finding.rests_on(finding.variant(finding.at(record, ["record_type"], {}), "apex"), node, [key])
}

undetermined contains found if {
	some record in input.kinds["route53.record"]
	record.alias.target
	record.record_type == "CNAME"
	value.unknown(record.zone)
	found := finding.variant(finding.at(record, ["zone"], {}), "apex")
}

_misfit(record) := target if {
	target := record.alias.target
	input.by_address[target].kind in {"ec2.instance", "rds.instance", "rds.cluster", "elasticache.cluster", "elasticache.replication_group"}
} else := record.alias.target if {
	regex.match(`(^ec2-.*\.amazonaws\.com|\.(rds|cache)\.amazonaws\.com)(\.cn)?\.?$`, record.alias.target)
}

_may_be_apex(_, _, "name")

_may_be_apex(record, zone, "record_type") if _canonical(record.name) == _canonical(zone.name)

_canonical(name) := trim_suffix(lower(name), ".") if is_string(name)
