package network

import (
	"net/netip"

	"github.com/plumb-iac/plumb/parser/graph"
)

// group is a security group and what it is attached to.
type group struct {
	node     *graph.Node
	rules    []groupRule
	doubt    *graph.Uncertainty // rules that aren't known at all
	attached []*host
	reach    []*graph.Value
	noted    map[reachKey]bool // what reach already says
}

// groupRule is one rule that lets traffic in.
type groupRule struct {
	index   int
	value   *graph.Value
	doubt   *graph.Uncertainty // whether the rule is there
	tcp     applies
	udp     applies
	from    [2]verdict // whether it lets in the IPv4 and the IPv6 internet
	sources []source
}

// source is a source of a rule that is narrower than the internet.
type source struct {
	text    string // a CIDR range, a group's address, a prefix list
	public  bool   // addresses of the internet
	v6      bool
	element string // where in the rule it is written
}

// readGroups reads the rules of every security group.
func (n *network) readGroups() {
	for _, node := range n.kinds["ec2.security_group"] {
		g := readGroup(node)
		n.groups[node.Address] = g
		vpc := node.Attributes.Get("vpc")
		if node.Resource != nil && node.Resource.Type == "aws_default_security_group" && vpc != nil && vpc.Form == graph.String {
			n.defaultGroup[vpc.Text] = g
		}
	}
}

func readGroup(node *graph.Node) *group {
	g := &group{node: node}
	list := node.Attributes.Get("ingress")
	if list != nil && list.Form == graph.Unknown {
		g.doubt = whyOf(list)
		return g
	}
	for i := range listLen(list) {
		value, doubt := certainly(list.List[i])
		if value == nil {
			g.doubt = mergeWhy(g.doubt, doubt)
			continue
		}
		r := groupRule{index: i, value: value, doubt: doubt, tcp: readPorts(value, tcp), udp: readPorts(value, udp)}
		r.readSources(value)
		g.rules = append(g.rules, r)
	}
	return g
}

// readSources sorts the sources of a rule: the whole internet, and what is
// narrower. What a managed prefix list holds can't be seen.
func (r *groupRule) readSources(v *graph.Value) {
	cidrs := v.Get("cidrs")
	for i := range r.from {
		for _, half := range internet(i == family(true)) {
			r.from[i] = r.from[i].or(anyCovers(cidrs, half))
		}
	}
	for i := range listLen(cidrs) {
		text := cidrs.List[i].Text
		if p, ok := parsePrefix(text); ok && cidrs.List[i].Form == graph.String && p.Bits() > wideBits {
			r.sources = append(r.sources, source{text: text, public: !isPrivate(p), v6: p.Addr().Is6(), element: step("cidrs", i)})
		}
	}
	for _, name := range []string{"groups", "prefix_lists"} {
		list := v.Get(name)
		for i := range listLen(list) {
			if e := list.List[i]; e.Form == graph.String {
				r.sources = append(r.sources, source{text: e.Text, element: step(name, i)})
			}
		}
	}
}

// anyCovers says whether one of the ranges of a list contains p.
func anyCovers(list *graph.Value, p netip.Prefix) verdict {
	if list != nil && list.Form == graph.Unknown {
		return open(list)
	}
	result := verdict{}
	for i := range listLen(list) {
		result = result.or(covers(list.List[i], p))
	}
	return result
}

// by returns how the rule applies to a protocol.
func (r *groupRule) by(protocol string) applies {
	a := r.tcp
	if protocol == udp {
		a = r.udp
	}
	if r.doubt != nil {
		a.verdict = a.and(verdict{maybe, r.doubt})
	}
	return a
}

// reachKey tells apart what there is to say of the reach of a rule.
type reachKey struct {
	rule    int
	v6      bool
	unknown bool
	first   portSpan
	count   int
	stop    string
}

// note adds to what is known of the reach of a rule, unless another host has
// said the same: one example is enough.
func (g *group) note(key reachKey, value func() *graph.Value) {
	if g.noted[key] {
		return
	}
	if g.noted == nil {
		g.noted = map[reachKey]bool{}
	}
	g.noted[key] = true
	g.reach = append(g.reach, value())
}

// step names the rule: aws_security_group.web#ingress[0].
func (g *group) step(r *groupRule) string { return g.node.Address + "#" + step("ingress", r.index) }
