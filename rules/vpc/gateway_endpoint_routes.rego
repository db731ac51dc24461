# METADATA
# title: "Associate gateway endpoints with the route tables that need them"
# description: "A gateway endpoint works only through the route tables that it is associated with; others keep paying for NAT."
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.vpc_endpoint, ec2.route_table]
#   messages:
#     none: "{resource} is associated with no route table, so nothing uses it"
#     missing: "{resource} is not associated with {table}, which sends its traffic through NAT"
#   guidance:
#     - {doc: "002", section: "네트워크 관련"}
#   fix:
#     text: "Add the private route tables to route_table_ids (RouteTableIds)."
#   ko:
#     title: "게이트웨이 엔드포인트를 라우팅 테이블에 연결하기"
#     description: "게이트웨이 엔드포인트는 연결된 라우팅 테이블에서만 동작하며, 나머지는 계속 NAT 비용을 냅니다."
#     messages:
#       none: "연결된 라우팅 테이블이 없어 쓰이지 않음: {resource}"
#       missing: "NAT로 나가는 라우팅 테이블에 연결되지 않음: {resource} (라우팅 테이블 {table})"
#     fix: "프라이빗 라우팅 테이블을 route_table_ids(RouteTableIds)에 추가합니다."
package rules.vpc.gateway_endpoint_routes

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	endpoint.endpoint_type == "Gateway"
	endpoint.route_tables == []
	not _associated_elsewhere(endpoint)
	found := finding.variant(finding.at(endpoint, ["route_tables"], {"table": ""}), "none")
}

deny contains found if {
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	endpoint.endpoint_type == "Gateway"
	endpoint.route_tables[0]
	some address in object.get(_by_vpc, endpoint.vpc, [])
	table := input.by_address[address]
	not _listed(endpoint, table)
	bad := finding.absent(endpoint, ["route_tables"], {"table": table.address})
	found := finding.variant(finding.severity(finding.rests_on(bad, table, ["egress"]), "low"), "missing")
}

undetermined contains found if {
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	endpoint.endpoint_type == "Gateway"
	some [table, path] in _unsure
	value.may_equal(table.vpc, endpoint.vpc)
	not _listed(endpoint, table)
	found := finding.rests_on(finding.at(endpoint, ["route_tables"], {}), table, path)
}

undetermined contains found if {
	some endpoint in input.kinds["ec2.vpc_endpoint"]
	some path in [p | some p in [["endpoint_type"], ["route_tables"], ["vpc"]]; value.unknown(object.get(endpoint, p, ""))]
	found := finding.at(endpoint, path, {})
}

# Asked for as a whole, an index is built once.
# regal ignore:pointless-reassignment
_by_vpc := _private_by_vpc

_private_by_vpc[table.vpc] contains table.address if {
	some table in input.kinds["ec2.route_table"]
	table.egress in {"nat", "interface"}
}

_unsure := [[table, path] |
	some table in input.kinds["ec2.route_table"]
	some path in [["egress"], ["vpc"]]
	value.unknown(object.get(table, path, ""))
]

_listed(endpoint, table) if table.address in value.items(endpoint.route_tables)

_listed(endpoint, table) if endpoint.address in value.items(table.vpc_endpoints)

_associated_elsewhere(endpoint) if {
	some table in input.kinds["ec2.route_table"]
	some other in value.items(table.vpc_endpoints)
	value.may_equal(other, endpoint.address)
}
