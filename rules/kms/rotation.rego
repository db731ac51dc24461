# METADATA
# title: "Rotate customer-managed keys"
# description: "A key that is never rotated protects all data, old and new, with the same material; whoever learns it can read everything."
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [kms.key]
#   messages:
#     "off": "{resource} is not rotated"
#     period: "{resource} has a rotation period of {days} days, expected 90 to 2560"
#   guidance:
#     - {doc: "001", section: "AWS 관리형 키(CMK)"}
#   aliases: [CKV_AWS_7, AVD-AWS-0065, CMK_BACKING_KEY_ROTATION_ENABLED, cmk-backing-key-rotation-enabled]
#   fix:
#     set: {rotation: true}
#     text: "Turn on automatic rotation."
#   ko:
#     title: "고객 관리형 키 교체 켜기"
#     description: "한 번도 교체하지 않은 키는 모든 데이터를 같은 키 자료로 보호하므로, 새어 나가면 전부 읽힙니다."
#     messages:
#       "off": "키를 교체하지 않음: {resource}"
#       period: "교체 주기가 90일에서 2560일 사이가 아님: {resource} ({days}일)"
#     fix: "자동 교체를 켭니다."
package rules.kms.rotation

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some key in input.kinds["kms.key"]
	not key.rotation
	not _exempt(key)
	found := finding.variant(_resting(finding.at(key, ["rotation"], {}), key), "off")
}

deny contains found if {
	some key in input.kinds["kms.key"]
	key.rotation == true
	_outside(key.rotation_period)
	found := finding.variant(finding.at(key, ["rotation_period"], {"days": key.rotation_period}), "period")
}

undetermined contains found if {
	some key in input.kinds["kms.key"]
	not _exempt(key)
	value.unknown(key.rotation)
	found := finding.at(key, ["rotation"], {})
}

undetermined contains found if {
	some key in input.kinds["kms.key"]
	value.unknown(key.rotation_period)
	found := finding.at(key, ["rotation_period"], {})
}

_outside(days) if value.below(days, 90)

_outside(days) if value.above(days, 2560)

# Only symmetric keys with material of KMS rotate by themselves.
_exempt(key) if not key.type in {"aws_kms_key", "AWS::KMS::Key"}

_exempt(key) if value.differs(key.spec, "SYMMETRIC_DEFAULT")

_exempt(key) if value.differs(key.usage, "ENCRYPT_DECRYPT")

_exempt(key) if is_string(key.custom_key_store)

_exempt(key) if value.differs(key.origin, "AWS_KMS")

_resting(found, key) := object.union(found, {"rests_on": [{"resource": key.address, "path": [attribute]} |
	some attribute in ["spec", "usage", "custom_key_store", "origin"]
]})
