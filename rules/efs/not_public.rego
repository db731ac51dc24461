# METADATA
# title: "Restrict NFS (2049) to client security groups"
# description: "Anyone who reaches port 2049 can mount the file system unless its policy asks for IAM."
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/network-access.html
# custom:
#   severity: high
#   category: network
#   kinds: [efs.mount_target, ec2.security_group]
#   messages:
#     open: "{resource} admits NFS from {cidr} through {group}"
#     default: "{resource} names no security group, so the default group of the VPC decides who mounts it"
#   guidance:
#     - {doc: "000", section: "EFS - Elastic File System"}
#   fix:
#     text: "Admit port 2049 from the security groups of the clients only."
#   ko:
#     title: "NFS 포트를 클라이언트 보안 그룹으로 제한하기"
#     description: "정책이 IAM을 요구하지 않으면 2049 포트에 도달하는 누구나 파일 시스템을 마운트할 수 있습니다."
#     messages:
#       open: "NFS를 넓은 대역에 허용함: {resource} (대역 {cidr}, 보안 그룹 {group})"
#       default: "보안 그룹을 지정하지 않아 VPC 기본 그룹을 따름: {resource}"
#     fix: "클라이언트의 보안 그룹에서만 2049 포트를 허용하세요."
package rules.efs.not_public

import rego.v1

import data.lib.cidr
import data.lib.finding
import data.lib.value

deny contains found if {
	some target in input.kinds["efs.mount_target"]
	some i, address in value.items(target.security_groups)
	group := input.by_address[address]
	some j, rule in value.items(group.ingress)
	_admits_nfs(rule)
	some k, range in value.items(rule.cidrs)
	cidr.open(range)
	at := finding.at(target, ["security_groups", i], {"cidr": range, "group": address})
	read := finding.rests_on(finding.rests_on(at, group, ["ingress", j, "protocol"]), group, ["ingress", j, "cidrs", k])
	found := finding.rests_on(finding.rests_on(finding.variant(read, "open"), group, ["ingress", j, "from_port"]), group, ["ingress", j, "to_port"])
}

deny contains found if {
	some target in input.kinds["efs.mount_target"]
	not target.security_groups
	found := finding.severity(finding.variant(finding.at(target, ["security_groups"], {}), "default"), "low")
}

undetermined contains found if {
	some target in input.kinds["efs.mount_target"]
	value.uncertain(target.security_groups)
	found := finding.absent(target, ["security_groups"], {})
}

undetermined contains found if {
	some target in input.kinds["efs.mount_target"]
	some i, address in value.items(target.security_groups)
	group := input.by_address[address]
	some path in _unknown_rules(group)
	found := finding.rests_deeply_on(finding.at(target, ["security_groups", i], {}), group, path)
}

_unknown_rules(group) := [["ingress"]] if value.uncertain(group.ingress)

_unknown_rules(group) := [["ingress", j] |
	some j, rule in value.items(group.ingress)
	_may_admit_nfs(rule)
	some attribute in ["protocol", "from_port", "to_port", "cidrs"]
	value.uncertain(rule[attribute])
] if not value.uncertain(group.ingress)

_admits_nfs(rule) if rule.protocol == "-1"

_admits_nfs(rule) if {
	rule.protocol in {"tcp", "6"}
	not value.above(rule.from_port, 2049)
	not value.below(rule.to_port, 2049)
}

_may_admit_nfs(rule) if {
	some range in value.items(rule.cidrs)
	cidr.may_be_open(range)
}

_may_admit_nfs(rule) if value.unknown(rule.cidrs)
