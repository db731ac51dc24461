# METADATA
# title: Security groups
# description: Which ingress rules of a group let the internet reach a port.
package lib.security_group

import rego.v1

import data.lib.finding
import data.lib.value

# openings returns the paths of the sources that let the internet reach a TCP
# port. Two halves of the address space are as open as the whole.
openings(group, port) := {["ingress", i, "cidrs", j] |
	some i, rule in value.items(group.ingress)
	covers(rule, port)
	some j, cidr in value.items(rule.cidrs)
	_internet(cidr, rule.cidrs)
}

# doubts returns the paths of what is unknown and could be such a source.
doubts(group, port) := {["ingress"] | value.unknown(group.ingress)} | {path |
	some i, rule in value.items(group.ingress)
	some path in _rule_doubts(rule, i, port)
}

# covers holds for a rule that is known to apply to a TCP port.
covers(rule, port) if _every_protocol(rule.protocol)

covers(rule, port) if {
	_tcp(rule.protocol)
	not value.above(rule.from_port, port)
	not value.below(rule.to_port, port)
	is_number(rule.from_port)
	is_number(rule.to_port)
}

# may_cover holds for a rule that applies to a TCP port, or would for some value
# of what is unknown.
may_cover(rule, port) if covers(rule, port)

may_cover(rule, port) if {
	_maybe_tcp(rule.protocol)
	not value.above(rule.from_port, port)
	not value.below(rule.to_port, port)
}

_every_protocol(protocol) if lower(protocol) in {"-1", "all"}

_every_protocol(protocol) if protocol == -1

_tcp(protocol) if lower(protocol) in {"tcp", "6"}

_tcp(protocol) if protocol == 6

_maybe_tcp(protocol) if _tcp(protocol)

_maybe_tcp(protocol) if value.unknown(protocol)

_internet(cidr, _) if endswith(cidr, "/0")

_internet(cidr, cidrs) if {
	cidr == "0.0.0.0/1"
	"128.0.0.0/1" in cidrs
}

_internet(cidr, cidrs) if {
	cidr == "::/1"
	"8000::/1" in cidrs
}

_rule_doubts(rule, i, _) := {["ingress", i]} if value.unknown(rule)

_rule_doubts(rule, i, port) := paths if {
	not value.unknown(rule)
	may_cover(rule, port)
	paths := (_source_doubts(rule, i) | _port_doubts(rule, i, port)) | _prefix_list_doubts(rule, i)
}

_source_doubts(rule, i) := {["ingress", i, "cidrs"] | value.unknown(rule.cidrs)} | {["ingress", i, "cidrs", j] |
	some j, cidr in value.items(rule.cidrs)
	value.unknown(cidr)
	some open in {"0.0.0.0/0", "::/0"}
	value.may_equal(cidr, open)
}

_port_doubts(rule, i, port) := {["ingress", i, key] |
	some cidr in value.items(rule.cidrs)
	_internet(cidr, rule.cidrs)
	not covers(rule, port)
	some key in ["protocol", "from_port", "to_port"]
	value.unknown(rule[key])
}

# What a managed prefix list holds can't be seen in a template.
_prefix_list_doubts(rule, i) := {["ingress", i, "prefix_lists"] | value.unknown(rule.prefix_lists)} | {["ingress", i, "prefix_lists", j] |
	some j, _ in value.items(rule.prefix_lists)
}

# graded lowers a finding to medium for a group that protects only what stands
# in subnets known to be private.
graded(found, group, users, by_address) := finding.severity(found, "medium") if _private_only(group, users, by_address)

graded(found, group, users, by_address) := found if not _private_only(group, users, by_address)

# _private_only takes the resources that refer to the group, by kind.
_private_only(group, users, by_address) if {
	attached := [user |
		some kind, list in users
		kind != "ec2.security_group"
		some user in list
		user.address != group.address
	]
	count(attached) > 0
	count([user | some user in attached; not _private(user, by_address)]) == 0
}

_private(user, by_address) if {
	subnets := array.concat(value.items(user.subnets), [subnet | subnet := user.subnet])
	count(subnets) > 0
	count([subnet | some subnet in subnets; not by_address[subnet].public == false]) == 0
}
