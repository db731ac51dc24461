# METADATA
# title: Enable MFA Delete on versioned buckets
# description: Without MFA Delete, whoever holds the credentials of an administrator can erase every version of an object for good.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
# custom:
#   severity: medium
#   category: data-protection
#   kinds: [s3.bucket, cloudtrail.trail]
#   evidence: [versioning, mfa_delete]
#   messages:
#     "off": "{resource} keeps versions that can be deleted without MFA"
#     lifecycle: "{resource} can't have MFA Delete while it has lifecycle rules ({rules})"
#     template: "MFA Delete can't be set in a template, so it has to be turned on by command for {buckets}"
#   differs: CloudFormation has no property for MFA Delete, so a template gets one note that lists its versioned buckets.
#   guidance:
#     - {doc: "000", section: "S3 MFA Delete"}
#   aliases: [AVD-AWS-0170]
#   fix:
#     text: "Run aws s3api put-bucket-versioning with MFADelete=Enabled and --mfa as the root user; in Terraform set mfa_delete and mfa with root credentials."
#   ko:
#     title: 버전 관리 버킷에 MFA Delete 켜기
#     description: MFA Delete가 없으면 관리자 자격 증명을 손에 넣은 누구나 객체의 모든 버전을 영구히 지울 수 있습니다.
#     messages:
#       "off": "MFA 없이 버전을 삭제할 수 있음: {resource}"
#       lifecycle: "수명 주기 규칙({rules}) 때문에 MFA Delete를 켤 수 없음: {resource}"
#       template: "템플릿으로는 MFA Delete를 켤 수 없어 명령으로 켜야 함: {buckets}"
#     fix: "루트 사용자로 aws s3api put-bucket-versioning을 MFADelete=Enabled와 --mfa로 실행합니다. Terraform에서는 루트 자격 증명으로 mfa_delete와 mfa를 설정합니다."
package rules.s3.mfa_delete

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.language == "terraform"
	_unguarded(bucket)
	bad := finding.at(bucket, ["mfa_delete"], {"rules": _lifecycle_rules(bucket)})
	found := _graded(finding.rests_on(bad, bucket, ["object_lock", "mode"]), bucket)
}

deny contains found if {
	buckets := [bucket | some bucket in input.kinds["s3.bucket"]; bucket.language == "cloudformation"; _unguarded(bucket)]
	listed := [bucket.address | some bucket in buckets]
	bad := finding.at(buckets[0], ["versioning"], {"buckets": listed})
	found := finding.severity(finding.variant(bad, "template"), "note")
}

_unguarded(bucket) if {
	bucket.versioning == true
	not bucket.mfa_delete
	not _compliance_lock(bucket)
}

# Object Lock in compliance mode keeps even the root user from deleting.
_compliance_lock(bucket) if bucket.object_lock.mode == "COMPLIANCE"

_graded(bad, bucket) := finding.severity(finding.variant(bad, "lifecycle"), "note") if {
	_lifecycle_rules(bucket) != []
} else := finding.variant(bad, "off") if {
	_keeps_records(bucket)
} else := finding.severity(finding.variant(bad, "off"), "low")

# S3 refuses MFA Delete on a bucket that has lifecycle rules.
_lifecycle_rules(bucket) := [object.get(rule, "id", sprintf("#%d", [i])) |
	some i, rule in value.items(bucket.lifecycle)
	rule.enabled == true
]

_keeps_records(bucket) if input.incoming[bucket.address]["cloudtrail.trail"]

_keeps_records(bucket) if bucket.object_lock.enabled == true
