# METADATA
# title: "Turn on EBS encryption by default"
# description: "With the account setting off, every volume that somebody forgets to encrypt stays in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [ebs.encryption_by_default]
#   evidence: ["enabled"]
#   languages: ["terraform"]
#   message: "{resource} switches EBS encryption by default off"
#   guidance:
#     - {doc: "000", section: "EBS Encryption"}
#     - {doc: "001", section: "EBS 암호화"}
#   aliases: [CKV_AWS_106]
#   fix:
#     set: {enabled: true}
#     text: "Switch encryption by default on."
#   ko:
#     title: "EBS 기본 암호화 켜기"
#     description: "계정 설정이 꺼져 있으면 암호화를 잊은 모든 볼륨이 평문으로 남습니다."
#     message: "EBS 기본 암호화를 끔: {resource}"
#     fix: "기본 암호화를 켜세요."
package rules.ebs.encrypted_by_default

import rego.v1

import data.lib.finding

deny contains found if {
	some setting in input.kinds["ebs.encryption_by_default"]
	setting.enabled == false
	found := finding.at(setting, ["enabled"], {})
}
