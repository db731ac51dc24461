package lib.network_test

import rego.v1

import data.lib.network

test_words_are_split_at_case_changes_digits_and_punctuation if {
	network.words("aws_subnet.privateApp-1a") == {"aws", "subnet", "private", "app", "a"}
}

test_called_reads_address_and_tags if {
	network.called({"address": "aws_instance.bastion"}, {"bastion"})
	network.called({"address": "aws_instance.a", "tags": {"Name": "Jump host"}}, {"jump"})
	not network.called({"address": "aws_instance.national"}, {"nat"})
	not network.called({"address": "aws_instance.a", "tags": {"$unknown": "variable"}}, {"jump"})
}

test_service_label_is_the_last_label if {
	network.service_label("com.amazonaws.eu-west-1.s3") == "s3"
	network.service_label({"$unknown": "data", "parts": ["com.amazonaws.", {"refs": []}, ".dynamodb"]}) == "dynamodb"
	not network.service_label({"$unknown": "variable"})
}

_found := {"resource": "g", "path": ["ingress", 0, "cidrs", 0], "values": {"cidr": "0.0.0.0/0"}}

test_graded_names_the_path if {
	way := {"rule": 0, "ports": [{"protocol": "tcp", "from": 20, "to": 25}], "path": [{"node": "internet", "text": "a"}], "line": "internet -> i"}
	found := network.graded(_found, {"attached": ["i"], "reach": [way]}, [["tcp", 22]], "low")
	found.variant == "reached"
	found.values.path == "internet -> i"
}

test_graded_lowers_what_no_packet_reaches if {
	stop := {"rule": 0, "ports": [], "stop": "s"}
	found := network.graded(_found, {"attached": ["i"], "reach": [stop]}, [["tcp", 22]], "low")
	found.variant == "sheltered"
	found.severity == "low"
}

test_graded_keeps_what_is_not_known if {
	stop := {"rule": 0, "ports": [], "stop": "s"}
	group := {"attached": ["i"], "reach": [stop, {"$unknown": "variable"}]}
	network.graded(_found, group, [["tcp", 22]], "low").variant == "open"
	network.graded(_found, {"attached": [], "reach": []}, [["tcp", 22]], "low").variant == "open"
}
