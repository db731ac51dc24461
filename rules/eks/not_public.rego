# METADATA
# title: "Keep the EKS API endpoint private or restricted"
# description: "Anyone on the internet can try credentials and exploits against a public Kubernetes API endpoint."
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: high
#   category: network
#   kinds: [eks.cluster]
#   evidence: ["endpoint_public_access", "public_access_cidrs"]
#   messages:
#     open: "The Kubernetes API of {resource} is open to {cidr}"
#     restricted: "The Kubernetes API of {resource} has a public endpoint, limited to {cidrs}"
#   guidance:
#     - {doc: "003", section: "컨테이너"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_39, CKV_AWS_38, AVD-AWS-0040, AVD-AWS-0041, EKS_ENDPOINT_NO_PUBLIC_ACCESS, eks-endpoint-no-public-access]
#   fix:
#     set: {endpoint_public_access: false}
#     text: "Turn off the public endpoint, or limit it to the address ranges that need it."
#   ko:
#     title: "EKS API 엔드포인트를 비공개/제한하기"
#     description: "공개된 Kubernetes API 엔드포인트에는 인터넷의 누구나 자격 증명과 취약점을 시도할 수 있습니다."
#     messages:
#       open: "Kubernetes API가 공개됨: {resource} (허용 대역 {cidr})"
#       restricted: "Kubernetes API에 공개 엔드포인트가 있음: {resource} (허용 대역 {cidrs})"
#     fix: "퍼블릭 엔드포인트를 끄거나 필요한 주소 대역으로 제한하세요."
package rules.eks.not_public

import rego.v1

import data.lib.cidr
import data.lib.finding
import data.lib.value

deny contains found if {
	some cluster in input.kinds["eks.cluster"]
	cluster.endpoint_public_access == true
	some i, range in value.items(cluster.public_access_cidrs)
	cidr.open(range)
	at := finding.at(cluster, ["public_access_cidrs", i], {"cidr": range})
	found := finding.variant(finding.rests_on(at, cluster, ["endpoint_public_access"]), "open")
}

deny contains found if {
	some cluster in input.kinds["eks.cluster"]
	cluster.endpoint_public_access == true
	ranges := value.items(cluster.public_access_cidrs)
	every range in ranges { not cidr.may_be_open(range) }
	at := finding.absent(cluster, ["public_access_cidrs"], {"cidrs": concat(", ", ranges)})
	restricted := finding.variant(finding.rests_on(at, cluster, ["endpoint_public_access"]), "restricted")
	found := finding.severity(restricted, "low")
}
