# METADATA
# title: "Do not expose Redshift publicly"
# description: "A warehouse with a public address exposes all data that was gathered in one place."
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
# custom:
#   severity: critical
#   category: network
#   kinds: [redshift.cluster, redshift.serverless_workgroup, ec2.subnet, ec2.route_table, ec2.security_group]
#   messages:
#     public: "{resource} is publicly accessible"
#     reached: "{resource} is publicly accessible: {path}"
#   guidance:
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_87, REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK, redshift-cluster-public-access-check]
#   limits: "Provider versions before 6 make clusters public when nothing is written; that default is not assumed."
#   fix:
#     set: {"publicly_accessible": false}
#     text: "Set publicly_accessible to false."
#   ko:
#     title: "Redshift를 공개하지 않기"
#     description: "공인 주소가 있는 데이터 웨어하우스는 한곳에 모은 모든 데이터를 노출합니다."
#     messages:
#       public: "데이터 웨어하우스가 공개됨: {resource}"
#       reached: "데이터 웨어하우스가 공개됨: {resource} (경로 {path})"
#     fix: "publicly_accessible를 false로 설정합니다."
package rules.redshift.not_public

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some kind in ["redshift.cluster", "redshift.serverless_workgroup"]
	some thing in input.kinds[kind]
	thing.publicly_accessible == true
	bad := finding.at(thing, ["publicly_accessible"], {"path": network.path(thing)})
	found := network.exposed(finding.variant(bad, "public"), thing)
}

undetermined contains found if {
	some kind in ["redshift.cluster", "redshift.serverless_workgroup"]
	some thing in input.kinds[kind]
	value.unknown(thing.publicly_accessible)
	found := finding.at(thing, ["publicly_accessible"], {})
}
