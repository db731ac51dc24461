# METADATA
# title: "Do not let a network ACL admit SSH from the internet"
# description: "The ACL is the second lock of a subnet; with SSH open to everyone a mistake in one security group is enough."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.network_acl]
#   message: "{resource} lets the internet reach SSH (TCP port 22) (entry {number})"
#   guidance:
#     - {doc: "001", section: "Network ACL"}
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#   aliases: [CKV_AWS_232, AVD-AWS-0105]
#   limits: "An ACL that only repeats the AWS default is left to nacl/no-all-ports."
#   fix:
#     text: "Deny the port with a smaller number, or allow known ranges only."
#   ko:
#     title: "NACL에서 인터넷 SSH를 허용하지 않기"
#     description: "NACL은 서브넷의 두 번째 자물쇠이므로, SSH가 모두에게 열려 있으면 보안 그룹 하나의 실수로 뚫립니다."
#     message: "인터넷에 SSH(TCP 22) 포트를 허용함: {resource} ({number}번 항목)"
#     fix: "더 작은 번호로 포트를 거부하거나 정해진 대역만 허용합니다."
package rules.nacl.no_public_ssh

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some acl in input.kinds["ec2.network_acl"]
	acl.allows_all == false
	some span in value.items(acl.admits)
	_covers(span)
	not span.doubt
	found := finding.at(acl, ["ingress", span.entry], {"number": acl.ingress[span.entry].number})
}

undetermined contains found if {
	some acl in input.kinds["ec2.network_acl"]
	some span in value.items(acl.admits)
	_covers(span)
	value.unknown(span.doubt)
	found := finding.rests_deeply_on(finding.at(acl, ["ingress"], {}), acl, ["ingress"])
}

undetermined contains found if {
	some acl in input.kinds["ec2.network_acl"]
	value.unknown(acl.allows_all)
	some span in value.items(acl.admits)
	_covers(span)
	found := finding.rests_deeply_on(finding.at(acl, ["egress"], {}), acl, ["egress"])
}

_covers(span) if {
	not value.above(span.from, 22)
	not value.below(span.to, 22)
}
