# METADATA
# title: "Do not create a CNAME at the zone apex"
# description: "DNS forbids a CNAME beside the NS and SOA records of a zone apex, so Route 53 refuses the record."
# related_resources:
#   - https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
# custom:
#   severity: high
#   category: limits
#   kinds: [route53.record, route53.zone]
#   evidence: ["record_type", "name"]
#   message: "{resource} is a CNAME at the apex of its zone"
#   guidance:
#     - {doc: "000", section: "Route 53"}
#     - {doc: "000", section: "CNAME vs Alias"}
#   fix:
#     text: "Use an A or AAAA alias record instead."
#   ko:
#     title: "존 최상위(apex)에 CNAME을 만들지 않기"
#     description: "DNS는 존 최상위의 NS, SOA 레코드 옆에 CNAME을 두는 것을 금지하므로 Route 53이 레코드를 거부합니다."
#     message: "존 최상위에 CNAME을 둠: {resource}"
#     fix: "A 또는 AAAA 별칭 레코드를 사용하세요."
package rules.route53.no_apex_cname

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some record in input.kinds["route53.record"]
	record.record_type == "CNAME"
	_at_apex(record)
	at := finding.at(record, ["record_type"], {})
	found := finding.rests_on(finding.rests_on(at, record, ["name"]), record, ["zone"])
}

undetermined contains found if {
	some record in input.kinds["route53.record"]
	value.may_equal(record.record_type, "CNAME")
	_may_be_apex(record)
	found := finding.at(record, ["name"], {})
}

# A name that is known and has no dot is relative to its zone.
_may_be_apex(record) if {
	is_string(record.name)
	contains(record.name, ".")
	value.unknown(record.zone)
}

_may_be_apex(record) if {
	is_string(record.name)
	contains(record.name, ".")
	value.unknown(record.zone_name)
}

_may_be_apex(record) if {
	is_string(record.name)
	contains(record.name, ".")
	value.unknown(input.by_address[record.zone].name)
}

_at_apex(record) if record.name == ""

_at_apex(record) if {
	zone := input.by_address[record.zone]
	_canonical(zone.name) == _canonical(record.name)
}

_at_apex(record) if _canonical(record.zone_name) == _canonical(record.name)

_canonical(name) := trim_suffix(lower(name), ".") if is_string(name)
