package network

import (
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// host is something that has an address in one or more subnets.
type host struct {
	node       *graph.Node
	addressing addressing
	sources    []*graph.Node // itself, then what it takes missing settings from
	places     []place
	placedBy   *graph.Value // the attribute that places it
	groups     []*group
	groupDoubt *graph.Uncertainty // groups that aren't in the unit
	ungrouped  bool               // a load balancer without groups lets everything through
	exposures  []exposure
	doubt      *graph.Uncertainty // exposures that can't be told
}

// place is a subnet of a host, or the doubt which one it is.
type place struct {
	subnet *subnet
	doubt  *graph.Uncertainty
}

// inherited lists the attributes that name what a host takes its subnets and
// groups from, where it has none itself.
var inherited = []string{"cluster", "replica_of", "launch_template", "launch_configuration", "network_interfaces"}

// readHosts finds everything with an address, and where it stands.
func (n *network) readHosts() {
	for kind, addressing := range shapes {
		for _, node := range n.kinds[kind] {
			h := &host{node: node, addressing: addressing}
			h.sources = n.inheritance(node)
			n.placeHost(h)
			n.groupHost(h)
			n.hosts = append(n.hosts, h)
			n.byAddress[node.Address] = h
		}
	}
	slices.SortFunc(n.hosts, func(a, b *host) int {
		if a.node.Address < b.node.Address {
			return -1
		}
		return 1
	})
	for _, h := range n.hosts {
		for _, g := range h.groups {
			g.attached = append(g.attached, h)
		}
	}
}

// inheritance follows cluster, source and template references, at most a few.
func (n *network) inheritance(node *graph.Node) []*graph.Node {
	found := []*graph.Node{node}
	for i := 0; i < len(found) && len(found) < 8; i++ {
		for _, name := range inherited {
			v := found[i].Attributes.Get(name)
			for _, one := range append(elements(v), v) {
				if one == nil || one.Form != graph.String {
					continue
				}
				if next := n.nodes[one.Text]; next != nil && !slices.Contains(found, next) {
					found = append(found, next)
				}
			}
		}
	}
	return found
}

func elements(v *graph.Value) []*graph.Value {
	if v == nil || v.Form != graph.List {
		return nil
	}
	return slices.Clone(v.List)
}

// placeHost finds the subnets of a host: its own, else those of what it is made from.
func (n *network) placeHost(h *host) {
	for _, source := range h.sources {
		for _, name := range []string{"subnet", "subnets", "subnet_group"} {
			v := source.Attributes.Get(name)
			if v.IsAbsent() || (v.Form == graph.List && len(v.List) == 0) {
				continue
			}
			if h.placedBy == nil {
				h.placedBy = v
			}
			if name == "subnet_group" {
				h.places = append(h.places, n.groupPlaces(v)...)
			} else {
				h.places = append(h.places, n.places(v)...)
			}
		}
		if len(h.places) > 0 {
			return
		}
	}
}

// groupPlaces returns the subnets of a subnet group.
func (n *network) groupPlaces(v *graph.Value) []place {
	if v.Form != graph.String {
		return []place{{doubt: whyOf(v)}}
	}
	if node := n.nodes[v.Text]; node != nil {
		return n.places(node.Attributes.Get("subnets"))
	}
	return []place{{doubt: outside}}
}

func (n *network) places(v *graph.Value) []place {
	switch {
	case v.IsAbsent():
		return nil
	case v.Form == graph.List:
		var found []place
		for _, e := range v.List {
			found = append(found, n.places(e)...)
		}
		return found
	case v.Form == graph.String && n.subnets[v.Text] != nil:
		return []place{{subnet: n.subnets[v.Text]}}
	case v.Form == graph.String:
		return []place{{doubt: outside}}
	default:
		return []place{{doubt: whyOf(v)}}
	}
}

// groupHost finds the security groups of a host; without any the default group
// of its VPC applies
// (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html).
func (n *network) groupHost(h *host) {
	for _, source := range h.sources {
		v := source.Attributes.Get("security_groups")
		if v.IsAbsent() {
			continue
		}
		if v.Form != graph.List {
			h.groupDoubt = mergeWhy(h.groupDoubt, whyOf(v))
			n.attachDoubt = mergeWhy(n.attachDoubt, whyOf(v))
			return
		}
		for _, e := range v.List {
			g := n.groups[e.Text]
			switch {
			case e.Form == graph.String && g != nil:
				h.groups = append(h.groups, g)
			case e.Form == graph.String:
				h.groupDoubt = mergeWhy(h.groupDoubt, outside)
			default:
				h.groupDoubt = mergeWhy(h.groupDoubt, whyOf(e))
				n.attachDoubt = mergeWhy(n.attachDoubt, whyOf(e))
			}
		}
		if len(v.List) > 0 {
			return
		}
	}
	if balancer := h.node.Attributes.Get("lb_type"); balancer != nil && balancer.Text == "network" {
		h.ungrouped = true
		return
	}
	for _, p := range h.places {
		if p.subnet != nil && n.defaultGroup[p.subnet.vpc] != nil {
			h.groups = append(h.groups, n.defaultGroup[p.subnet.vpc])
			return
		}
	}
}
