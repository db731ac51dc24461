package network

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// class is what a route leads to.
type class string

// targets lists the attributes of a route that can name its target, and what
// each leads to. A gateway needs a look at what it is.
var targets = []struct {
	attribute string
	class     class
}{
	{"gateway", toUnknown},
	{"nat_gateway", toNAT},
	{"egress_only_gateway", toEgressOnly},
	{"transit_gateway", toTransit},
	{"peering", toPeering},
	{"vpc_endpoint", toFirewall},
	{"network_interface", toInterface},
	{"instance", toInterface},
}

// certainly returns an element that is known, or the only one that it can be,
// with the doubt whether it is there at all.
func certainly(v *graph.Value) (*graph.Value, *graph.Uncertainty) {
	if v.IsAbsent() {
		return nil, nil
	}
	if v.Form != graph.Unknown {
		return v, nil
	}
	var only *graph.Value
	if v.Why != nil {
		for _, one := range v.Why.OneOf {
			if one.IsAbsent() {
				continue
			}
			if only != nil {
				return nil, whyOf(v)
			}
			only = one
		}
	}
	return only, whyOf(v)
}

// readRoute returns the route, once for each target that it may have.
func (n *network) readRoute(v *graph.Value) []route {
	base := route{destination: v.Get("destination")}
	if d := base.destination; d != nil && d.Form == graph.String {
		base.prefix, _ = parsePrefix(d.Text)
	}
	var found []route
	for _, t := range targets {
		value := v.Get(t.attribute)
		if value.IsAbsent() || (value.Form == graph.String && value.Text == "") {
			continue
		}
		for _, one := range possible(value) {
			r := base
			r.class = t.class
			if one.Form == graph.String {
				r.target = one.Text
			} else {
				r.targetWhy = whyOf(one)
			}
			if r.class == toUnknown {
				r.class = n.gatewayClass(one)
			}
			switch {
			case value.Form == graph.Unknown && value.Why != nil && len(value.Why.OneOf) > 0:
				r.doubt = whyOf(value)
			case r.class == toUnknown:
				r.doubt = whyOf(one)
			}
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		if target := v.Get("target"); target != nil && target.Form == graph.Unknown {
			base.doubt = whyOf(target)
			return []route{base}
		}
		base.class = toTransit // a carrier, local or core network gateway: none of them leads in from the internet
		return []route{base}
	}
	return found
}

// possible returns what a value can be: itself, or each of its alternatives.
func possible(v *graph.Value) []*graph.Value {
	if v.Form != graph.Unknown || v.Why == nil || len(v.Why.OneOf) == 0 {
		return []*graph.Value{v}
	}
	var found []*graph.Value
	for _, one := range v.Why.OneOf {
		if !one.IsAbsent() {
			found = append(found, one)
		}
	}
	return found
}

// gatewayClass tells gateways apart: by the node, by the prefix of a literal
// ID, by the type of a data source.
func (n *network) gatewayClass(v *graph.Value) class {
	if v.Form == graph.String {
		if node := n.nodes[v.Text]; node != nil {
			switch node.Kind {
			case "ec2.internet_gateway":
				return toInternetGateway
			case "ec2.vpn_gateway":
				return toVPN
			case "ec2.vpc_endpoint":
				return toFirewall
			case "ec2.nat_gateway":
				return toNAT
			default:
				return toTransit
			}
		}
		switch prefix, _, _ := strings.Cut(v.Text, "-"); prefix {
		case "igw":
			return toInternetGateway
		case "vgw":
			return toVPN
		case "vpce":
			return toFirewall
		case "local":
			return toLocal
		}
		return toUnknown
	}
	for _, ref := range v.References {
		switch {
		case strings.Contains(ref.To, "data.aws_internet_gateway."):
			return toInternetGateway
		case strings.Contains(ref.To, "data.aws_vpn_gateway."):
			return toVPN
		}
	}
	return toUnknown
}

// The classes of targets; the words are those of the derived attribute egress.
const (
	toInternetGateway class = "internet_gateway"
	toNAT             class = "nat"
	toEgressOnly      class = "egress_only"
	toTransit         class = "transit_gateway"
	toPeering         class = "peering"
	toFirewall        class = "firewall" // a Gateway Load Balancer or firewall endpoint
	toInterface       class = "interface"
	toVPN             class = "vpn_gateway"
	toLocal           class = "local"
	toNothing         class = "none"
	toUnknown         class = ""
)
