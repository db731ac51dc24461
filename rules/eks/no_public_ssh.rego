# METADATA
# title: "Restrict SSH to EKS nodes"
# description: "With a key pair and no source groups, EKS opens the remote access port of every node to the whole internet."
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
# custom:
#   severity: high
#   category: network
#   kinds: [eks.node_group]
#   evidence: ["remote_access"]
#   message: "{resource} opens SSH on its nodes to 0.0.0.0/0: a key pair is set without source security groups"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_100]
#   fix:
#     text: "Name the security groups that may connect, or leave the key pair out and use Session Manager."
#   ko:
#     title: "EKS 노드 SSH 제한하기"
#     description: "키 페어만 있고 소스 보안 그룹이 없으면 EKS가 모든 노드의 원격 접속 포트를 인터넷 전체에 엽니다."
#     message: "노드의 SSH를 0.0.0.0/0에 개방함: {resource} (소스 보안 그룹 없이 키 페어만 설정됨)"
#     fix: "접속할 수 있는 보안 그룹을 지정하거나, 키 페어를 빼고 Session Manager를 사용하세요."
package rules.eks.no_public_ssh

import rego.v1

import data.lib.finding

deny contains found if {
	some group in input.kinds["eks.node_group"]
	group.remote_access.ssh_key
	group.remote_access.source_security_groups == []
	at := finding.at(group, ["remote_access", "source_security_groups"], {})
	found := finding.rests_on(at, group, ["remote_access", "ssh_key"])
}
