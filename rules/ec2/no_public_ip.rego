# METADATA
# title: "Do not give instances public IP addresses"
# description: "An instance with a public address can be reached from the internet as soon as a security group is too wide."
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
# custom:
#   severity: high
#   category: network
#   kinds: [ec2.instance, ec2.launch_template, ec2.launch_configuration, ec2.subnet]
#   evidence: ["public_ip"]
#   messages:
#     asked: "{resource} asks for a public IP address"
#     subnet: "{resource} gets a public IP address from {subnet}, which hands them out at launch"
#   guidance:
#     - {doc: "000", section: "Public vs Private"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_88, CKV_AWS_389, AVD-AWS-0009, EC2_INSTANCE_NO_PUBLIC_IP, AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED, ec2-instance-no-public-ip, autoscaling-launch-config-public-ip-disabled]
#   fix:
#     set: {public_ip: false}
#     text: "Turn the public IP address off and reach the instance through a load balancer or Session Manager."
#   ko:
#     title: "EC2 인스턴스에 공인 IP를 주지 않기"
#     description: "공인 주소가 있는 인스턴스는 보안 그룹이 조금만 넓어도 인터넷에서 도달할 수 있습니다."
#     messages:
#       asked: "공인 IP 주소를 요청함: {resource}"
#       subnet: "서브넷이 공인 IP 주소를 줌: {resource} (서브넷 {subnet})"
#     fix: "공인 IP 주소를 끄고 로드 밸런서나 Session Manager로 접근하세요."
package rules.ec2.no_public_ip

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["ec2.instance", "ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	resource.public_ip == true
	found := _graded(finding.variant(finding.at(resource, ["public_ip"], {}), "asked"), resource)
}

deny contains found if {
	some instance in input.kinds["ec2.instance"]
	object.get(instance, "public_ip", "absent") == "absent"
	not instance.launch_template
	subnet := input.by_address[instance.subnet]
	subnet.public_ip_on_launch == true
	at := finding.variant(finding.at(instance, ["subnet"], {"subnet": subnet.address}), "subnet")
	read := finding.rests_on(finding.rests_on(at, subnet, ["public_ip_on_launch"]), instance, ["launch_template"])
	found := finding.severity(_graded(read, instance), "medium")
}

undetermined contains found if {
	some kind in ["ec2.launch_template", "ec2.launch_configuration"]
	some resource in input.kinds[kind]
	value.unknown(resource.public_ip)
	found := finding.at(resource, ["public_ip"], {})
}

undetermined contains found if {
	some instance in input.kinds["ec2.instance"]
	object.get(instance, "public_ip", "absent") == "absent"
	not instance.launch_template
	subnet := input.by_address[instance.subnet]
	value.unknown(subnet.public_ip_on_launch)
	found := finding.rests_on(finding.at(instance, ["subnet"], {}), subnet, ["public_ip_on_launch"])
}

undetermined contains found if {
	some instance in input.kinds["ec2.instance"]
	object.get(instance, "public_ip", "absent") == "absent"
	not instance.launch_template
	value.unknown(instance.subnet)
	found := finding.at(instance, ["subnet"], {})
}

# Hosts that exist to be reached keep a note.
_graded(found, resource) := found if not _meant_to_face_internet(resource)

_graded(found, resource) := finding.severity(found, "note") if _meant_to_face_internet(resource)

_meant_to_face_internet(resource) if {
	some name in [resource.tags.Name, resource.address]
	regex.match(`(?i)(^|[^a-z])(bastion|jump|nat|vpn|proxy)([^a-z]|$)`, name)
}
