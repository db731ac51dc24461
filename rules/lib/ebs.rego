# METADATA
# title: EBS encryption
# description: What encrypts a volume that does not ask for it.
package lib.ebs

import rego.v1

# encrypted_source holds for a volume whose snapshot is known to be encrypted.
encrypted_source(volume, by_address) if by_address[volume.snapshot].encrypted == true

encrypted_source(volume, by_address) if by_address[by_address[volume.snapshot].volume].encrypted == true

# default_on holds where the configuration turns on encryption by default.
default_on(kinds) if {
	some setting in kinds["ebs.encryption_by_default"]
	setting.enabled == true
}

# default_covers is default_on for the region and account of a volume, which are
# those of its provider.
default_covers(volume, kinds) if {
	some setting in kinds["ebs.encryption_by_default"]
	setting.enabled == true
	object.get(setting, "provider", "") == object.get(volume, "provider", "")
}

# rests adds what the functions above read to a finding about a volume.
rests(found, volume, kinds, by_address) := object.union(found, {"rests_on": [{"resource": source.address, "path": [key]} |
	some [source, key] in _sources(volume, kinds, by_address)
]})

_sources(volume, kinds, by_address) := array.concat(
	[[volume, "snapshot"], [volume, "provider"]],
	array.concat(
		[[snapshot, key] | snapshot := by_address[volume.snapshot]; some key in ["encrypted", "volume"]],
		array.concat(
			[[source, "encrypted"] | source := by_address[by_address[volume.snapshot].volume]],
			[[setting, key] | some setting in kinds["ebs.encryption_by_default"]; some key in ["enabled", "provider"]],
		),
	),
)
