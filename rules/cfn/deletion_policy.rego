# METADATA
# title: "Retain or snapshot stateful resources at stack deletion"
# description: "Deleting a stack, removing a resource from it or replacing one deletes the data for good, unless the resource is kept."
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
#   - https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
# custom:
#   severity: medium
#   category: data-protection
#   profile: strict
#   kinds: [s3.bucket, rds.instance, rds.cluster, dynamodb.table, efs.file_system, ebs.volume, redshift.cluster, elasticache.replication_group, neptune.cluster, docdb.cluster, logs.log_group, kms.key]
#   differs: "Terraform has prevent_destroy, which also stops plans, where CloudFormation keeps the resource."
#   messages:
#     deleted: "{resource} is deleted along with its stack"
#     replaced: "{resource} is deleted when an update replaces it"
#     snapshot: "{resource} asks for a snapshot, which its type does not support"
#     created: "{resource} has the update replace policy RetainExceptOnCreate, which is a deletion policy only"
#     unprotected: "{resource} can be destroyed by a plan: prevent_destroy is not set"
#     forced: "{resource} is deleted with everything in it"
#   guidance:
#     - {doc: "003", section: "CloudFormation"}
#     - {doc: "001", section: "Stack"}
#   fix:
#     text: "Set DeletionPolicy and UpdateReplacePolicy to Retain, or Snapshot where the type supports it; in Terraform set prevent_destroy."
#   ko:
#     title: "스택을 삭제해도 상태 저장 리소스는 남기기"
#     description: "리소스를 보존하지 않으면 스택을 삭제하거나 리소스를 빼거나 교체할 때 데이터가 영구히 삭제됩니다."
#     messages:
#       deleted: "스택과 함께 삭제됨: {resource}"
#       replaced: "업데이트로 교체될 때 삭제됨: {resource}"
#       snapshot: "지원하지 않는 유형에 스냅샷을 지정함: {resource}"
#       created: "UpdateReplacePolicy에 쓸 수 없는 RetainExceptOnCreate를 지정함: {resource}"
#       unprotected: "prevent_destroy가 없어 계획으로 삭제될 수 있음: {resource}"
#       forced: "내용물까지 함께 삭제됨: {resource}"
#     fix: "DeletionPolicy와 UpdateReplacePolicy를 Retain으로, 지원하는 유형이면 Snapshot으로 설정하세요. Terraform에서는 prevent_destroy를 설정하세요."
package rules.cfn.deletion_policy

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some resource in _stateful
	resource.deletion_policy == "Delete"
	not _low(resource)
	found := _at(resource, "deletion_policy", "deleted")
}

deny contains found if {
	some resource in _stateful
	resource.deletion_policy == "Delete"
	_low(resource)
	found := finding.severity(_at(resource, "deletion_policy", "deleted"), "low")
}

deny contains found if {
	some resource in _stateful
	resource.update_replace_policy == "Delete"
	value.differs(resource.deletion_policy, "Delete")
	at := _at(resource, "update_replace_policy", "replaced")
	found := finding.severity(finding.rests_on(at, resource, ["deletion_policy"]), "low")
}

deny contains found if {
	some resource in _stateful
	not resource.kind in _with_snapshots
	some key in ["deletion_policy", "update_replace_policy"]
	resource[key] == "Snapshot"
	found := _at(resource, key, "snapshot")
}

deny contains found if {
	some resource in _stateful
	resource.update_replace_policy == "RetainExceptOnCreate"
	found := _at(resource, "update_replace_policy", "created")
}

deny contains found if {
	some resource in _stateful
	resource.kind in {"rds.instance", "rds.cluster", "dynamodb.table", "s3.bucket", "efs.file_system", "kms.key"}
	resource.prevent_destroy == false
	found := finding.severity(_at(resource, "prevent_destroy", "unprotected"), "note")
}

deny contains found if {
	some bucket in input.kinds["s3.bucket"]
	bucket.force_destroy == true
	found := finding.severity(_at(bucket, "force_destroy", "forced"), "low")
}

undetermined contains found if {
	some resource in _stateful
	some key in ["deletion_policy", "update_replace_policy", "prevent_destroy", "force_destroy"]
	value.unknown(resource[key])
	found := _at(resource, key, "deleted")
}

_at(resource, key, variant) := finding.rests_on(finding.variant(finding.at(resource, [key], {}), variant), resource, ["cluster"])

# The cluster holds the data of its instances, the instance that of a volume
# written within it.
_stateful contains resource if {
	some kind in [
		"s3.bucket", "rds.instance", "rds.cluster", "dynamodb.table", "efs.file_system", "redshift.cluster",
		"elasticache.replication_group", "neptune.cluster", "docdb.cluster", "logs.log_group",
	]
	some resource in input.kinds[kind]
	not _member(resource)
}

_stateful contains volume if {
	some volume in input.kinds["ebs.volume"]
	volume.type in {"aws_ebs_volume", "AWS::EC2::Volume"}
}

# AWS keeps a deleted key for a week at least.
_stateful contains key if {
	some key in input.kinds["kms.key"]
	key.language == "terraform"
}

_member(resource) if {
	resource.kind == "rds.instance"
	resource.cluster
}

_low(resource) if resource.kind in {"s3.bucket", "logs.log_group"}

_with_snapshots := {
	"ebs.volume", "rds.instance", "rds.cluster", "redshift.cluster",
	"elasticache.replication_group", "neptune.cluster", "docdb.cluster",
}
