# METADATA
# description: The task sizes that Fargate accepts.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
package lib.fargate

import rego.v1

import data.lib.value

# cpu_units reads "512", 512 or "0.5 vCPU".
cpu_units(cpu) := _amount(cpu, "vcpu")

# mebibytes reads "2048", 2048 or "2 GB".
mebibytes(memory) := _amount(memory, "gb")

_amount(written, _) := written if is_number(written)

_amount(written, _) := to_number(written) if {
	is_string(written)
	regex.match(`^[0-9]+$`, written)
}

_amount(written, unit) := to_number(_leading_zero(trim_space(trim_suffix(lower(written), unit)))) * 1024 if {
	is_string(written)
	regex.match(`^([0-9]+|[0-9]*\.[0-9]+)\s*[a-z]+$`, lower(written))
	endswith(lower(written), unit)
}

_leading_zero(text) := concat("", ["0", text]) if startswith(text, ".")

_leading_zero(text) := text if not startswith(text, ".")

# valid_pair holds for a pair of the table; both in units and MiB.
valid_pair(256, memory) if memory in {512, 1024, 2048}

valid_pair(cpu, memory) if {
	size := _sizes[sprintf("%d", [cpu])]
	not value.below(memory, size.least)
	not value.above(memory, size.most)
	memory % size.step == 0
}

_sizes := {
	"512": {"least": 1024, "most": 4096, "step": 1024},
	"1024": {"least": 2048, "most": 8192, "step": 1024},
	"2048": {"least": 4096, "most": 16384, "step": 1024},
	"4096": {"least": 8192, "most": 30720, "step": 1024},
	"8192": {"least": 16384, "most": 61440, "step": 4096},
	"16384": {"least": 32768, "most": 122880, "step": 8192},
}
