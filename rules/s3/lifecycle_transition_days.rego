# METADATA
# title: "Wait 30 days before moving objects to an IA class"
# description: "S3 refuses a transition to an infrequent access class before day 30, so the deployment fails."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
# custom:
#   severity: high
#   category: limits
#   kinds: [s3.bucket]
#   evidence: ["lifecycle"]
#   message: "{resource} moves objects to {class} after {days} days; S3 allows it from day 30 on"
#   guidance:
#     - {doc: "001", section: "수명주기 관리(중요!)"}
#     - {doc: "003", section: "Storage"}
#   fix:
#     text: "Wait at least 30 days before the transition."
#   ko:
#     title: "IA 클래스 전환은 30일 이후"
#     description: "S3는 30일 전에 IA 클래스로 전환하는 규칙을 거부하여 배포가 실패합니다."
#     message: "30일 전에 IA 클래스로 전환함: {resource} (클래스 {class}, {days}일)"
#     fix: "전환까지 30일 이상 기다리세요."
package rules.s3.lifecycle_transition_days

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	some i, rule in value.items(bucket.lifecycle)
	some list in ["transitions", "noncurrent_transitions"]
	some j, transition in value.items(rule[list])
	transition.storage_class in {"STANDARD_IA", "ONEZONE_IA"}
	not transition.date
	days := object.get(transition, "days", 0)
	value.below(days, 30)
	at := finding.at(bucket, ["lifecycle", i, list, j, "days"], {"class": transition.storage_class, "days": days})
	read := finding.rests_on(at, bucket, ["lifecycle", i, list, j, "storage_class"])
	found := finding.rests_on(read, bucket, ["lifecycle", i, list, j, "date"])
}
