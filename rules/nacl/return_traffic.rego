# METADATA
# title: "Allow return traffic in both directions of a stateless network ACL"
# description: "A network ACL keeps no state: without a rule for the replies the connection hangs."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.network_acl]
#   evidence: ["ingress[*]", "egress[*]"]
#   messages:
#     ingress: "{resource} lets connections from {cidr} in (entry {number}), but not all replies to ports 32768-60999 out"
#     egress: "{resource} lets connections to {cidr} out (entry {number}), but not all replies to ports 32768-60999 in"
#   guidance:
#     - {doc: "001", section: "Network ACL"}
#     - {doc: "001", section: "Security Group vs Network ACL(중요!)"}
#   limits: "Entries that allow ranges of more than 10,000 high ports count as rules for replies."
#   fix:
#     text: "Add the rule for ports 1024-65535 in the other direction."
#   ko:
#     title: "상태 비저장 NACL에는 응답 트래픽 규칙도 두기"
#     description: "NACL은 상태를 저장하지 않으므로 응답 규칙이 없으면 연결이 멈춥니다."
#     messages:
#       ingress: "들어오는 연결의 응답(포트 32768-60999)이 나가지 못함: {resource} (대역 {cidr}, {number}번 항목)"
#       egress: "나가는 연결의 응답(포트 32768-60999)이 들어오지 못함: {resource} (대역 {cidr}, {number}번 항목)"
#     fix: "반대 방향에 포트 1024-65535 규칙을 추가합니다."
package rules.nacl.return_traffic

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some acl in input.kinds["ec2.network_acl"]
	some way in value.items(acl.one_way)
	not way.doubt
	entry := acl[way.direction][way.entry]
	bad := finding.absent(acl, [way.direction, way.entry], {"cidr": way.cidr, "number": entry.number})
	found := finding.variant(finding.rests_deeply_on(bad, acl, [_back[way.direction]]), way.direction)
}

undetermined contains found if {
	some acl in input.kinds["ec2.network_acl"]
	some way in value.items(acl.one_way)
	value.unknown(way.doubt)
	found := finding.rests_deeply_on(finding.at(acl, [_back[way.direction]], {}), acl, [_back[way.direction]])
}

_back := {"ingress": "egress", "egress": "ingress"}
