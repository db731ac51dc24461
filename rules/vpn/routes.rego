# METADATA
# title: "Route traffic into the VPN tunnel"
# description: "A tunnel to which no route leads carries nothing."
# related_resources:
#   - https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-static-dynamic.html
# custom:
#   severity: medium
#   category: network
#   kinds: [ec2.vpn_connection, ec2.vpn_gateway, ec2.route_table]
#   messages:
#     static: "{resource} uses static routing and has no route"
#     table: "no route table leads to {gateway}, so nothing uses {resource}"
#   guidance:
#     - {doc: "001", section: "VPN"}
#   limits: "VPN connections of transit gateways are not judged."
#   fix:
#     text: "Propagate the routes of the gateway into the route tables, or add a route to it."
#   ko:
#     title: "VPN 터널로 가는 경로를 만들기"
#     description: "경로가 없는 터널은 아무것도 나르지 않습니다."
#     messages:
#       static: "정적 라우팅인데 경로가 없음: {resource}"
#       table: "VPN 게이트웨이로 가는 라우팅 테이블이 없음: {resource} (게이트웨이 {gateway})"
#     fix: "게이트웨이의 경로를 라우팅 테이블로 전파하거나 경로를 추가합니다."
package rules.vpn.routes

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some vpn in input.kinds["ec2.vpn_connection"]
	vpn.vpn_gateway
	vpn.static_routes_only == true
	vpn.static_routes == []
	found := finding.variant(finding.rests_on(finding.at(vpn, ["static_routes"], {}), vpn, ["static_routes_only"]), "static")
}

deny contains found if {
	some vpn in input.kinds["ec2.vpn_connection"]
	gateway := input.by_address[vpn.vpn_gateway]
	is_string(gateway.vpc)
	input.by_address[gateway.vpc]
	[table | some table in input.kinds["ec2.route_table"]; _may_lead(table, gateway)] == []
	bad := finding.at(vpn, ["vpn_gateway"], {"gateway": gateway.address})
	found := finding.variant(finding.rests_on(bad, gateway, ["vpc"]), "table")
}

undetermined contains found if {
	some vpn in input.kinds["ec2.vpn_connection"]
	some path in [p | some p in [["vpn_gateway"], ["static_routes_only"], ["static_routes"]]; value.unknown(object.get(vpn, p, ""))]
	found := finding.at(vpn, path, {})
}

undetermined contains found if {
	some vpn in input.kinds["ec2.vpn_connection"]
	gateway := input.by_address[vpn.vpn_gateway]
	some table in input.kinds["ec2.route_table"]
	_may_lead(table, gateway)
	not _leads(table, gateway)
	found := finding.at(vpn, ["vpn_gateway"], {})
}

undetermined contains found if {
	some vpn in input.kinds["ec2.vpn_connection"]
	gateway := input.by_address[vpn.vpn_gateway]
	not input.by_address[gateway.vpc]
	found := finding.rests_on(finding.at(vpn, ["vpn_gateway"], {}), gateway, ["vpc"])
}

_leads(table, gateway) if gateway.address in value.items(table.propagating_gateways)

_leads(table, gateway) if {
	some route in value.items(table.routes)
	route.gateway == gateway.address
}

_may_lead(table, gateway) if _leads(table, gateway)

_may_lead(table, _) if value.uncertain(table.propagating_gateways)

_may_lead(table, _) if value.uncertain(table.routes)

_may_lead(table, _) if {
	some route in value.items(table.routes)
	value.unknown(route.gateway)
	not route.gateway.parts
}
