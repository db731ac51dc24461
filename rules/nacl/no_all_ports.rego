# METADATA
# title: "Do not allow every port from anywhere in a network ACL"
# description: "An ACL that allows everything protects nothing when a security group is wrong."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.network_acl]
#   evidence: ["ingress[*].action", "ingress[*].protocol", "ingress[*].cidr", "ingress[*].from_port", "ingress[*].to_port", "ingress"]
#   messages:
#     entry: "{resource} allows {cidr} every port (entry {number})"
#     default: "{resource} allows everything in both directions, as the AWS default does"
#   guidance:
#     - {doc: "001", section: "Network ACL"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_352, AVD-AWS-0102, EC2_NETWORK_ACL_PROTOCOL_RULE, EC2_NETWORK_ACL_PORT_RANGE_RULE]
#   fix:
#     text: "Allow the ports that the subnet serves, and replies."
#   ko:
#     title: "NACL에서 모든 포트를 전체 허용하지 않기"
#     description: "모두 허용하는 NACL은 보안 그룹이 잘못되었을 때 아무것도 막지 못합니다."
#     messages:
#       entry: "모든 포트를 허용함: {resource} (대역 {cidr}, {number}번 항목)"
#       default: "AWS 기본값처럼 양방향 모두 허용함: {resource}"
#     fix: "서브넷이 제공하는 포트와 응답만 허용합니다."
package rules.nacl.no_all_ports

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some acl in input.kinds["ec2.network_acl"]
	acl.allows_all == false
	some i in value.items(acl.unrestricted)
	entry := acl.ingress[i]
	found := finding.variant(finding.at(acl, ["ingress", i], {"number": entry.number, "cidr": entry.cidr}), "entry")
}

deny contains found if {
	some acl in input.kinds["ec2.network_acl"]
	_default(acl)
	bad := finding.absent(acl, ["ingress"], {})
	found := finding.variant(finding.severity(finding.rests_deeply_on(bad, acl, ["egress"]), "low"), "default")
}

_default(acl) if acl.allows_all == true

_default(acl) if {
	value.unknown(acl.allows_all)
	some _ in value.items(acl.unrestricted)
}
