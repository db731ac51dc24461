# METADATA
# title: "Rotate secrets automatically"
# description: "A secret that never changes stays valid for everyone who ever copied it."
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
# custom:
#   severity: medium
#   category: least-privilege
#   profile: strict
#   kinds: [secretsmanager.secret]
#   evidence: ["rotations", "name"]
#   params: {maximum_days: 90}
#   messages:
#     none: "{resource} is not rotated"
#     rare: "{resource} is rotated every {days} days only"
#   guidance:
#     - {doc: "002", section: "보안 및 자격증명"}
#     - {doc: "004", section: "서버리스 컴퓨팅"}
#   aliases: [CKV2_AWS_57, CKV_AWS_304, SECRETSMANAGER_ROTATION_ENABLED_CHECK, secretsmanager-rotation-enabled-check]
#   limits: "Secrets that can't be rotated automatically, such as tokens of other companies, are reported as well."
#   fix:
#     text: "Add a rotation schedule of at most 90 days."
#   ko:
#     title: "보안 암호 자동 교체 켜기"
#     description: "바뀌지 않는 보안 암호는 한 번이라도 복사한 모든 사람에게 계속 유효합니다."
#     messages:
#       none: "자동 교체하지 않음: {resource}"
#       rare: "교체 주기가 너무 긺: {resource} ({days}일)"
#     fix: "90일 이하의 교체 일정을 추가하세요."
package rules.secretsmanager.rotation

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	secret.rotations == []
	not startswith(object.get(secret, "name", ""), "rds!")
	found := finding.variant(finding.rests_on(finding.at(secret, ["rotations"], {}), secret, ["name"]), "none")
}

deny contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	some i, rotation in value.items(secret.rotations)
	value.above(rotation.after_days, data.params["secretsmanager/rotation"].maximum_days)
	at := finding.at(secret, ["rotations", i, "after_days"], {"days": rotation.after_days})
	found := finding.severity(finding.variant(at, "rare"), "low")
}

deny contains found if {
	some secret in input.kinds["secretsmanager.secret"]
	some i, rotation in value.items(secret.rotations)
	is_string(rotation.schedule)
	matches := regex.find_all_string_submatch_n(`^rate\((\d+) days?\)$`, rotation.schedule, 1)
	days := to_number(matches[0][1])
	days > data.params["secretsmanager/rotation"].maximum_days
	at := finding.at(secret, ["rotations", i, "schedule"], {"days": days})
	found := finding.severity(finding.variant(at, "rare"), "low")
}
