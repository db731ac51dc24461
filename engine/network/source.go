package network

// trySource records a way in from a source that is narrower than the internet:
// a range of addresses, the members of a group, a prefix list. Within the VPC
// and its neighbors neither route nor public address is needed.
func (n *network) trySource(a attempt, s source, places []place) {
	for _, name := range a.rule.protocols() {
		applies := a.rule.by(name)
		if applies.truth != yes {
			continue
		}
		for _, p := range places {
			a.place = p
			if s.public {
				if result := n.try(a, name); len(result.arrived) > 0 {
					n.record(a, name, &result)
					break
				}
				continue
			}
			if arrived := n.nearby(a, name); len(arrived) > 0 {
				result := &arrival{arrived: arrived, applies: applies, in: -1, out: -1}
				n.recordNearby(a, name, result, s)
				break
			}
		}
	}
}

// nearby returns the ports that a neighbor may use: the rule's, as far as the
// ACL lets the range through. Where the members of a group stand isn't asked.
func (n *network) nearby(a attempt, protocol string) []span {
	all := []span{{a.rule.by(protocol).ports, verdict{truth: yes}, -1}}
	s := a.place.subnet
	if s == nil || s.acl == nil || len(a.peers) == 0 {
		return all
	}
	result := arrival{applies: a.rule.by(protocol), in: -1, out: -1}
	n.filter(a, protocol, &result)
	return result.arrived
}

func (n *network) recordNearby(a attempt, protocol string, result *arrival, s source) {
	rule := a.group.step(a.rule)
	for _, sp := range result.arrived {
		var path []hop
		if _, isRange := parsePrefix(s.text); !isRange && n.nodes[s.text] != nil {
			path = append(path, hop{s.text, "a packet from a member of the group"})
		}
		path = append(path,
			hop{rule, "lets " + s.text + " reach " + portName(protocol, sp.ports)},
			hop{a.host.node.Address, "receives the packet"},
		)
		e := exposure{from: s.text, protocol: protocol, ports: sp.ports, path: path}
		if last := len(a.host.exposures) - 1; last >= 0 {
			old := &a.host.exposures[last]
			if old.from == e.from && old.ports == e.ports && sameEnd(old.path, e.path) {
				old.protocol = "-1"
				continue
			}
		}
		a.host.exposures = append(a.host.exposures, e)
	}
}
