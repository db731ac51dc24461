# METADATA
# title: "Attach a network interface to an instance in its AZ"
# description: "AWS refuses to attach a network interface to an instance in another zone."
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
# custom:
#   severity: medium
#   category: limits
#   kinds: [ec2.network_interface, ec2.instance, ec2.subnet]
#   message: "{resource} is in zone {zone}, and {instance}, to which it is attached, in {other}"
#   guidance:
#     - {doc: "000", section: "Elastic Network Interfaces (ENI)"}
#   fix:
#     text: "Put the interface into a subnet of the zone of the instance."
#   ko:
#     title: "ENI는 같은 AZ의 인스턴스에 연결하기"
#     description: "AWS는 다른 가용 영역의 인스턴스에 네트워크 인터페이스를 연결하는 것을 거부합니다."
#     message: "다른 가용 영역의 인스턴스에 연결됨: {resource} (영역 {zone}, 인스턴스 {instance}, 인스턴스 영역 {other})"
#     fix: "인터페이스를 인스턴스와 같은 가용 영역의 서브넷에 둡니다."
package rules.eni.same_az

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some eni in input.kinds["ec2.network_interface"]
	instance := input.by_address[eni.instance]
	here := input.by_address[eni.subnet]
	there := input.by_address[instance.subnet]
	value.differs(here.availability_zone, there.availability_zone)
	values := {"zone": here.availability_zone, "instance": instance.address, "other": there.availability_zone}
	found := finding.rests_on(finding.at(eni, ["subnet"], values), eni, ["instance"])
}

undetermined contains found if {
	some eni in input.kinds["ec2.network_interface"]
	some key in ["instance", "subnet"]
	value.unknown(eni[key])
	found := finding.at(eni, [key], {})
}

undetermined contains found if {
	some eni in input.kinds["ec2.network_interface"]
	instance := input.by_address[eni.instance]
	value.unknown(instance.subnet)
	found := finding.rests_on(finding.at(eni, ["instance"], {}), instance, ["subnet"])
}

undetermined contains found if {
	some eni in input.kinds["ec2.network_interface"]
	instance := input.by_address[eni.instance]
	value.differs(eni.subnet, instance.subnet)
	some address in [eni.subnet, instance.subnet]
	value.unknown(input.by_address[address].availability_zone)
	found := finding.rests_on(finding.at(eni, ["subnet"], {}), input.by_address[address], ["availability_zone"])
}
