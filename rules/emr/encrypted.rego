# METADATA
# title: "Encrypt EMR at rest and in transit"
# description: "Data on local disks, in the file system and between the nodes of the cluster can be read by whoever gets at them."
# related_resources:
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [emr.cluster, emr.security_configuration]
#   messages:
#     none: "{resource} has no security configuration"
#     rest: "{resource} does not encrypt data at rest"
#     transit: "{resource} does not encrypt data in transit"
#     disk: "{resource} does not encrypt local disks"
#     ebs: "{resource} encrypts local disks and leaves out EBS volumes"
#   guidance:
#     - {doc: "002", section: "데이터 분석 서비스"}
#     - {doc: "001", section: "Key Management System란?"}
#   aliases: [CKV2_AWS_55, CKV_AWS_171, CKV_AWS_349, CKV_AWS_350, CKV_AWS_351, AVD-AWS-0137, AVD-AWS-0138, AVD-AWS-0139, EMR_SECURITY_CONFIG_ENABLED_AND_CONFIGURED_RULE]
#   fix:
#     text: "Attach a security configuration that encrypts at rest, with local disks and EBS, and in transit."
#   ko:
#     title: "EMR 저장·전송 암호화하기"
#     description: "로컬 디스크와 파일 시스템, 노드 사이의 데이터를 접근한 사람이 읽을 수 있습니다."
#     messages:
#       none: "보안 구성이 없음: {resource}"
#       rest: "저장 데이터를 암호화하지 않음: {resource}"
#       transit: "전송 데이터를 암호화하지 않음: {resource}"
#       disk: "로컬 디스크를 암호화하지 않음: {resource}"
#       ebs: "로컬 디스크만 암호화하고 EBS 볼륨은 빠짐: {resource}"
#     fix: "저장(로컬 디스크와 EBS 포함)과 전송을 암호화하는 보안 구성을 연결하세요."
package rules.emr.encrypted

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some cluster in input.kinds["emr.cluster"]
	not cluster.security_configuration
	found := finding.variant(finding.at(cluster, ["security_configuration"], {}), "none")
}

deny contains found if {
	some configuration in input.kinds["emr.security_configuration"]
	some setting, variant in {"EnableAtRestEncryption": "rest", "EnableInTransitEncryption": "transit"}
	not configuration.configuration.EncryptionConfiguration[setting]
	found := finding.variant(finding.at(configuration, ["configuration", "EncryptionConfiguration", setting], {}), variant)
}

deny contains found if {
	some configuration in input.kinds["emr.security_configuration"]
	encryption := configuration.configuration.EncryptionConfiguration
	encryption.EnableAtRestEncryption == true
	not encryption.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration
	path := ["configuration", "EncryptionConfiguration", "AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration"]
	at := finding.variant(finding.at(configuration, path, {}), "disk")
	found := finding.rests_on(at, configuration, ["configuration", "EncryptionConfiguration", "EnableAtRestEncryption"])
}

deny contains found if {
	some configuration in input.kinds["emr.security_configuration"]
	encryption := configuration.configuration.EncryptionConfiguration
	encryption.EnableAtRestEncryption == true
	disk := encryption.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration
	disk.EncryptionKeyProviderType == "AwsKms"
	not disk.EnableEbsEncryption
	path := ["configuration", "EncryptionConfiguration", "AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration", "EnableEbsEncryption"]
	found := finding.severity(finding.variant(finding.at(configuration, path, {}), "ebs"), "low")
}

undetermined contains found if {
	some cluster in input.kinds["emr.cluster"]
	value.may_be_absent(cluster.security_configuration)
	found := finding.at(cluster, ["security_configuration"], {})
}

undetermined contains found if {
	some configuration in input.kinds["emr.security_configuration"]
	some path in _paths
	value.unknown(object.get(configuration, path, null))
	found := finding.at(configuration, path, {})
}

_paths := [
	["configuration"],
	["configuration", "EncryptionConfiguration"],
	["configuration", "EncryptionConfiguration", "EnableAtRestEncryption"],
	["configuration", "EncryptionConfiguration", "EnableInTransitEncryption"],
	["configuration", "EncryptionConfiguration", "AtRestEncryptionConfiguration"],
	["configuration", "EncryptionConfiguration", "AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration"],
	["configuration", "EncryptionConfiguration", "AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration", "EncryptionKeyProviderType"],
	["configuration", "EncryptionConfiguration", "AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration", "EnableEbsEncryption"],
]
