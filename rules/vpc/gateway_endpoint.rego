# METADATA
# title: "Reach S3 and DynamoDB through gateway endpoints"
# description: "Traffic to S3 and DynamoDB through a NAT gateway is charged by the gigabyte; through a gateway endpoint it is free."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
# custom:
#   severity: medium
#   category: cost
#   kinds: [ec2.vpc, ec2.route_table, ec2.vpc_endpoint, dynamodb.table]
#   message: "{resource} reaches {service} through NAT ({table}), and has no gateway endpoint for it"
#   guidance:
#     - {doc: "002", section: "네트워크 관련"}
#     - {doc: "001", section: "VPC Endpoint"}
#     - {doc: "003", section: "네트워크"}
#   fix:
#     text: "Add a gateway endpoint for the service and associate the private route tables with it."
#   ko:
#     title: "S3·DynamoDB는 게이트웨이 엔드포인트로 접근하기"
#     description: "NAT 게이트웨이를 거친 S3·DynamoDB 트래픽은 기가바이트마다 과금되지만, 게이트웨이 엔드포인트는 무료입니다."
#     message: "게이트웨이 엔드포인트 없이 NAT로 접근함: {resource} (서비스 {service}, 라우팅 테이블 {table})"
#     fix: "해당 서비스의 게이트웨이 엔드포인트를 만들고 프라이빗 라우팅 테이블에 연결합니다."
package rules.vpc.gateway_endpoint

import rego.v1

import data.lib.finding
import data.lib.network
import data.lib.value

deny contains found if {
	some vpc in input.kinds["ec2.vpc"]
	some table in input.incoming[vpc.address]["ec2.route_table"]
	table.vpc == vpc.address
	table.egress in {"nat", "interface"}
	some service in {"s3", "dynamodb"}
	_wanted(service)
	not _may_have(vpc, service)
	bad := finding.at(vpc, [], {"service": _names[service], "table": table.address})
	found := _graded(finding.rests_on(bad, table, ["vpc"]), service)
}

undetermined contains found if {
	some vpc in input.kinds["ec2.vpc"]
	some table in _tables(vpc)
	_may_be_nat(table)
	not network.has_endpoint(input.kinds, vpc, "s3")
	not network.may_have_endpoint(input.kinds, vpc, "s3")
	found := finding.rests_on(finding.rests_on(finding.at(vpc, [], {}), table, ["egress"]), table, ["vpc"])
}

undetermined contains found if {
	some vpc in input.kinds["ec2.vpc"]
	some table in _tables(vpc)
	_may_be_nat(table)
	not network.has_endpoint(input.kinds, vpc, "s3")
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	network.may_serve(endpoint, vpc, "s3")
	found := finding.rests_on(finding.rests_on(finding.at(vpc, [], {}), endpoint, ["service"]), endpoint, ["vpc"])
}

# _tables are those that are or may be the VPC's.
_tables(vpc) := array.concat(
	[table | some table in input.incoming[vpc.address]["ec2.route_table"]; table.vpc == vpc.address],
	[table | some table in _unplaced; value.may_equal(table.vpc, vpc.address)],
)

_unplaced := [table | some table in input.kinds["ec2.route_table"]; value.unknown(table.vpc)]

_may_be_nat(table) if table.egress in {"nat", "interface"}

_may_be_nat(table) if value.unknown(table.egress)

_wanted("s3")

_wanted("dynamodb") if input.kinds["dynamodb.table"]

_names := {"s3": "S3", "dynamodb": "DynamoDB"}

_graded(bad, "s3") := bad

_graded(bad, "dynamodb") := finding.severity(bad, "note")

_may_have(vpc, service) if network.has_endpoint(input.kinds, vpc, service)

_may_have(vpc, service) if network.may_have_endpoint(input.kinds, vpc, service)
