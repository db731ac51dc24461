# METADATA
# title: "Require SSL for Redshift connections"
# description: "Clients may connect without SSL, so passwords and results cross the network in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [redshift.parameter_group, redshift.cluster]
#   evidence: ["require_ssl"]
#   message: "{resource} lets clients connect without SSL: require_ssl is false"
#   guidance:
#     - {doc: "000", section: "RDS Security - Encryption"}
#   aliases: [CKV_AWS_105]
#   fix:
#     set: {require_ssl: true}
#     text: "Set the parameter require_ssl to true."
#   ko:
#     title: "Redshift SSL 연결 요구하기"
#     description: "클라이언트가 SSL 없이 접속할 수 있어 암호와 결과가 평문으로 전송됩니다."
#     message: "SSL 없이 접속할 수 있음: {resource} (require_ssl false)"
#     fix: "require_ssl 파라미터를 true로 설정하세요."
package rules.redshift.encrypted_in_transit

import rego.v1

import data.lib.finding

deny contains found if {
	some group in input.kinds["redshift.parameter_group"]
	group.require_ssl == false
	found := _graded(finding.at(group, ["require_ssl"], {}), group)
}

_graded(at, group) := at if _used(group)

_graded(at, group) := finding.severity(at, "low") if not _used(group)

_used(group) if input.incoming[group.address]["redshift.cluster"]
