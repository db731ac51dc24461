# METADATA
# title: Values that may be unknown
# description: |
#   An unknown value is an object {"$unknown": reason}, with parts where some of its text is
#   known. Comparing it with < or !=, negating a test on it or iterating it gives nonsense;
#   these predicates are false for it instead.
package lib.value

import rego.v1

# unknown holds for a value that is not known.
unknown(x) if x["$unknown"]

# may_be_absent holds for an unknown value that is nothing at all under one of
# the conditions that decide it.
may_be_absent(x) if x.may_be_absent

# known holds for a value that is known; it may be false or empty.
known(x) if not unknown(x)

# filled holds for text that is not empty, known or not.
filled(x) if {
	is_string(x)
	x != ""
}

filled(x) if {
	some part in items(x.parts)
	is_string(part)
}

filled(x) if {
	some part in items(x.parts)
	part.may_be_empty == false
}

# differs holds for known values that are not equal.
differs(x, y) if {
	not unknown(x)
	not unknown(y)
	x != y
}

# above and below compare numbers, and only numbers.
above(x, n) if {
	is_number(x)
	x > n
}

below(x, n) if {
	is_number(x)
	x < n
}

# none_of holds for a known value that is not among values.
none_of(x, values) if {
	not unknown(x)
	not x in values
}

# lacks_prefix holds for a string that does not begin with prefix; for one that
# is partly known, if its known beginning rules it out.
lacks_prefix(x, prefix) if {
	is_string(x)
	not startswith(x, prefix)
}

lacks_prefix(x, prefix) if {
	head := x.parts[0]
	is_string(head)
	count(head) >= count(prefix)
	not startswith(head, prefix)
}

lacks_prefix(x, prefix) if {
	head := x.parts[0]
	is_string(head)
	count(head) < count(prefix)
	not startswith(prefix, head)
}

# items returns the elements of a known list, and nothing otherwise.
items(x) := x if {
	is_array(x)
} else := []

# entries returns a known map, and an empty one otherwise.
entries(x) := x if {
	is_object(x)
	not unknown(x)
}

entries(x) := {} if unknown(x)

# may_equal holds for a value that equals y, or that is unknown while none of
# its known parts rules y out.
may_equal(x, y) if x == y

may_equal(x, _) if {
	unknown(x)
	not x.parts
}

may_equal(x, y) if {
	x.parts
	is_string(y)
	regex.match(_pattern(x.parts), y)
}

# _pattern is a regular expression for what a partly known string can be.
_pattern(parts) := concat("", ["^", concat("", [_piece(p) | some p in parts]), "$"])

_piece(p) := regex.replace(p, `[.*+?^${}()|\[\]\\]`, `\$0`) if is_string(p)

_piece(p) := "(?s:.*)" if p.may_be_empty == true

_piece(p) := "(?s:.+)" if p.may_be_empty == false

# uncertain holds for an unknown value and for a list with an unknown element.
uncertain(x) if unknown(x)

uncertain(x) if {
	is_array(x)
	some element in x
	unknown(element)
}

# may_contain holds where y is an element of the list, or may be one.
may_contain(xs, _) if unknown(xs)

may_contain(xs, y) if {
	some x in items(xs)
	may_equal(x, y)
}
