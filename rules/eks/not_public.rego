# METADATA
# title: "Keep the EKS API endpoint private or restricted"
# description: "With the API endpoint open to everyone, a stolen token or a flaw of Kubernetes is enough from anywhere."
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   severity: high
#   category: network
#   kinds: [eks.cluster]
#   evidence: ["endpoint_public_access", "public_access_cidrs[*]", "public_access_cidrs"]
#   messages:
#     open: "{resource} lets {cidr} reach the Kubernetes API"
#     narrow: "{resource} has a public endpoint for the Kubernetes API, for {cidr}"
#   guidance:
#     - {doc: "003", section: "컨테이너"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_39, CKV_AWS_38, AVD-AWS-0040, AVD-AWS-0041, EKS_ENDPOINT_NO_PUBLIC_ACCESS, eks-endpoint-no-public-access]
#   fix:
#     set: {"endpoint_public_access": false}
#     text: "Turn public access off, or restrict public_access_cidrs to known ranges."
#   ko:
#     title: "EKS API 엔드포인트를 비공개/제한하기"
#     description: "API 엔드포인트가 모두에게 열려 있으면, 훔친 토큰이나 쿠버네티스의 결함만으로 어디서나 공격할 수 있습니다."
#     messages:
#       open: "쿠버네티스 API가 공개됨: {resource} (허용 대역 {cidr})"
#       narrow: "쿠버네티스 API에 공개 엔드포인트가 있음: {resource} (허용 대역 {cidr})"
#     fix: "공개 액세스를 끄거나 public_access_cidrs를 정해진 대역으로 제한합니다."
package rules.eks.not_public

import rego.v1

import data.lib.finding
import data.lib.security_group
import data.lib.value

deny contains found if {
	some cluster in input.kinds["eks.cluster"]
	cluster.endpoint_public_access == true
	some i, cidr in value.items(cluster.public_access_cidrs)
	security_group.internet(cidr, cluster.public_access_cidrs)
	bad := finding.at(cluster, ["public_access_cidrs", i], {"cidr": cidr})
	found := finding.variant(finding.rests_on(bad, cluster, ["endpoint_public_access"]), "open")
}

deny contains found if {
	some cluster in input.kinds["eks.cluster"]
	cluster.endpoint_public_access == true
	some cidr in value.items(cluster.public_access_cidrs)
	is_string(cidr)
	[c | some c in value.items(cluster.public_access_cidrs); security_group.internet(c, cluster.public_access_cidrs)] == []
	bad := finding.absent(cluster, ["public_access_cidrs"], {"cidr": cidr})
	found := finding.variant(finding.severity(finding.rests_on(bad, cluster, ["endpoint_public_access"]), "low"), "narrow")
}
