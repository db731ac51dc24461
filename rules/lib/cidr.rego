# METADATA
# description: Address ranges that mean everyone.
package lib.cidr

import rego.v1

import data.lib.value

# open holds for a range that covers the whole IPv4 or IPv6 internet.
open(range) if range in {"0.0.0.0/0", "::/0", "0::/0", "::0/0", "0:0:0:0:0:0:0:0/0"}

# may_be_open holds for an open range and for one that is not known.
may_be_open(range) if open(range)

may_be_open(range) if value.unknown(range)
