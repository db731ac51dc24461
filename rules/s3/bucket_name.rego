# METADATA
# title: "Name buckets by the S3 rules"
# description: "S3 refuses a name that breaks its rules; a dot in the name breaks TLS for virtual-hosted addresses."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
# custom:
#   severity: medium
#   category: limits
#   kinds: [s3.bucket]
#   evidence: ["name"]
#   messages:
#     invalid: "{resource} has the name {name}, which S3 refuses: {reason}"
#     dot: "{resource} has the name {name}, whose dots break TLS for virtual-hosted addresses"
#   guidance:
#     - {doc: "001", section: "버킷(Bucket)의 정의와 특징"}
#     - {doc: "004", section: "10. S3"}
#   aliases: [AVD-AWS-0320]
#   fix:
#     text: "Use 3 to 63 lower-case letters, digits and hyphens."
#   ko:
#     title: "S3 버킷 이름 규칙 지키기"
#     description: "S3는 규칙에 맞지 않는 이름을 거부하며, 이름의 점은 가상 호스팅 주소의 TLS를 깨뜨립니다."
#     messages:
#       invalid: "S3가 거부하는 이름: {resource} (이름 {name}, 이유 {reason})"
#       dot: "이름의 점이 가상 호스팅 주소의 TLS를 깨뜨림: {resource} (이름 {name})"
#     fix: "소문자와 숫자, 하이픈을 3자에서 63자까지 쓰세요."
package rules.s3.bucket_name

import rego.v1

import data.lib.finding

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	is_string(bucket.name)
	some reason in _reasons(bucket)
	found := finding.variant(finding.at(bucket, ["name"], {"name": bucket.name, "reason": reason}), "invalid")
}

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	is_string(bucket.name)
	_reasons(bucket) == set()
	contains(bucket.name, ".")
	found := finding.severity(finding.variant(finding.at(bucket, ["name"], {"name": bucket.name}), "dot"), "low")
}

_reasons(bucket) := {reason | some reason in _broken(bucket.name, object.get(bucket, "namespace", "global"))}

_broken(name, namespace) := [reason |
	some reason, pattern in _patterns
	regex.match(pattern, name)
	not _allowed(reason, namespace)
]

# Written as what is wrong, so that every pattern names its reason.
_patterns := {
	"its length is not 3 to 63": `^(.{0,2}|.{64,})$`,
	"it has other characters than a-z, 0-9, dot and hyphen": `[^a-z0-9.-]`,
	"it does not begin and end with a letter or digit": `^[.-]|[.-]$`,
	"it has two dots in a row": `\.\.`,
	"it looks like an IP address": `^\d+\.\d+\.\d+\.\d+$`,
	"it has a reserved prefix": `^(xn--|sthree-|amzn-s3-demo-)`,
	"it has a reserved suffix": `(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$`,
	"the suffix -an belongs to account regional namespaces": `-an$`,
}

_allowed("the suffix -an belongs to account regional namespaces", "account-regional")
