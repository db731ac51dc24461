# METADATA
# title: "Encrypt Kubernetes secrets with a customer-managed KMS key"
# description: "Without a key of your own you can't revoke, audit or restrict who decrypts the secrets of the cluster; before Kubernetes 1.28 they are not envelope-encrypted at all."
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [eks.cluster]
#   evidence: ["encryption", "version"]
#   messages:
#     owned: "{resource} encrypts Kubernetes secrets with an AWS owned key only"
#     plain: "{resource} runs Kubernetes {version} without envelope encryption of secrets"
#   guidance:
#     - {doc: "003", section: "컨테이너"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV_AWS_58, AVD-AWS-0039, EKS_CLUSTER_ENCRYPTION_RULE]
#   fix:
#     text: "Add an encryption configuration for secrets with a KMS key."
#   ko:
#     title: "EKS 시크릿을 고객 관리형 KMS 키로 암호화하기"
#     description: "자체 키가 없으면 클러스터 시크릿의 복호화 권한을 회수하거나 감사할 수 없고, 1.28 이전 버전은 봉투 암호화가 되지 않습니다."
#     messages:
#       owned: "시크릿을 AWS 소유 키로만 암호화함: {resource}"
#       plain: "시크릿 봉투 암호화가 없음: {resource} (Kubernetes {version})"
#     fix: "시크릿에 대해 KMS 키를 사용하는 암호화 구성을 추가하세요."
package rules.eks.encrypted

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some cluster in input.kinds["eks.cluster"]
	_without_key(cluster)
	_before_1_28(cluster)
	at := finding.absent(cluster, ["encryption"], {"version": cluster.version})
	found := finding.variant(finding.rests_on(at, cluster, ["version"]), "plain")
}

deny contains found if {
	some cluster in input.kinds["eks.cluster"]
	_without_key(cluster)
	not _before_1_28(cluster)
	at := finding.variant(finding.absent(cluster, ["encryption"], {}), "owned")
	found := finding.severity(at, "low")
}

_without_key(cluster) if {
	with_key := [config |
		some config in value.items(cluster.encryption)
		"secrets" in value.items(config.resources)
		config.kms_key
	]
	with_key == []
}

_before_1_28(cluster) if {
	is_string(cluster.version)
	parts := split(cluster.version, ".")
	parts[0] == "1"
	value.below(to_number(parts[1]), 28)
}
