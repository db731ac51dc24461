package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// forwarding is what a load balancer does with the packets of one of its ports.
type forwarding struct {
	balancer *host
	listener string // the listener's node, or the block of a Classic Load Balancer
	port     int    // that it listens on
	through  string // the target group; empty for a Classic Load Balancer
	to       int    // port of the targets; 0 where not known
	targets  []*host
}

// readBalancers finds what load balancers forward to.
func (n *network) readBalancers() {
	for _, node := range n.kinds["elb.listener"] {
		balancer := n.byAddress[textOf(node.Attributes.Get("load_balancer"))]
		port, ok := number(node.Attributes.Get("port"))
		if balancer == nil || !ok {
			continue
		}
		for _, group := range targetGroups(node) {
			if g := n.nodes[group]; g != nil {
				to, _ := number(g.Attributes.Get("port"))
				n.forwardings = append(n.forwardings, forwarding{balancer, node.Address, port, group, to, n.targetsOf(g)})
			}
		}
	}
	for _, node := range n.kinds["elb.classic"] {
		listeners := node.Attributes.Get("listeners")
		for i := range listLen(listeners) {
			port, ok := number(listeners.List[i].Get("port"))
			to, _ := number(listeners.List[i].Get("instance_port"))
			if balancer := n.byAddress[node.Address]; ok && balancer != nil {
				at := node.Address + "#" + step("listeners", i)
				n.forwardings = append(n.forwardings, forwarding{balancer, at, port, "", to, n.behindClassic(node)})
			}
		}
	}
}

// targetGroups are those that a listener and its rules forward to.
func targetGroups(listener *graph.Node) []string {
	var found []string
	actions := listener.Attributes.Get("actions")
	for i := range listLen(actions) {
		found = append(found, texts(actions.List[i].Get("target_groups"))...)
	}
	found = append(found, texts(listener.Attributes.Get("rule_target_groups"))...)
	slices.Sort(found)
	return slices.Compact(found)
}

// targetsOf lists what is registered with a target group, by the group or by
// what it is made of.
func (n *network) targetsOf(group *graph.Node) []*host {
	var found []*host
	for _, address := range texts(group.Attributes.Get("targets")) {
		if h := n.byAddress[address]; h != nil {
			found = append(found, h)
		}
	}
	for _, kind := range []string{"autoscaling.group", "ecs.service"} {
		for _, node := range n.kinds[kind] {
			if slices.Contains(texts(node.Attributes.Get("target_groups")), group.Address) {
				found = append(found, n.byAddress[node.Address])
			}
		}
	}
	return found
}

func (n *network) behindClassic(balancer *graph.Node) []*host {
	var found []*host
	for _, address := range texts(balancer.Attributes.Get("instances")) {
		if h := n.byAddress[address]; h != nil {
			found = append(found, h)
		}
	}
	for _, node := range n.kinds["autoscaling.group"] {
		if slices.Contains(texts(node.Attributes.Get("classic_load_balancers")), balancer.Address) {
			found = append(found, n.byAddress[node.Address])
		}
	}
	return found
}

func textOf(v *graph.Value) string {
	if v == nil || v.Form != graph.String {
		return ""
	}
	return v.Text
}

// texts returns the known elements of a list of texts.
func texts(v *graph.Value) []string {
	var found []string
	for i := range listLen(v) {
		if t := textOf(v.List[i]); t != "" {
			found = append(found, t)
		}
	}
	return found
}

