package network

import (
	"net/netip"

	"github.com/plumb-iac/plumb/parser/graph"
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
