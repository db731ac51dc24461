# METADATA
# title: Availability Zones
# description: In how many Availability Zones a list of subnets or zones lies.
package lib.zone

import rego.v1

import data.lib.value

# single returns the one zone in which everything of a resource stands: a list
# of zones with one element, or subnets that are all known to lie in one zone.
single(thing, _) := thing.availability_zones[0] if count(value.items(thing.availability_zones)) == 1

single(thing, by_address) := zone if {
	subnets := value.items(thing.subnets)
	count(subnets) > 1
	zone := by_address[subnets[0]].availability_zone
	is_string(zone)
	count([subnet | some subnet in subnets; by_address[subnet].availability_zone == zone]) == count(subnets)
}

# rests adds what single reads to a finding.
rests(found, thing, by_address) := object.union(found, {"rests_on": array.concat(
	object.get(found, "rests_on", []),
	[{"resource": by_address[subnet].address, "path": ["availability_zone"]} | some subnet in value.items(thing.subnets)],
)})

# doubts are the places that hide whether a resource stands in one zone: the list
# itself, its elements, and the zones of subnets. Two known zones leave no doubt.
doubts(thing, by_address) := _lists(thing) | _subnets(thing, by_address) if {
	count({zone | some subnet in value.items(thing.subnets); zone := by_address[subnet].availability_zone; is_string(zone)}) < 2
	count(value.items(object.get(thing, "availability_zones", []))) < 2
} else := set()

_lists(thing) := {{"resource": thing.address, "path": [key]} |
	some key in ["subnets", "availability_zones"]
	value.unknown(thing[key])
	not _every_zone(thing[key])
} | {{"resource": thing.address, "path": ["subnets", i]} |
	some i, subnet in value.items(thing.subnets)
	value.unknown(subnet)
}

_subnets(thing, by_address) := {{"resource": by_address[subnet].address, "path": ["availability_zone"]} |
	some subnet in value.items(thing.subnets)
	_zone_open(by_address[subnet])
}

_zone_open(subnet) if value.unknown(subnet.availability_zone)

# Without a zone AWS picks one.
_zone_open(subnet) if {
	subnet.kind == "ec2.subnet"
	not subnet.availability_zone
}

# Fn::GetAZs gives all zones of the region.
_every_zone(list) if list["$unknown"] == "computed"
