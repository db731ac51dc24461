package lib.finding_test

import rego.v1

import data.lib.finding

_bucket := {"address": "aws_s3_bucket.logs", "kind": "s3.bucket"}

_key := {"address": "aws_kms_key.logs", "kind": "kms.key"}

test_says_where if {
	found := finding.at(_bucket, ["lifecycle", 0], {"days": 7})
	found == {"resource": "aws_s3_bucket.logs", "path": ["lifecycle", 0], "values": {"days": 7}}
}

test_rests_deeply_on_what_is_absent if finding.absent(_bucket, ["policy"], {}).deep

test_grades_and_selects_a_message if {
	found := finding.variant(finding.severity(finding.at(_bucket, [], {}), "low"), "partly")
	found.severity == "low"
	found.variant == "partly"
}

test_gathers_what_it_rests_on if {
	first := finding.rests_on(finding.at(_bucket, [], {}), _key, ["rotation"])
	second := finding.rests_deeply_on(first, _bucket, ["policy"])
	second.rests_on == [
		{"resource": "aws_kms_key.logs", "path": ["rotation"]},
		{"resource": "aws_s3_bucket.logs", "path": ["policy"], "deep": true},
	]
}

test_carries_the_way_of_a_packet if {
	steps := [{"node": "internet", "text": "from anywhere"}]
	finding.flow(finding.at(_bucket, [], {}), steps).flow == steps
}
