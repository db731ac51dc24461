package network

import (
	"net/netip"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// class is what a route leads to.
type class string

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

// route is one route of a table.
type route struct {
	index       int
	destination *graph.Value
	prefix      netip.Prefix // valid where the destination is a known range
	class       class        // toUnknown where the target isn't known
	target      string       // address or literal ID, empty where not known
	targetWhy   *graph.Uncertainty
	doubt       *graph.Uncertainty
}

// table is a route table, or the main table of a VPC that no resource manages.
type table struct {
	node   *graph.Node // nil for one that AWS made and nothing manages
	vpc    string
	routes []route
	doubt  *graph.Uncertainty // routes that aren't known at all
}

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

// readTable reads the routes of a route table.
func (n *network) readTable(node *graph.Node, routes *graph.Value) *table {
	t := &table{node: node}
	if routes != nil && routes.Form == graph.Unknown {
		t.doubt = whyOf(routes)
		return t
	}
	for i := range listLen(routes) {
		element, doubt := certainly(routes.List[i])
		if element == nil {
			t.doubt = mergeWhy(t.doubt, doubt)
			continue
		}
		for _, r := range n.readRoute(element) {
			r.index, r.doubt = i, mergeWhy(r.doubt, doubt)
			t.routes = append(t.routes, r)
		}
	}
	return t
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

// way is a route to the internet, or the doubt whether there is one.
type way struct {
	verdict
	route *route
	wide  bool // to every address, and not only to some range
}

// toInternet looks for a route of one address family to an internet gateway
// that no more specific route overrides. The most specific route that matches
// a packet decides
// (https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html).
func (t *table) toInternet(v6 bool) way {
	var best way
	doubt := t.doubt
	for i := range t.routes {
		r := &t.routes[i]
		switch {
		case r.class != toInternetGateway && r.class != toUnknown:
			continue
		case r.prefix.IsValid() && (r.prefix.Addr().Is6() != v6 || isPrivate(r.prefix)):
			continue
		case !r.prefix.IsValid() && r.destination != nil && r.destination.Form == graph.String:
			continue // a prefix list: some addresses of others, never the internet
		case r.prefix.IsValid() && t.overridden(r):
			continue
		}
		if r.doubt != nil || !r.prefix.IsValid() || r.class == toUnknown {
			doubt = mergeWhy(doubt, firstWhy(r.doubt, r.destination))
			continue
		}
		wide := r.prefix.Bits() <= wideBits
		if best.truth != yes || (wide && !best.wide) {
			best = way{verdict{truth: yes}, r, wide}
		}
	}
	if best.truth != yes && doubt != nil {
		return way{verdict: verdict{maybe, doubt}}
	}
	return best
}

// step names a route of the table: aws_route_table.public#routes[0].
func (t *table) step(r *route) string {
	switch {
	case t.node != nil:
		return t.node.Address + "#" + step("routes", r.index)
	case r.index >= 0:
		return t.vpc + "#" + step("main_routes", r.index)
	default:
		return t.vpc
	}
}

func firstWhy(doubt *graph.Uncertainty, v *graph.Value) *graph.Uncertainty {
	if doubt != nil {
		return doubt
	}
	return whyOf(v)
}

// overridden reports whether more specific routes to elsewhere take all that r
// would.
func (t *table) overridden(r *route) bool {
	var others []netip.Prefix
	for i := range t.routes {
		o := &t.routes[i]
		if o.prefix.IsValid() && o.doubt == nil && o.class != toInternetGateway && o.class != toUnknown &&
			contains(r.prefix, o.prefix) && o.prefix.Bits() > r.prefix.Bits() {
			others = append(others, o.prefix)
		}
	}
	return len(others) > 1 && fills(r.prefix, others, 8)
}

// fills reports whether ranges together make up the whole of p; depth bounds
// how often p is halved.
func fills(p netip.Prefix, ranges []netip.Prefix, depth int) bool {
	inside := false
	for _, q := range ranges {
		if contains(q, p) {
			return true
		}
		inside = inside || contains(p, q)
	}
	if !inside || depth == 0 || p.Bits() == p.Addr().BitLen() {
		return false
	}
	low, high := halves(p)
	return fills(low, ranges, depth-1) && fills(high, ranges, depth-1)
}

// halves splits a range in two.
func halves(p netip.Prefix) (low, high netip.Prefix) {
	bits := p.Bits() + 1
	raw := p.Addr().AsSlice()
	raw[p.Bits()/8] |= 0x80 >> (p.Bits() % 8)
	upper, _ := netip.AddrFromSlice(raw)
	return netip.PrefixFrom(p.Addr(), bits), netip.PrefixFrom(upper, bits)
}

// egress returns the default route of one family, nil without one.
func (t *table) egress(v6 bool) (*route, *graph.Uncertainty) {
	doubt := t.doubt
	for i := range t.routes {
		r := &t.routes[i]
		switch {
		case r.prefix.IsValid() && (r.prefix.Addr().Is6() != v6 || r.prefix.Bits() > wideBits):
		case !r.prefix.IsValid() && r.destination != nil && r.destination.Form == graph.String:
		case r.doubt != nil || !r.prefix.IsValid() || r.class == toUnknown:
			doubt = mergeWhy(doubt, firstWhy(r.doubt, r.destination))
		default:
			return r, nil
		}
	}
	if doubt != nil {
		return nil, doubt
	}
	return nil, nil
}

// listLen is the number of elements of a list, 0 for anything else.
func listLen(v *graph.Value) int {
	if v == nil || v.Form != graph.List {
		return 0
	}
	return len(v.List)
}
