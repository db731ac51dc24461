# METADATA
# title: "Give buckets a lifecycle configuration"
# description: "Without a rule nothing ever moves to a cheaper class or expires, so the bill only grows."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
# custom:
#   severity: low
#   category: cost
#   profile: strict
#   kinds: [s3.bucket]
#   evidence: ["lifecycle", "intelligent_tiering"]
#   message: "{resource} has no enabled lifecycle rule"
#   guidance:
#     - {doc: "000", section: "S3 수명주기"}
#     - {doc: "001", section: "수명주기 관리(중요!)"}
#     - {doc: "003", section: "Storage"}
#   aliases: [CKV2_AWS_61]
#   fix:
#     text: "Add a lifecycle rule that moves or expires objects, or an Intelligent-Tiering configuration."
#   ko:
#     title: "버킷에 수명 주기 규칙 두기"
#     description: "규칙이 없으면 더 저렴한 클래스로 옮기거나 만료되는 객체가 없어 비용이 늘기만 합니다."
#     message: "켜진 수명 주기 규칙이 없음: {resource}"
#     fix: "객체를 옮기거나 만료하는 수명 주기 규칙이나 Intelligent-Tiering 구성을 추가하세요."
package rules.s3.lifecycle

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	not _has_rule(bucket)
	bucket.intelligent_tiering == []
	found := finding.rests_deeply_on(finding.at(bucket, ["lifecycle"], {}), bucket, ["lifecycle"])
}

_has_rule(bucket) if {
	some rule in value.items(bucket.lifecycle)
	rule.enabled == true
}
