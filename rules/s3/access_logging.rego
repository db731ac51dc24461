# METADATA
# title: "Log access to buckets"
# description: "Without access logs nobody can tell who read or deleted an object."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
# custom:
#   severity: low
#   category: logging
#   profile: strict
#   kinds: [s3.bucket, cloudtrail.trail]
#   evidence: ["logging.declared"]
#   message: "{resource} does not log who accesses it"
#   guidance:
#     - {doc: "000", section: "S3 Access Logs"}
#   aliases: [CKV_AWS_18, AVD-AWS-0089, S3_BUCKET_LOGGING_ENABLED, s3-bucket-logging-enabled]
#   limits: "Data events that a trail outside the configuration records are not seen."
#   fix:
#     text: "Log access to another bucket."
#   ko:
#     title: "버킷 액세스 로그 남기기"
#     description: "액세스 로그가 없으면 누가 객체를 읽거나 지웠는지 알 수 없습니다."
#     message: "액세스 로그를 남기지 않음: {resource}"
#     fix: "다른 버킷에 액세스 로그를 남기세요."
package rules.s3.access_logging

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.logging.declared == false
	not _receives_logs(bucket)
	found := object.union(finding.at(bucket, ["logging", "declared"], {}), {"rests_on": _rests})
}

# Where services are told to put logs. Logs that go to a bucket that isn't known
# may go to this one.
_destinations := {
	"s3.bucket": ["logging", "target"],
	"elb.load_balancer": ["access_logs", "bucket"],
	"elb.classic": ["access_logs", "bucket"],
	"cloudfront.distribution": ["logging_bucket"],
	"cloudtrail.trail": ["bucket"],
	"config.delivery_channel": ["bucket"],
}

_rests := [{"resource": source.address, "path": path} |
	some kind, path in _destinations
	some source in input.kinds[kind]
	some known in [array.slice(path, 0, 1), path]
	value.unknown(object.get(source, known, null))
]

_receives_logs(bucket) if {
	some kind, path in _destinations
	some source in input.incoming[bucket.address][kind]
	object.get(source, path, null) == bucket.address
}

_receives_logs(bucket) if bucket.acl == "log-delivery-write"
