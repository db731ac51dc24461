# METADATA
# title: "Tag resources for cost and ownership"
# description: "Costs and resources that carry no owner can't be assigned to anyone."
# related_resources:
#   - https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
#   - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
# custom:
#   severity: low
#   category: operations
#   kinds: [autoscaling.group, cloudfront.distribution, ebs.volume, ec2.eip, ec2.instance, ec2.internet_gateway, ec2.launch_template, ec2.nat_gateway, ec2.network_acl, ec2.network_interface, ec2.route_table, ec2.security_group, ec2.subnet, ec2.vpc, ec2.vpc_endpoint, elb.classic, elb.load_balancer, iam.role, kms.key, lambda.function, rds.cluster, rds.instance, s3.bucket, sns.topic, sqs.queue, provider]
#   params: {required_keys: []}
#   message: "{resource} lacks the tags {keys}"
#   guidance:
#     - {doc: "002", section: "관리 및 거버넌스"}
#     - {doc: "001", section: "객체(Object)의 정의와 특징"}
#   limits: "Off until required_keys lists tag keys (suggested: Owner, CostCenter, Environment). Tags that are given to a stack when it is deployed can't be seen; default tags count where every configuration of the provider has them."
#   fix:
#     text: "Add the tags to the resource, or to default_tags of the provider."
#   ko:
#     title: "비용·소유 태그 달기"
#     description: "소유자가 없는 비용과 리소스는 누구에게도 배정할 수 없습니다."
#     message: "필수 태그가 없음: {resource} ({keys})"
#     fix: "리소스나 공급자의 default_tags에 태그를 추가하세요."
package rules.tags.required

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	required := data.params["tags/required"].required_keys
	count(required) > 0
	some resource in _taggable
	missing := [key | some key in required; not _tagged(resource, key); not _by_default(resource, key)]
	missing != []
	at := finding.rests_on(finding.at(resource, ["tags"], {"keys": concat(", ", missing)}), resource, ["tags"])
	found := _rests(at, resource)
}

_taggable contains resource if {
	some kind, resources in input.kinds
	kind != "provider"
	some resource in resources
	resource.tags
	not resource.parent
}

_tagged(resource, key) if resource.tags[key]

# An Auto Scaling group takes no default tags.
_by_default(resource, key) if {
	resource.language == "terraform"
	resource.kind != "autoscaling.group"
	_aws != []
	[provider | some provider in _aws; not _gives(provider, key)] == []
}

_aws := [provider | some provider in input.kinds.provider; value.may_equal(provider.name, "aws")]

_gives(provider, key) if provider.default_tags[key]

_rests(found, resource) := object.union(found, {"rests_on": array.concat(found.rests_on, [{"resource": provider.address, "path": ["default_tags"]} |
	some provider in _aws
	resource.kind != "autoscaling.group"
])})
