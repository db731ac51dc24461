# METADATA
# title: "Keep subnet CIDR blocks between /16 and /28"
# description: "AWS refuses a subnet with a block of another size."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
# custom:
#   severity: high
#   category: limits
#   kinds: [ec2.subnet]
#   evidence: ["cidr", "netmask_length"]
#   message: "{resource} has a block of size /{length}, and AWS accepts /16 to /28"
#   guidance:
#     - {doc: "001", section: "Subnet"}
#   limits: "Blocks with host bits set are not reported."
#   fix:
#     text: "Choose a prefix length from 16 to 28."
#   ko:
#     title: "서브넷 CIDR 크기는 /16~/28"
#     description: "AWS는 다른 크기의 블록을 가진 서브넷을 거부합니다."
#     message: "허용 범위(/16~/28) 밖의 CIDR 크기: {resource} (크기 /{length})"
#     fix: "접두사 길이를 16에서 28 사이로 정합니다."
package rules.vpc.subnet_cidr_size

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some thing in input.kinds["ec2.subnet"]
	is_string(thing.cidr)
	length := to_number(split(thing.cidr, "/")[1])
	_outside(length)
	found := finding.at(thing, ["cidr"], {"length": length})
}

deny contains found if {
	some thing in input.kinds["ec2.subnet"]
	is_number(thing.netmask_length)
	_outside(thing.netmask_length)
	found := finding.at(thing, ["netmask_length"], {"length": thing.netmask_length})
}

_outside(length) if value.below(length, 16)

_outside(length) if value.above(length, 28)
