# METADATA
# title: "Scan images on push"
# description: "An image that is never scanned can carry known vulnerabilities into production unnoticed."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
# custom:
#   severity: medium
#   category: operations
#   kinds: [ecr.repository, ecr.registry_scanning]
#   evidence: ["scan_on_push"]
#   message: "Images pushed to {resource} are not scanned"
#   guidance:
#     - {doc: "000", section: "ECR - Elastic Container Registry"}
#   aliases: [CKV_AWS_163, AVD-AWS-0030, ECR_REPO_SCAN_ON_PUSH]
#   limits: "A registry scanning rule counts as covering the repository when its filter is not known."
#   fix:
#     set: {scan_on_push: true}
#     text: "Turn on scan on push for the repository, or add a scanning rule to the registry that covers it."
#   ko:
#     title: "ECR 이미지 스캔 켜기"
#     description: "스캔하지 않은 이미지는 알려진 취약점을 그대로 운영 환경에 가져갈 수 있습니다."
#     message: "푸시된 이미지를 스캔하지 않음: {resource}"
#     fix: "리포지토리의 푸시 시 스캔을 켜거나, 이 리포지토리를 포함하는 레지스트리 스캔 규칙을 추가하세요."
package rules.ecr.scan_on_push

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some repository in input.kinds["ecr.repository"]
	repository.scan_on_push == false
	not _scanned_by_registry(repository)
	found := finding.at(repository, ["scan_on_push"], {})
}

_scanned_by_registry(repository) if {
	some registry in input.kinds["ecr.registry_scanning"]
	some rule in value.items(registry.rules)
	_scans(rule)
	some filter in value.items(rule.filters)
	_matches(filter, repository)
}

_scanned_by_registry(_) if {
	some registry in input.kinds["ecr.registry_scanning"]
	_may_scan(registry)
}

_may_scan(registry) if value.uncertain(registry.rules)

_may_scan(registry) if {
	some rule in value.items(registry.rules)
	_scans(rule)
	value.uncertain(rule.filters)
}

_scans(rule) if rule.scan_frequency in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}

_scans(rule) if value.unknown(rule.scan_frequency)

_matches("*", _)

_matches(filter, _) if value.unknown(filter)

_matches(_, repository) if not value.known(object.get(repository, "name", {"$unknown": "computed"}))

_matches(filter, repository) if {
	value.known(repository.name)
	glob.match(filter, [], repository.name)
}

_matches(filter, repository) if {
	value.known(repository.name)
	glob.match(concat("", ["*", filter, "*"]), [], repository.name)
}
