# METADATA
# title: "Lock archive vaults"
# description: "An unlocked vault can lose its retention policy, and with it the archives, to anyone with the right permissions."
# related_resources:
#   - https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-lock.html
# custom:
#   severity: note
#   category: data-protection
#   profile: strict
#   kinds: [glacier.vault]
#   evidence: ["lock.declared", "lock.complete"]
#   languages: ["terraform"]
#   messages:
#     none: "{resource} is not locked"
#     incomplete: "The lock of {resource} is not completed and expires after 24 hours"
#   guidance:
#     - {doc: "000", section: "Glacier Vault Lock"}
#   fix:
#     text: "Add a vault lock and complete it, or move the archives to S3 with Object Lock."
#   ko:
#     title: "Glacier 볼트 잠금 쓰기"
#     description: "잠그지 않은 볼트는 권한을 가진 누군가가 보존 정책과 아카이브를 없앨 수 있습니다."
#     messages:
#       none: "볼트가 잠겨 있지 않음: {resource}"
#       incomplete: "볼트 잠금이 완료되지 않음: {resource}"
#     fix: "볼트 잠금을 추가해 완료하거나 Object Lock을 켠 S3로 옮기세요."
package rules.glacier.vault_lock

import rego.v1

import data.lib.finding

deny contains found if {
	some vault in input.kinds["glacier.vault"]
	vault.lock.declared == false
	found := finding.variant(finding.at(vault, ["lock", "declared"], {}), "none")
}

deny contains found if {
	some vault in input.kinds["glacier.vault"]
	vault.lock.declared == true
	vault.lock.complete == false
	at := finding.at(vault, ["lock", "complete"], {})
	found := finding.rests_on(finding.variant(at, "incomplete"), vault, ["lock", "declared"])
}
