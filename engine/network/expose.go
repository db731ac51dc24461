package network

import (
	"net/netip"

	"github.com/plumb-iac/plumb/parser/graph"
)

// exposure is one way in: from whom, to which ports, by which path.
type exposure struct {
	from     string // "internet", a CIDR range, the address of a security group, a prefix list
	protocol string // tcp, udp or -1
	ports    ports
	path     []hop
}

// attempt is the try of a packet from a range to come in through a rule.
type attempt struct {
	host  *host
	group *group
	rule  *groupRule
	place place
	peers []netip.Prefix // tried one by one: what any of them may do is possible
	v6    bool
	from  string
	admit verdict // whether the rule lets the peers in
}

// arrival is the outcome: what arrives, what may, and where the rest stops.
type arrival struct {
	arrived []span
	why     *graph.Uncertainty // what may arrive
	stop    string             // the node where it ends; empty where it doesn't
	in, out int                // ACL entries that decided
	applies applies
}

// expose finds every way in to a host.
func (n *network) expose(h *host) {
	places := distinct(h.places)
	if len(places) == 0 {
		places = []place{{doubt: whyOfElsewhere(h.placedBy)}}
	}
	if h.groupDoubt != nil && n.mayBeReached(h, places) {
		h.doubt = mergeWhy(h.doubt, h.groupDoubt)
	}
	for _, g := range h.groups {
		if g.doubt != nil && n.mayBeReached(h, places) {
			h.doubt = mergeWhy(h.doubt, g.doubt)
		}
		for i := range g.rules {
			n.tryRule(h, g, &g.rules[i], places)
		}
	}
	if h.ungrouped {
		n.exposeListeners(h, places)
	}
}

// mayBeReached says whether any packet from the internet may get to a host at all.
func (n *network) mayBeReached(h *host, places []place) bool {
	for _, p := range places {
		for _, v6 := range []bool{false, true} {
			if n.enters(h, p, v6).truth != no {
				return true
			}
		}
	}
	return false
}

// enters says whether packets from the internet get as far as the ACL.
func (n *network) enters(h *host, p place, v6 bool) verdict {
	address := n.address(h, p.subnet, v6)
	if p.subnet == nil {
		return address.and(verdict{maybe, p.doubt})
	}
	return p.subnet.ways[family(v6)].and(address)
}

// distinct drops places that differ in nothing that matters to a packet.
func distinct(places []place) []place {
	type key struct {
		table  *table
		acl    *acl
		launch truth
		ipv6   truth
		known  bool
	}
	seen := map[key]bool{}
	var found []place
	for _, p := range places {
		k := key{}
		if s := p.subnet; s != nil {
			k = key{s.table, s.acl, s.launch.truth, s.ipv6.truth, true}
		}
		if !seen[k] {
			seen[k] = true
			found = append(found, p)
		}
	}
	return found
}

// tryRule tries what a rule lets in: the internet by each family, then the
// narrower sources.
func (n *network) tryRule(h *host, g *group, r *groupRule, places []place) {
	for _, v6 := range []bool{false, true} {
		if r.from[family(v6)].truth != no {
			n.tryInternet(attempt{host: h, group: g, rule: r, v6: v6, peers: internet(v6), from: anywhere, admit: r.from[family(v6)]}, places)
		}
	}
	for _, s := range r.sources {
		a := attempt{host: h, group: g, rule: r, v6: s.v6, from: s.text, admit: verdict{truth: yes}}
		if prefix, ok := parsePrefix(s.text); ok {
			a.peers = []netip.Prefix{prefix}
		}
		n.trySource(a, s, places)
	}
}

// portSpan is a stretch of ports of one protocol.
type portSpan struct {
	protocol string
	ports    ports
}

