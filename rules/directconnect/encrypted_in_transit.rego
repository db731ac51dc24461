# METADATA
# title: "Encrypt Direct Connect traffic (VPN over DX or MACsec)"
# description: "Direct Connect carries traffic in the clear through the networks of others."
# related_resources:
#   - https://docs.aws.amazon.com/directconnect/latest/UserGuide/encryption-in-transit.html
# custom:
#   severity: low
#   category: encryption
#   kinds: [directconnect.connection, directconnect.virtual_interface, directconnect.gateway_association, ec2.vpn_connection]
#   evidence: ["macsec"]
#   messages:
#     plain: "{resource} has neither MACsec nor a VPN connection"
#     fallback: "{resource} falls back to plain traffic where MACsec fails"
#   guidance:
#     - {doc: "002", section: "네트워크 관련"}
#   fix:
#     text: "Request MACsec on a dedicated connection of 10 or 100 Gbps, or run a VPN over it."
#   ko:
#     title: "Direct Connect 트래픽 암호화하기"
#     description: "Direct Connect는 다른 사업자의 망을 거쳐 평문으로 트래픽을 나릅니다."
#     messages:
#       plain: "MACsec도 VPN 연결도 없음: {resource}"
#       fallback: "MACsec에 실패하면 평문으로 전송함: {resource}"
#     fix: "10 또는 100Gbps 전용 연결에서 MACsec를 요청하거나 그 위에 VPN을 둡니다."
package rules.directconnect.encrypted_in_transit

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some connection in input.kinds["directconnect.connection"]
	connection.macsec == false
	not _encrypts(connection)
	not _may_have_vpn(connection)
	bad := finding.at(connection, ["macsec"], {})
	found := finding.variant(finding.rests_on(bad, connection, ["encryption_mode"]), "plain")
}

deny contains found if {
	some connection in input.kinds["directconnect.connection"]
	connection.encryption_mode == "should_encrypt"
	not _may_have_vpn(connection)
	found := finding.variant(finding.severity(finding.at(connection, ["encryption_mode"], {}), "note"), "fallback")
}

undetermined contains found if {
	some connection in input.kinds["directconnect.connection"]
	connection.macsec == false
	not _encrypts(connection)
	_may_have_vpn(connection)
	not _has_vpn(connection)
	found := finding.at(connection, ["macsec"], {})
}

undetermined contains found if {
	some connection in input.kinds["directconnect.connection"]
	some key in ["macsec", "encryption_mode"]
	value.unknown(connection[key])
	found := finding.at(connection, [key], {})
}

_encrypts(connection) if connection.encryption_mode in {"must_encrypt", "should_encrypt"}

_has_vpn(connection) if {
	some interface in input.kinds["directconnect.virtual_interface"]
	interface.connection == connection.address
	some gateway in _gateways(interface)
	some vpn in input.kinds["ec2.vpn_connection"]
	gateway in {vpn.vpn_gateway, vpn.transit_gateway}
}

_has_vpn(connection) if {
	some interface in input.kinds["directconnect.virtual_interface"]
	interface.connection == connection.address
	some gateway in _gateways(interface)
	some vpn in input.kinds["ec2.vpn_connection"]
	gateway == vpn.vpn_gateway
}

# A VPN without a known place, or an interface without one, may protect it.
_may_have_vpn(connection) if _has_vpn(connection)

_may_have_vpn(_) if {
	some vpn in input.kinds["ec2.vpn_connection"]
	some key in ["vpn_gateway", "transit_gateway"]
	value.unknown(vpn[key])
}

_may_have_vpn(connection) if {
	input.kinds["ec2.vpn_connection"]
	some interface in input.kinds["directconnect.virtual_interface"]
	value.may_equal(interface.connection, connection.address)
	some key in ["connection", "vpn_gateway", "gateway"]
	value.unknown(interface[key])
}

_gateways(interface) := {interface.vpn_gateway | is_string(interface.vpn_gateway)} | {link.associated |
	some link in input.kinds["directconnect.gateway_association"]
	link.gateway == interface.gateway
	is_string(link.associated)
}