// exposeListeners records the listeners of a load balancer without security
// groups: whatever gets to its subnet is let in
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html).
func (n *network) exposeListeners(h *host, places []place) {
	for i := range n.forwardings {
		f := &n.forwardings[i]
		if f.balancer != h {
			continue
		}
		open := ports{f.port, f.port}
		always := groupRule{tcp: applies{verdict{truth: yes}, open}}
		for _, p := range places {
			a := attempt{host: h, rule: &always, place: p, peers: internet4, from: anywhere, admit: verdict{truth: yes}}
			result := n.try(a, tcp)
			h.doubt = mergeWhy(h.doubt, result.why)
			if len(result.arrived) == 0 {
				continue
			}
			path := append([]hop{{anywhere, "a packet from anywhere"}}, n.approach(p.subnet, false, tcp, &result, open)...)
			path = append(path, hop{h.node.Address, "receives the packet"})
			h.exposures = append(h.exposures, exposure{from: anywhere, protocol: tcp, ports: open, path: path})
			break
		}
	}
}

// forward follows packets from the internet through load balancers to their
// targets: what reaches the listener's port comes out at the target's port, from
// an address of the balancer.
func (n *network) forward() {
	for _, f := range n.forwardings {
		for _, way := range f.balancer.exposures {
			if way.from != anywhere || way.ports.from > f.port || way.ports.to < f.port || way.protocol == udp {
				continue
			}
			for _, target := range f.targets {
				n.forwardTo(f, way, target)
			}
			break
		}
		if f.balancer.doubt != nil {
			for _, target := range f.targets {
				target.doubt = mergeWhy(target.doubt, f.balancer.doubt)
			}
		}
	}
}

func (n *network) forwardTo(f forwarding, way exposure, target *host) {
	open := ports{f.to, f.to}
	if f.to == 0 {
		open = allPorts
	}
	if !admitsNeighbor(f.balancer, target, open) {
		return
	}
	for _, g := range target.groups {
		for i := range g.rules {
			r := &g.rules[i]
			cut, ok := r.tcp.ports.intersect(open)
			if r.by(tcp).truth != yes || !ok || !r.admitsBalancer(f.balancer) {
				continue
			}
			path := append(slices.Clone(way.path), hop{f.listener, fmt.Sprintf("forwards port %d", f.port)})
			if f.through != "" {
				path = append(path, hop{f.through, "sends it to " + portName(tcp, cut)})
			}
			path = append(path, hop{g.step(r), "lets the load balancer reach " + portName(tcp, cut)}, hop{target.node.Address, "receives the packet"})
			target.exposures = append(target.exposures, exposure{from: anywhere, protocol: tcp, ports: cut, path: path})
			return
		}
	}
}

// admitsBalancer reports whether a rule is known to let a load balancer in: by
// its group, or by a range that holds its subnets.
func (r *groupRule) admitsBalancer(balancer *host) bool {
	for _, s := range r.sources {
		for _, g := range balancer.groups {
			if s.text == g.node.Address {
				return true
			}
		}
	}
	cidrs := r.value.Get("cidrs")
	for _, p := range balancer.places {
		if prefix, ok := p.prefix(); ok && anyCovers(cidrs, prefix).truth == yes {
			return true
		}
	}
	return false
}

// prefix is the range of a place's subnet.
func (p place) prefix() (netip.Prefix, bool) {
	if p.subnet == nil {
		return netip.Prefix{}, false
	}
	return parsePrefix(textOf(p.subnet.node.Attributes.Get("cidr")))
}

// admitsNeighbor reports whether the ACLs let packets from one host to another:
// in at the target, and the replies out again.
func admitsNeighbor(from, to *host, p ports) bool {
	for _, target := range to.places {
		if target.subnet == nil || target.subnet.acl == nil {
			return true
		}
		for _, source := range from.places {
			prefix, ok := source.prefix()
			if !ok || passes(target.subnet.acl, prefix, p) {
				return true
			}
		}
	}
	return len(to.places) == 0
}

func passes(a *acl, peer netip.Prefix, p ports) bool {
	reply, _ := a.replies(tcp, peer)
	if reply.truth == no {
		return false
	}
	for _, s := range a.ask(inbound, tcp, peer) {
		if _, ok := s.intersect(p); ok && s.truth != no {
			return true
		}
	}
	return false
}
