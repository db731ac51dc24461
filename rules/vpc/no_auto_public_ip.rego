# METADATA
# title: "Do not assign public addresses by default in a subnet"
# description: "Whatever is launched in the subnet gets a public address, whether it is meant to be reached or not."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
# custom:
#   severity: low
#   category: network
#   kinds: [ec2.subnet]
#   evidence: ["public_ip_on_launch"]
#   message: "{resource} gives a public address to everything that is launched there"
#   guidance:
#     - {doc: "001", section: "Subnet"}
#     - {doc: "001", section: "ENI(Elastic Network Interface)"}
#   aliases: [CKV_AWS_130, AVD-AWS-0164, SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED, subnet-auto-assign-public-ip-disabled]
#   fix:
#     set: {"public_ip_on_launch": false}
#     text: "Turn it off, and ask for a public address where one is meant."
#   ko:
#     title: "서브넷에서 공인 IP 자동 할당 끄기"
#     description: "의도와 관계없이 서브넷에서 실행되는 모든 것이 공인 주소를 받습니다."
#     message: "실행되는 모든 것에 공인 주소를 부여함: {resource}"
#     fix: "이 설정을 끄고, 필요한 곳에서만 공인 주소를 요청합니다."
package rules.vpc.no_auto_public_ip

import rego.v1

import data.lib.finding

deny contains found if {
	some subnet in input.kinds["ec2.subnet"]
	subnet.public_ip_on_launch == true
	found := finding.at(subnet, ["public_ip_on_launch"], {})
}
