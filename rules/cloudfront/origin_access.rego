# METADATA
# title: "Restrict S3 origins to CloudFront (OAC/OAI)"
# description: "A bucket that CloudFront reads without an identity has to be open to everyone, so that viewers can go around the distribution."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
# custom:
#   severity: high
#   category: network
#   kinds: [cloudfront.distribution, s3.bucket]
#   message: "{resource} reads its S3 origin {origin} without an origin access control"
#   guidance:
#     - {doc: "001", section: "OAI(Origin Access Identity)"}
#     - {doc: "002", section: "보안 및 자격증명"}
#   aliases: [CKV2_AWS_46, CLOUDFRONT_ORIGIN_ACCESS_IDENTITY_ENABLED, cloudfront-origin-access-identity-enabled]
#   fix:
#     text: "Give the origin an origin access control and let the bucket policy admit only the distribution."
#   ko:
#     title: "S3 오리진은 CloudFront만 접근하게 하기"
#     description: "CloudFront가 신원 없이 읽는 버킷은 모두에게 열려 있어야 하므로 뷰어가 배포를 우회할 수 있습니다."
#     message: "오리진 액세스 제어 없이 S3 오리진을 읽음: {resource} (오리진 {origin})"
#     fix: "오리진에 오리진 액세스 제어를 지정하고 버킷 정책은 그 배포만 허용하세요."
package rules.cloudfront.origin_access

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some [distribution, i, origin] in _open
	_in_s3(origin)
	found := _rests(finding.at(distribution, ["origins", i], {"origin": origin.id}), distribution, i)
}

undetermined contains found if {
	some [distribution, i, origin] in _open
	value.unknown(origin.domain)
	not _in_s3(origin)
	not _elsewhere(origin)
	found := finding.at(distribution, ["origins", i, "domain"], {})
}

undetermined contains found if {
	some distribution in input.kinds["cloudfront.distribution"]
	some origins in [distribution.origins]
	value.uncertain(origins)
	found := finding.absent(distribution, ["origins"], {})
}

# Origins of S3 that need no identity; unknown ones are left to the engine.
_open := [[distribution, i, origin] |
	some distribution in input.kinds["cloudfront.distribution"]
	some i, origin in value.items(distribution.origins)
	not _other(origin)
	not _restricted(origin)
]

_other(origin) if origin.custom == true

_other(origin) if origin.vpc == true

_restricted(origin) if {
	some key in ["access_control", "access_identity"]
	origin[key]
	not value.may_equal(origin[key], "")
}

_in_s3(origin) if input.by_address[origin.resource].kind == "s3.bucket"

_in_s3(origin) if {
	is_string(origin.domain)
	regex.match(`^[^/]+\.s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$`, origin.domain)
	not contains(origin.domain, "s3-website")
}

_elsewhere(origin) if input.by_address[origin.resource]

_rests(found, distribution, i) := object.union(found, {"rests_on": [{"resource": distribution.address, "path": ["origins", i, key]} |
	some key in ["custom", "vpc", "access_control", "access_identity"]
]})
