# METADATA
# title: "Give deny rules a lower number than the allows they restrict"
# description: "AWS takes the first entry that matches, so an entry behind a wider one never does anything."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.network_acl]
#   evidence: ["ingress[*]", "egress[*]"]
#   messages:
#     deny: "{resource} denies with entry {number} what entry {by} has already allowed"
#     allow: "{resource} allows with entry {number} what entry {by} has already denied"
#   guidance:
#     - {doc: "001", section: "Network ACL"}
#   fix:
#     text: "Give the narrower entry the smaller number."
#   ko:
#     title: "거부 규칙은 허용 규칙보다 앞 번호로"
#     description: "AWS는 처음 맞는 항목을 따르므로, 더 넓은 항목 뒤에 있는 항목은 아무 일도 하지 않습니다."
#     messages:
#       deny: "앞 항목이 이미 허용한 것을 뒤에서 거부함: {resource} (거부 {number}번, 허용 {by}번)"
#       allow: "앞 항목이 이미 거부한 것을 뒤에서 허용함: {resource} (허용 {number}번, 거부 {by}번)"
#     fix: "더 좁은 항목에 더 작은 번호를 줍니다."
package rules.nacl.rule_order

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some acl in input.kinds["ec2.network_acl"]
	some dead in value.items(acl.shadowed)
	entry := acl[dead.direction][dead.entry]
	by := acl[dead.direction][dead.by]
	bad := finding.absent(acl, [dead.direction, dead.entry], {"number": entry.number, "by": by.number})
	found := _graded(finding.rests_deeply_on(bad, acl, [dead.direction, dead.by]), entry)
}

_graded(bad, entry) := finding.variant(bad, "deny") if lower(entry.action) == "deny"

_graded(bad, entry) := finding.variant(finding.severity(bad, "low"), "allow") if lower(entry.action) == "allow"
