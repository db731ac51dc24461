package network

import (
	"maps"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Annotate adds the facts about the network to the nodes of a unit, as derived
// attributes that the mappings declare: where a subnet's packets go, from where
// everything with an address can be reached, and what each security group lets
// in. Nodes that gain attributes are replaced in u.Nodes, so that units that
// share nodes don't disturb each other; doing it again gives the same.
func Annotate(u *graph.Unit) {
	if !relevant(u) {
		return
	}
	n := index(u)
	n.readSubnets()
	n.readHosts()
	n.readBalancers()
	for _, h := range n.hosts {
		n.expose(h)
	}
	n.forward()
	n.collect()
	n.readUses(u)
	for i, node := range u.Nodes {
		if facts := n.facts[node.Address]; facts != nil {
			u.Nodes[i] = annotated(node, facts)
		}
	}
}

// relevant reports whether a unit has any node that the facts are about.
func relevant(u *graph.Unit) bool {
	last := ""
	for _, node := range u.Nodes {
		if node.Kind != last {
			if last = node.Kind; concerns(last) {
				return true
			}
		}
	}
	return false
}

// names lists the attributes that are derived here; stale ones are dropped.
var names = []string{
	"public", "public_route", "effective_route_table", "effective_network_acl", "egress", "egress_ipv6", "egress_target",
	"gateway_endpoints", "public_subnets", "private_subnets", "exposure", "reach", "attached", "hosts",
	"admits", "shadowed", "one_way", "allows_all", "unrestricted", "used",
}

func annotated(node *graph.Node, facts map[string]*graph.Value) *graph.Node {
	clone := *node
	entries := make(map[string]*graph.Value, len(facts)+8)
	if node.Attributes != nil {
		maps.Copy(entries, node.Attributes.Map)
	}
	for _, name := range names {
		if old := entries[name]; old != nil && old.Origin == graph.Derived {
			delete(entries, name)
		}
	}
	maps.Copy(entries, facts)
	attributes := graph.Value{Form: graph.Map}
	if node.Attributes != nil {
		attributes = *node.Attributes
	}
	attributes.Map = entries
	clone.Attributes = &attributes
	return &clone
}

// collect makes attributes of what was found.
func (n *network) collect() {
	for address, s := range n.subnets {
		n.facts[address] = s.facts(n)
	}
	for address, t := range n.tables {
		facts := map[string]*graph.Value{}
		t.egressFacts(facts)
		n.facts[address] = facts
	}
	for _, h := range n.hosts {
		n.facts[h.node.Address] = n.hostFacts(h)
	}
	for address, g := range n.groups {
		facts := g.facts()
		if n.attachDoubt != nil {
			facts["attached"].List = append(facts["attached"].List, unknownAt(n.attachDoubt, nil))
		}
		n.facts[address] = facts
	}
	for address, a := range n.acls {
		n.facts[address] = a.facts()
	}
	n.hostsOfSubnets()
}

// hostsOfSubnets lists what stands in each subnet, in the order of addresses.
func (n *network) hostsOfSubnets() {
	for _, h := range n.hosts {
		for _, p := range h.places {
			if p.subnet == nil {
				continue
			}
			facts := n.facts[p.subnet.node.Address]
			if facts["hosts"] == nil {
				facts["hosts"] = stringList(nil)
			}
			facts["hosts"].List = append(facts["hosts"].List, derived(graph.NewString(h.node.Address)))
		}
	}
}

// facts returns the derived attributes of a host.
func (n *network) hostFacts(h *host) map[string]*graph.Value {
	facts := map[string]*graph.Value{"exposure": n.exposureValue(h)}
	if h.placedBy == nil {
		return facts
	}
	var public, private []*graph.Value
	for _, p := range h.places {
		if p.subnet == nil {
			public = append(public, unknownAt(p.doubt, h.placedBy))
			continue
		}
		switch v := p.subnet.public(); v.truth {
		case yes:
			public = append(public, derived(graph.NewString(p.subnet.node.Address)))
		case maybe:
			public = append(public, unknownAt(v.why, h.placedBy))
		default:
			private = append(private, derived(graph.NewString(p.subnet.node.Address)))
		}
	}
	facts["public_subnets"] = derived(graph.NewList(public...))
	facts["private_subnets"] = derived(graph.NewList(private...))
	return facts
}

func (n *network) exposureValue(h *host) *graph.Value {
	list := make([]*graph.Value, 0, len(h.exposures)+1)
	for i := range h.exposures {
		list = append(list, n.value(&h.exposures[i]))
	}
	if h.doubt != nil {
		list = append(list, unknownAt(h.doubt, h.placedBy))
	}
	return derived(graph.NewList(list...))
}

func (n *network) value(e *exposure) *graph.Value {
	return derived(graph.NewMap(map[string]*graph.Value{
		"from":      derived(graph.NewString(e.from)),
		"protocol":  derived(graph.NewString(e.protocol)),
		"port_from": derived(graph.NewInt(e.ports.from)),
		"port_to":   derived(graph.NewInt(e.ports.to)),
		"path":      n.pathValue(e.path),
		"line":      derived(graph.NewString(line(e.path))),
	}))
}

// pathValue makes a value of a path. Steps that several paths share are one
// value: most of them differ in their last steps only.
func (n *network) pathValue(path []hop) *graph.Value {
	steps := make([]*graph.Value, len(path))
	for i, h := range path {
		if steps[i] = n.hops[h]; steps[i] != nil {
			continue
		}
		steps[i] = derived(graph.NewMap(map[string]*graph.Value{
			"node": derived(graph.NewString(h.node)),
			"text": derived(graph.NewString(h.text)),
		}))
		n.hops[h] = steps[i]
	}
	return derived(graph.NewList(steps...))
}

// line is the path in one readable line.
func line(path []hop) string {
	nodes := make([]string, len(path))
	for i, h := range path {
		nodes[i] = h.node
	}
	return strings.Join(nodes, " -> ")
}

// facts returns the derived attributes of a security group: what it is attached
// to, and for each rule that lets the internet in how far packets get.
func (g *group) facts() map[string]*graph.Value {
	attached := make([]string, len(g.attached))
	for i, h := range g.attached {
		attached[i] = h.node.Address
	}
	return map[string]*graph.Value{"attached": stringList(attached), "reach": derived(graph.NewList(g.reach...))}
}

// reachValue says how far packets from anywhere get through a rule to a host:
// the ports on which they arrive and the path, or where they stop.
func (n *network) reachValue(a attempt, result *arrival, reached []portSpan, protocol string) *graph.Value {
	ranges := make([]*graph.Value, len(reached))
	for i, s := range reached {
		ranges[i] = derived(graph.NewMap(map[string]*graph.Value{
			"protocol": derived(graph.NewString(s.protocol)),
			"from":     derived(graph.NewInt(s.ports.from)), "to": derived(graph.NewInt(s.ports.to)),
		}))
	}
	entries := map[string]*graph.Value{
		"rule": derived(graph.NewInt(a.rule.index)), "host": derived(graph.NewString(a.host.node.Address)),
		"ports": derived(graph.NewList(ranges...)),
	}
	if result.stop != "" {
		entries["stop"] = derived(graph.NewString(result.stop))
	}
	if len(reached) > 0 {
		path := n.path(a, protocol, result, reached[0].ports)
		entries["path"], entries["line"] = n.pathValue(path), derived(graph.NewString(line(path)))
	}
	return derived(graph.NewMap(entries))
}
