# METADATA
# title: "Let inner tiers name a security group as source instead of a CIDR"
# description: "A range admits whatever comes to stand in it later; a security group as source admits the callers that are meant."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: low
#   category: network
#   kinds: [ec2.security_group, ec2.vpc, ec2.subnet]
#   message: "{resource} admits the range {cidr} to {host}, where a security group would name the callers"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   limits: "Groups on load balancers and VPC endpoints are passed over."
#   fix:
#     text: "Name the security group of the callers as source."
#   ko:
#     title: "내부 계층은 CIDR 대신 보안 그룹을 소스로"
#     description: "대역은 나중에 그 안에 들어오는 것까지 모두 허용하지만, 소스 보안 그룹은 의도한 호출자만 허용합니다."
#     message: "호출자의 보안 그룹 대신 대역을 허용함: {resource} (대역 {cidr}, 대상 {host})"
#     fix: "호출자의 보안 그룹을 소스로 지정합니다."
package rules.sg.references_over_cidrs

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in input.kinds["ec2.security_group"]
	some i, rule in value.items(group.ingress)
	some j, cidr in value.items(rule.cidrs)
	is_string(cidr)
	not endswith(cidr, "/0")
	not endswith(cidr, "/1")
	host := _inner(group)
	some network_range in _ranges(host)
	net.cidr_contains(cidr, network_range)
	found := finding.at(group, ["ingress", i, "cidrs", j], {"cidr": cidr, "host": host.address})
}

undetermined contains found if {
	some group in input.kinds["ec2.security_group"]
	_may_be_inner(group)
	some path in _doubts(group)
	found := finding.at(group, path, {})
}

_doubts(group) := (({["ingress"] | value.unknown(group.ingress)} | {path |
	some i, rule in value.items(group.ingress)
	some path in [p | some p in [["ingress", i], ["ingress", i, "cidrs"]]; value.unknown(object.get(group, p, ""))]
}) | {["ingress", i, "cidrs", j] |
	some i, rule in value.items(group.ingress)
	some j, cidr in value.items(rule.cidrs)
	value.unknown(cidr)
}) | {["ingress", i, "cidrs", j] |
	not _inner(group)
	some i, rule in value.items(group.ingress)
	some j, cidr in value.items(rule.cidrs)
	is_string(cidr)
	not endswith(cidr, "/0")
	_is_private(cidr)
}

_is_private(cidr) if {
	some range in {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}
	net.cidr_contains(range, cidr)
}

_may_be_inner(group) if _inner(group)

_may_be_inner(group) if {
	some address in value.items(group.attached)
	value.unknown(address)
}

_may_be_inner(group) if {
	some address in value.items(group.attached)
	some subnet in value.items(input.by_address[address].public_subnets)
	value.unknown(subnet)
}

# _inner is the first thing in a private subnet that the group is attached to.
_inner(group) := [host |
	some address in value.items(group.attached)
	host := input.by_address[address]
	host.private_subnets[0]
	not host.kind in {"elb.load_balancer", "elb.classic", "ec2.vpc_endpoint"}
][0]

# _ranges are those of the subnets of a host and of their VPC.
_ranges(host) := ({range |
	some subnet in value.items(host.private_subnets)
	range := input.by_address[subnet].cidr
	is_string(range)
} | {range |
	some subnet in value.items(host.private_subnets)
	range := input.by_address[input.by_address[subnet].vpc].cidr
	is_string(range)
}) | {range |
	some subnet in value.items(host.private_subnets)
	vpc := input.by_address[subnet].vpc
	some other in input.incoming[vpc]["ec2.subnet"]
	some range in [other.cidr]
	is_string(range)
}
