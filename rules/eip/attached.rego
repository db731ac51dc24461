# METADATA
# title: "Release Elastic IPs that are not in use"
# description: "Every public IPv4 address is charged by the hour, also one that nothing uses."
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
# custom:
#   severity: low
#   category: cost
#   kinds: [ec2.eip, output]
#   evidence: ["instance", "network_interface", "used"]
#   message: "{resource} is attached to nothing"
#   guidance:
#     - {doc: "001", section: "Elastic IP"}
#   aliases: [CKV2_AWS_19]
#   limits: "Whatever refers to the address counts as using it."
#   fix:
#     text: "Release the address, or attach it."
#   ko:
#     title: "쓰지 않는 탄력적 IP 해제하기"
#     description: "쓰지 않는 것도 포함해 모든 공인 IPv4 주소는 시간당 과금됩니다."
#     message: "아무것에도 연결되지 않은 탄력적 IP: {resource}"
#     fix: "주소를 해제하거나 연결합니다."
package rules.eip.attached

import rego.v1

import data.lib.finding

deny contains found if {
	some eip in input.kinds["ec2.eip"]
	not eip.instance
	not eip.network_interface
	not eip.used
	found := finding.at(eip, [], {})
}
