# METADATA
# title: Security groups
# description: Which ingress rules of a group let the internet reach a port.
package lib.security_group

import rego.v1

import data.lib.value

# wide returns the paths of the sources that let the internet reach every port
# of a protocol.
wide(group) := {["ingress", i, "cidrs", j] |
	some i, rule in value.items(group.ingress)
	everything(rule)
	some j, cidr in value.items(rule.cidrs)
	internet(cidr, rule.cidrs)
}

# doubts returns the paths of what is unknown and could let the internet reach a port.
doubts(group, protocol, port) := {["ingress"] | value.unknown(group.ingress)} | {path |
	some i, rule in value.items(group.ingress)
	_unsure(rule)
	some path in _rule_doubts(rule, i, protocol, port)
}

# unsure holds for a group with anything that doubts could return.
unsure(group) if value.unknown(group.ingress)

unsure(group) if {
	some rule in value.items(group.ingress)
	_unsure(rule)
}

# _unsure holds for a rule of which anything is unknown; most have nothing, and
# are then not asked about port by port.
_unsure(rule) if rule["$unknown"]

_unsure(rule) if {
	some key in ["cidrs", "prefix_lists", "protocol", "from_port", "to_port"]
	rule[key]["$unknown"]
}

_unsure(rule) if {
	some cidr in value.items(rule.cidrs)
	cidr["$unknown"]
}

_unsure(rule) if rule.prefix_lists[0]

# uncertain holds for a group of which it isn't known whether it lets the
# internet in.
uncertain(group) if value.unknown(group.ingress)

uncertain(group) if {
	some rule in value.items(group.ingress)
	value.unknown(rule)
}

uncertain(group) if {
	some rule in value.items(group.ingress)
	value.unknown(rule.cidrs)
}

uncertain(group) if {
	some i, rule in value.items(group.ingress)
	_source_doubts(rule, i) != set()
}

# covers holds for a rule that is known to apply to a port.
covers(rule, protocol, port) if covered(rule, [[protocol, port]])[0]

# covered returns those of the ports, [protocol, number] pairs, that a rule is
# known to apply to.
covered(rule, ports) := [pair | some pair in ports] if {
	every_protocol(rule)
} else := [[protocol, port] |
	some [protocol, port] in ports
	port >= rule.from_port
	port <= rule.to_port
	protocol == _names[lower(rule.protocol)]
] if {
	is_number(rule.from_port)
	is_number(rule.to_port)
} else := []

_names := {"tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp"}

# everything holds for a rule that covers every port of TCP, UDP or all.
everything(rule) if every_protocol(rule)

everything(rule) if {
	is_number(rule.from_port)
	rule.from_port <= 1
	is_number(rule.to_port)
	rule.to_port >= 65535
	lower(rule.protocol) in {"tcp", "udp"}
}

# every_protocol holds for a rule about all protocols.
every_protocol(rule) if lower(rule.protocol) in {"-1", "all"}

# internet holds for a range that is open to everyone, alone or with its other half.
internet(cidr, _) if endswith(cidr, "/0")

internet("0.0.0.0/1", cidrs) if "128.0.0.0/1" in cidrs

internet("128.0.0.0/1", cidrs) if "0.0.0.0/1" in cidrs

internet("::/1", cidrs) if "8000::/1" in cidrs

internet("8000::/1", cidrs) if "::/1" in cidrs

_is(word, protocol) if lower(word) == protocol

_is("6", "tcp")

_is("17", "udp")

_may_cover(rule, protocol, port) if covers(rule, protocol, port)

_may_cover(rule, protocol, port) if {
	_is(rule.protocol, protocol)
	not value.above(rule.from_port, port)
	not value.below(rule.to_port, port)
}

# Whether the ports count depends on the protocol.
_may_cover(rule, _, _) if value.unknown(rule.protocol)

_rule_doubts(rule, i, _, _) := {["ingress", i]} if value.unknown(rule)

_rule_doubts(rule, i, protocol, port) := (_source_doubts(rule, i) | _port_doubts(rule, i, protocol, port)) | _prefix_lists(rule, i) if {
	not value.unknown(rule)
	_may_cover(rule, protocol, port)
}

_source_doubts(rule, i) := {["ingress", i, "cidrs"] | value.unknown(rule.cidrs)} | {["ingress", i, "cidrs", j] |
	some j, cidr in value.items(rule.cidrs)
	value.unknown(cidr)
	some open in {"0.0.0.0/0", "::/0"}
	value.may_equal(cidr, open)
}

_port_doubts(rule, i, protocol, port) := {["ingress", i, key] |
	some cidr in value.items(rule.cidrs)
	internet(cidr, rule.cidrs)
	not covers(rule, protocol, port)
	some key in ["protocol", "from_port", "to_port"]
	value.unknown(rule[key])
}

# What a managed prefix list holds can't be seen in a template.
_prefix_lists(rule, i) := {["ingress", i, "prefix_lists"] | value.unknown(rule.prefix_lists)} | {["ingress", i, "prefix_lists", j] |
	some j, _ in value.items(rule.prefix_lists)
}
