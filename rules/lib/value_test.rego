package lib.value_test

import rego.v1

import data.lib.value

_unknown := {"$unknown": "variable"}

_bucket_arn := {"$unknown": "computed", "parts": ["arn:aws:s3:::", {"refs": [], "may_be_empty": false}, "/*"]}

_name := {"$unknown": "variable", "parts": ["logs", {"refs": [], "may_be_empty": true}]}

test_knows_what_is_known if {
	value.known(false)
	value.known([])
	not value.known(_unknown)
	not value.unknown("variable")
}

test_differs_only_where_both_are_known if {
	value.differs(1, 2)
	not value.differs(1, 1)
	not value.differs(_unknown, 1)
	not value.differs(1, _unknown)
}

test_compares_numbers_only if {
	value.above(8, 7)
	value.below(6, 7)
	not value.above(7, 7)
	not value.above(_unknown, 7)
	not value.above("8", 7)
	not value.below(_unknown, 7)
}

test_is_none_of_only_where_known if {
	value.none_of("a", {"b"})
	not value.none_of("b", {"b"})
	not value.none_of(_unknown, {"b"})
}

test_lacks_a_prefix_only_where_that_is_certain if {
	value.lacks_prefix("TLSv1", "TLSv1.2")
	not value.lacks_prefix("TLSv1.2_2021", "TLSv1.2")
	not value.lacks_prefix(_unknown, "TLSv1.2")
	value.lacks_prefix(_name, "data")
	not value.lacks_prefix(_name, "logs")
	not value.lacks_prefix(_name, "logs-archive")
}

test_iterates_known_lists_only if {
	value.items([1, 2]) == [1, 2]
	value.items(_unknown) == []
	value.items("text") == []
}

test_may_equal_what_no_part_rules_out if {
	value.may_equal("a", "a")
	not value.may_equal("a", "b")
	value.may_equal(_unknown, "a")
	value.may_equal(_bucket_arn, "arn:aws:s3:::logs/*")
	not value.may_equal(_bucket_arn, "arn:aws:s3:::/*")
	not value.may_equal(_bucket_arn, "*")
	value.may_equal(_name, "logs")
	not value.may_equal(_name, "data")
}

test_takes_parts_literally if {
	dotted := {"$unknown": "variable", "parts": ["a.b", {"refs": [], "may_be_empty": true}]}
	value.may_equal(dotted, "a.bc")
	not value.may_equal(dotted, "axb")
}

test_is_uncertain_with_an_unknown_element if {
	value.uncertain(_unknown)
	value.uncertain(["a", _unknown])
	not value.uncertain(["a"])
}

test_may_contain_what_an_element_may_equal if {
	value.may_contain(["a", _unknown], "b")
	value.may_contain(_unknown, "b")
	not value.may_contain(["a"], "b")
}

test_text_is_filled_where_some_of_it_must_be if {
	value.filled("logs")
	value.filled(_bucket_arn)
	value.filled(_name)
	value.filled({"$unknown": "parameter", "parts": [{"refs": [], "may_be_empty": false}]})
	not value.filled("")
	not value.filled(_unknown)
	not value.filled({"$unknown": "variable", "parts": [{"refs": [], "may_be_empty": true}]})
}