// tryInternet records how far packets from anywhere get, on the host and on the group.
func (n *network) tryInternet(a attempt, places []place) {
	var best *arrival
	var why *graph.Uncertainty
	var reached []portSpan
	protocol := ""
	for _, name := range a.rule.protocols() {
		for _, p := range places {
			a.place = p
			result := n.try(a, name)
			why = mergeWhy(why, result.why)
			if len(result.arrived) > 0 {
				n.record(a, name, &result)
				for _, s := range result.arrived {
					reached = append(reached, portSpan{name, s.ports})
				}
				if protocol == "" {
					best, protocol = &result, name
				}
				break
			}
			if best == nil {
				best = &result
			}
		}
	}
	a.host.doubt = mergeWhy(a.host.doubt, why)
	if best == nil {
		return // neither TCP nor UDP
	}
	if why != nil && len(reached) == 0 {
		a.group.note(reachKey{rule: a.rule.index, v6: a.v6, unknown: true}, func() *graph.Value { return unknownAt(why, a.rule.value) })
		return
	}
	key := reachKey{rule: a.rule.index, v6: a.v6, count: len(reached)}
	if len(reached) > 0 {
		key.first = reached[0]
	} else {
		key.stop = best.stop
	}
	a.group.note(key, func() *graph.Value { return n.reachValue(a, best, reached, protocol) })
}

// protocols lists those with ports to which a rule applies or may.
func (r *groupRule) protocols() []string {
	var found []string
	for _, name := range []string{tcp, udp} {
		if r.by(name).truth != no {
			found = append(found, name)
		}
	}
	return found
}

// try follows a packet through address, route, ACL and rule.
func (n *network) try(a attempt, protocol string) arrival {
	result := arrival{applies: a.rule.by(protocol), in: -1, out: -1}
	gate := n.enters(a.host, a.place, a.v6)
	if gate.truth == no {
		result.stop = a.host.node.Address
		if s := a.place.subnet; s != nil && s.ways[family(a.v6)].truth == no {
			result.stop = s.node.Address
		}
		return result
	}
	gate = gate.and(a.admit).and(result.applies.verdict)
	if gate.truth == maybe {
		result.why = gate.why
		return result
	}
	n.filter(a, protocol, &result)
	return result
}

// filter lets the packet and its reply pass the ACL of the subnet.
func (n *network) filter(a attempt, protocol string, result *arrival) {
	s := a.place.subnet
	if s == nil || s.acl == nil {
		if s != nil && s.aclWhy != nil {
			result.why = s.aclWhy
			return
		}
		result.arrived = []span{{result.applies.ports, verdict{truth: yes}, -1}}
		return
	}
	for _, peer := range a.peers {
		reply, out := s.acl.replies(protocol, peer)
		if reply.truth == no {
			result.stop = s.acl.node.Address
			continue
		}
		var arrived []span
		for _, sp := range s.acl.ask(inbound, protocol, peer) {
			cut, ok := sp.intersect(result.applies.ports)
			if !ok {
				continue
			}
			switch v := sp.and(reply); v.truth {
			case yes:
				arrived = append(arrived, span{cut, v, sp.by})
				result.in, result.out = sp.by, out
			case maybe:
				result.why = mergeWhy(result.why, v.why)
			default:
				result.stop = s.acl.node.Address
				if sp.by >= 0 {
					result.stop += "#" + step(directions[inbound], sp.by)
				}
			}
		}
		if len(arrived) > 0 {
			result.arrived = merge(arrived)
			return
		}
	}
}

// merge joins neighboring spans.
func merge(spans []span) []span {
	var joined []span
	for _, s := range spans {
		if last := len(joined) - 1; last >= 0 && joined[last].to+1 == s.from {
			joined[last].to = s.to
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// record adds what arrived to the exposures of the host.
func (n *network) record(a attempt, protocol string, result *arrival) {
	for _, s := range result.arrived {
		e := exposure{from: a.from, protocol: protocol, ports: s.ports, path: n.path(a, protocol, result, s.ports)}
		for i := range a.host.exposures {
			old := &a.host.exposures[i]
			if old.from == e.from && old.ports == e.ports && sameEnd(old.path, e.path) {
				if old.protocol != e.protocol {
					old.protocol = "-1"
				}
				return
			}
		}
		a.host.exposures = append(a.host.exposures, e)
	}
}

// sameEnd reports whether two paths came in by the same rule.
func sameEnd(a, b []hop) bool {
	return len(a) > 1 && len(b) > 1 && a[len(a)-2].node == b[len(b)-2].node
}
