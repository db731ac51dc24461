# METADATA
# title: Findings
# description: What a rule says of a resource. The engine adds texts, places and verdicts.
package lib.finding

import rego.v1

# at says that resource is wrong at path, a list of keys and indexes; [] is the
# resource as a whole. values fill the placeholders of the message.
at(resource, path, values) := {"resource": resource.address, "path": path, "values": values}

# absent is at for "nothing below path does X": it rests on everything below.
absent(resource, path, values) := {"resource": resource.address, "path": path, "values": values, "deep": true}

# certain says that the known parts of the attribute are enough: the finding
# holds whatever the rest of it is.
certain(found) := object.union(found, {"certain": true})

# severity grades a finding below the severity of its rule.
severity(found, word) := object.union(found, {"severity": word})

# variant selects one of the rule's messages.
variant(found, key) := object.union(found, {"variant": key})

# rests_on names a further attribute, of this or another resource, that was read.
rests_on(found, resource, path) := object.union(found, {"rests_on": array.concat(
	object.get(found, "rests_on", []),
	[{"resource": resource.address, "path": path}],
)})

# rests_deeply_on is rests_on for an attribute and everything below it.
rests_deeply_on(found, resource, path) := object.union(found, {"rests_on": array.concat(
	object.get(found, "rests_on", []),
	[{"resource": resource.address, "path": path, "deep": true}],
)})

# flow adds the way of a packet or permission: steps are {"node": ..., "text": ...}.
flow(found, steps) := object.union(found, {"flow": steps})
