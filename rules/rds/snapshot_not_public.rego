# METADATA
# title: "Do not share database snapshots publicly"
# description: "Every AWS account can restore a public snapshot and read the whole database."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
# custom:
#   severity: critical
#   category: data-protection
#   kinds: [rds.snapshot]
#   evidence: ["shared_accounts"]
#   languages: ["terraform"]
#   message: "{resource} is shared with every AWS account"
#   guidance:
#     - {doc: "001", section: "Snapshot"}
#   aliases: [CKV_AWS_302]
#   fix:
#     text: "Share the snapshot with named accounts only."
#   ko:
#     title: "DB 스냅샷을 공개하지 않기"
#     description: "공개 스냅샷은 모든 AWS 계정이 복원하여 데이터베이스 전체를 읽을 수 있습니다."
#     message: "모든 AWS 계정과 공유됨: {resource}"
#     fix: "지정한 계정과만 스냅샷을 공유하세요."
package rules.rds.snapshot_not_public

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some snapshot in input.kinds["rds.snapshot"]
	some i, account in value.items(snapshot.shared_accounts)
	account == "all"
	found := finding.at(snapshot, ["shared_accounts", i], {})
}
