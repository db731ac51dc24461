# METADATA
# title: "Force TLS connections to the database"
# description: "Clients may connect without TLS, so passwords and rows cross the network in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html
# custom:
#   severity: medium
#   category: encryption
#   kinds: [rds.parameter_group, rds.cluster_parameter_group]
#   evidence: ["family", "parameters"]
#   messages:
#     disabled: "{resource} lets clients connect without TLS: {parameter} is {value}"
#     unset: "{resource} does not set {parameter}, which {family} leaves off"
#   guidance:
#     - {doc: "000", section: "RDS Security - Encryption"}
#   aliases: [CKV2_AWS_69]
#   limits: "Databases that use the default parameter group are not judged."
#   fix:
#     text: "Set rds.force_ssl to 1 (PostgreSQL, SQL Server) or require_secure_transport to ON (MySQL, MariaDB)."
#   ko:
#     title: "DB 연결에 TLS 강제하기"
#     description: "클라이언트가 TLS 없이 접속할 수 있어 암호와 데이터가 평문으로 전송됩니다."
#     messages:
#       disabled: "TLS 없이 접속할 수 있음: {resource} ({parameter} 값 {value})"
#       unset: "TLS를 강제하는 파라미터가 없음: {resource} ({family}, {parameter})"
#     fix: "rds.force_ssl을 1로(PostgreSQL, SQL Server), require_secure_transport를 ON으로(MySQL, MariaDB) 설정하세요."
package rules.rds.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some group in _judged
	parameter := _parameter(group.family)
	setting := group.parameters[parameter]
	value.none_of(lower(sprintf("%v", [setting])), {"1", "on", "true"})
	value.known(setting)
	at := finding.at(group, ["parameters", parameter], {"parameter": parameter, "value": setting})
	found := finding.rests_on(finding.variant(at, "disabled"), group, ["family"])
}

deny contains found if {
	some group in _judged
	parameter := _parameter(group.family)
	value.known(group.parameters)
	object.get(group.parameters, parameter, "absent") == "absent"
	not _on_by_default(group.family)
	at := finding.at(group, ["parameters"], {"parameter": parameter, "family": group.family})
	found := finding.rests_on(finding.variant(at, "unset"), group, ["family"])
}

undetermined contains found if {
	some group in input.kinds["rds.cluster_parameter_group"]
	some attribute in ["family", "parameters"]
	value.unknown(group[attribute])
	found := finding.at(group, [attribute], {})
}

undetermined contains found if {
	some group in _judged
	parameter := _parameter(group.family)
	value.unknown(group.parameters[parameter])
	found := finding.at(group, ["parameters", parameter], {})
}

_judged contains group if {
	some kind in ["rds.parameter_group", "rds.cluster_parameter_group"]
	some group in input.kinds[kind]
	not _member_of_aurora(group)
}

# For Aurora the group of the cluster counts.
_member_of_aurora(group) if {
	group.kind == "rds.parameter_group"
	startswith(group.family, "aurora")
}

_parameter(family) := "rds.force_ssl" if regex.match(`^(postgres|aurora-postgresql|sqlserver)`, family)

_parameter(family) := "require_secure_transport" if regex.match(`^(mysql|mariadb|aurora-mysql)`, family)

_on_by_default(family) if {
	some engine, since in {"postgres": 15, "aurora-postgresql": 17}
	startswith(family, engine)
	not value.below(to_number(trim_prefix(family, engine)), since)
}

# MariaDB knows the parameter from 10.5 on and sets it from 11.8 on.
_on_by_default(family) if {
	startswith(family, "mariadb")
	version := concat("", [trim_prefix(family, "mariadb"), ".0"])
	not value.below(semver.compare(version, "11.8.0"), 0)
}

_on_by_default(family) if {
	startswith(family, "mariadb")
	version := concat("", [trim_prefix(family, "mariadb"), ".0"])
	value.below(semver.compare(version, "10.5.0"), 0)
}
