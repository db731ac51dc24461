# METADATA
# title: The way of a packet
# description: What the network facts say of an open port, a placement or a route.
package lib.network

import rego.v1

import data.lib.finding
import data.lib.value

# graded says of a finding at ["ingress", i, ...] of a security group how far
# packets from the internet get on any of the ports, [protocol, number] pairs
# (none for every port): the path in the message and the flow, or one severity
# lower where no path leads to anything that the group is attached to.
graded(found, group, ports, _) := finding.flow(finding.variant(_with(found, {"path": record.line}), "reached"), record.path) if {
	record := _arrivals(group, found.path[1], ports)[0]
}

graded(found, group, ports, reduced) := finding.variant(finding.severity(_with(found, {"stop": stop}), reduced), "sheltered") if {
	stop := _stop(group, found.path[1], ports)
}

graded(found, group, ports, _) := finding.variant(found, "open") if {
	not _arrivals(group, found.path[1], ports)[0]
	not _stop(group, found.path[1], ports)
}

_with(found, values) := object.union(found, {"values": object.union(found.values, values)})

_arrivals(group, i, ports) := [record |
	some record in value.items(group.reach)
	record.rule == i
	_arrives(record, ports)
]

_arrives(record, ports) if {
	ports == []
	record.ports[0]
}

_arrives(record, ports) if {
	some [protocol, port] in ports
	some span in value.items(record.ports)
	span.protocol == protocol
	not value.above(span.from, port)
	not value.below(span.to, port)
}

# _stop is where packets end, where all of them are known to.
_stop(group, i, ports) := record.stop if {
	group.attached[0]
	[a | some a in value.items(group.attached); value.unknown(a)] == []
	[r | some r in value.items(group.reach); value.unknown(r)] == []
	_arrivals(group, i, ports) == []
	record := [r | some r in value.items(group.reach); r.rule == i; r.stop][0]
}

# public_subnets are those of a resource that are known to be public.
public_subnets(thing) := [subnet | some subnet in value.items(thing.public_subnets); is_string(subnet)]

# way says of a finding about a placement in a public subnet which route makes
# it so.
way(found, subnet) := finding.flow(found, [
	{"node": "internet", "text": "a packet from anywhere"},
	{"node": subnet.public_route, "text": "leads in from the internet gateway"},
	{"node": subnet.address, "text": "is public"},
	{"node": found.resource, "text": "stands there"},
]) if {
	is_string(subnet.public_route)
}

way(found, subnet) := found if not is_string(subnet.public_route)

# route names the route that makes a subnet public, for a message.
route(subnet) := subnet.public_route if is_string(subnet.public_route)

route(subnet) := subnet.address if not is_string(subnet.public_route)

# placed_by is the path of the attribute that places a resource; [] where it
# stands where its cluster does.
placed_by(thing) := [[key] | some key in ["subnet_group", "subnets", "subnet"]; _written(thing, key)][0]

placed_by(thing) := [] if [key | some key in ["subnet_group", "subnets", "subnet"]; _written(thing, key)] == []

_written(thing, key) if object.get(thing, key, [])[0]

_written(thing, key) if is_string(thing[key])

# path is the first way in from the internet, in one line; empty without.
path(thing) := _ways_in(thing)[0].line

path(thing) := "" if _ways_in(thing) == []

# exposed adds the way in from the internet to a finding, where there is one.
exposed(found, thing) := finding.flow(finding.variant(found, "reached"), _ways_in(thing)[0].path)

exposed(found, thing) := found if _ways_in(thing) == []

_ways_in(thing) := [way |
	some way in value.items(thing.exposure)
	way.from == "internet"
]

# words splits a name at case changes, digits and punctuation, in lower case.
words(name) := {lower(word) |
	spaced := regex.replace(name, `([a-z0-9])([A-Z])`, "$1 $2")
	some word in regex.split(`[^A-Za-z]+`, spaced)
	word != ""
}

# called holds for a resource whose address or Name tag has one of the words.
called(resource, wanted) if {
	some word in words(resource.address)
	word in wanted
}

called(resource, wanted) if {
	some key in ["Name", "Tier", "Type", "Role"]
	is_string(resource.tags[key])
	some word in words(resource.tags[key])
	word in wanted
}

# service_label is the last label of the name of an endpoint service, where it
# is known: com.amazonaws.us-east-1.s3 is s3.
service_label(name) := labels[count(labels) - 1] if {
	is_string(name)
	labels := split(name, ".")
}

service_label(name) := labels[count(labels) - 1] if {
	last := name.parts[count(name.parts) - 1]
	is_string(last)
	contains(last, ".")
	labels := split(last, ".")
}

# has_endpoint holds for a VPC with an endpoint for a service, of either type.
has_endpoint(kinds, vpc, service) if {
	some endpoint in kinds["ec2.vpc_endpoint"]
	endpoint.vpc == vpc.address
	service_label(endpoint.service) == service
}

# may_have_endpoint holds where it isn't known that the VPC has none.
may_have_endpoint(kinds, vpc, service) if {
	some endpoint in kinds["ec2.vpc_endpoint"]
	may_serve(endpoint, vpc, service)
}

# may_serve holds for an endpoint that may be the VPC's for a service.
may_serve(endpoint, vpc, service) if {
	value.may_equal(endpoint.vpc, vpc.address)
	_may_serve(endpoint, service)
}

_may_serve(endpoint, service) if service_label(endpoint.service) == service

_may_serve(endpoint, _) if {
	value.unknown(endpoint.service)
	not service_label(endpoint.service)
}
