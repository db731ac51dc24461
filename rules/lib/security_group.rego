# METADATA
# title: Security groups
# description: Which ingress rules of a group let the internet reach a port.
package lib.security_group

import rego.v1

import data.lib.finding
import data.lib.value

# openings returns the paths of the sources that let the internet reach a TCP
# port of a group. Two halves of the address space are as open as the whole.
openings(group, port) := {array.concat(["ingress", i], path) |
	some i, rule in value.items(group.ingress)
	some path in rule_openings(rule, port)
}

# rule_openings is openings for one rule.
rule_openings(rule, port) := {["cidrs", j] |
	covers(rule, port)
	some j, cidr in value.items(rule.cidrs)
	_internet(cidr, rule.cidrs)
}

# doubts returns the paths of what is unknown and could be such a source.
doubts(group, port) := {["ingress"] | value.unknown(group.ingress)} | {array.concat(["ingress", i], path) |
	some i, rule in value.items(group.ingress)
	some path in rule_doubts(rule, port)
}

# rule_doubts is doubts for one rule.
rule_doubts(rule, port) := (_source_doubts(rule) | _port_doubts(rule, port)) | _prefix_list_doubts(rule) if {
	may_cover(rule, port)
} else := {[] | value.unknown(rule)}

# stray_rules returns the ingress rules whose group is not in the graph, so that
# no group has them.
stray_rules(kinds, by_address) := {rule |
	some rule in kinds["ec2.security_group_rule"]
	not by_address[rule.security_group]
	_inbound(rule)
}

_inbound(rule) if rule.direction == "ingress"

_inbound(rule) if contains(lower(rule.type), "ingress")

# covers holds for a rule that is known to apply to a TCP port.
covers(rule, _) if _every_protocol(rule.protocol)

covers(rule, port) if {
	_tcp(rule.protocol)
	is_number(rule.from_port)
	is_number(rule.to_port)
	rule.from_port <= port
	rule.to_port >= port
}

# may_cover holds for a rule that applies to a TCP port, or would for some value
# of what is unknown.
may_cover(rule, port) if covers(rule, port)

may_cover(rule, port) if {
	_maybe_tcp(rule.protocol)
	not _misses(rule, port)
}

_misses(rule, port) if value.above(rule.from_port, port)

_misses(rule, port) if value.below(rule.to_port, port)

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

_source_doubts(rule) := {["cidrs"] | value.unknown(rule.cidrs)} | {["cidrs", j] |
	some j, cidr in value.items(rule.cidrs)
	value.unknown(cidr)
	some open in {"0.0.0.0/0", "::/0"}
	value.may_equal(cidr, open)
}

_port_doubts(rule, port) := {[key] |
	some cidr in value.items(rule.cidrs)
	_internet(cidr, rule.cidrs)
	not covers(rule, port)
	some key in ["protocol", "from_port", "to_port"]
	value.unknown(rule[key])
}

# What a managed prefix list holds can't be seen in a template.
_prefix_list_doubts(rule) := {["prefix_lists"] | value.unknown(rule.prefix_lists)} | {["prefix_lists", j] |
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
		not startswith(kind, "ec2.security_group")
		some user in value.items(list)
		user.address != group.address
	]
	count(attached) > 0
	count([user | some user in attached; not _private(user, by_address)]) == 0
}

_private(user, by_address) if {
	subnets := array.concat(value.items(user.subnets), [subnet | subnet := user.subnet])
	count(subnets) > 0
	count([subnet | some subnet in subnets; not _closed(by_address[subnet])]) == 0
}

_closed(subnet) if subnet.public == false
