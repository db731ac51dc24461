# METADATA
# title: "Do not make databases publicly accessible"
# description: "A database with a public address is attacked by password guessing and every flaw of its engine."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding
# custom:
#   severity: critical
#   category: network
#   kinds: [rds.instance, rds.cluster, ec2.subnet, ec2.route_table, ec2.security_group]
#   messages:
#     public: "{resource} is publicly accessible"
#     reached: "{resource} is publicly accessible: {path}"
#   guidance:
#     - {doc: "000", section: "RDS - Network&IAM Security"}
#   aliases: [CKV_AWS_17, AVD-AWS-0180, RDS_INSTANCE_PUBLIC_ACCESS_CHECK, rds-instance-public-access-check]
#   fix:
#     set: {"publicly_accessible": false}
#     text: "Set publicly_accessible to false."
#   ko:
#     title: "데이터베이스를 공개하지 않기"
#     description: "공인 주소가 있는 데이터베이스는 비밀번호 추측과 엔진의 모든 결함에 노출됩니다."
#     messages:
#       public: "데이터베이스가 공개됨: {resource}"
#       reached: "데이터베이스가 공개됨: {resource} (경로 {path})"
#     fix: "publicly_accessible를 false로 설정합니다."
package rules.rds.not_public

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some kind in ["rds.instance", "rds.cluster"]
	some thing in input.kinds[kind]
	thing.publicly_accessible == true
	bad := finding.at(thing, ["publicly_accessible"], {"path": network.path(thing)})
	found := network.exposed(finding.variant(bad, "public"), thing)
}

undetermined contains found if {
	some kind in ["rds.instance", "rds.cluster"]
	some thing in input.kinds[kind]
	value.unknown(thing.publicly_accessible)
	found := finding.at(thing, ["publicly_accessible"], {})
}
