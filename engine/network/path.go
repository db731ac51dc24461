package network

import "fmt"

// hop is one step of a path.
type hop struct{ node, text string }

// anywhere is the node that stands for the internet.
const anywhere = "internet"

// path lists the steps of a packet from the internet.
func (n *network) path(a attempt, protocol string, result *arrival, p ports) []hop {
	text := "a packet from anywhere"
	if a.from != anywhere {
		text = "a packet from " + a.from
	}
	path := append([]hop{{anywhere, text}}, n.approach(a.place.subnet, a.v6, protocol, result, p)...)
	return append(path,
		hop{a.group.step(a.rule), fmt.Sprintf("lets %s reach %s", sourceName(a.from), portName(protocol, p))},
		hop{a.host.node.Address, "receives the packet"},
	)
}

// approach lists the steps from the internet into a subnet.
func (n *network) approach(s *subnet, v6 bool, protocol string, result *arrival, p ports) []hop {
	if s == nil {
		return nil
	}
	var path []hop
	if w := s.ways[family(v6)]; w.route != nil {
		if gateway := n.gateway(s, w.route); gateway != "" {
			path = append(path, hop{gateway, "enters the VPC"})
		}
		path = append(path, hop{s.table.step(w.route), fmt.Sprintf("makes %s public: %s leads to the internet gateway", s.node.Address, w.route.prefix)})
	}
	if s.acl != nil {
		path = append(path, s.acl.hops(result, protocol, p)...)
	}
	return path
}

// gateway is the internet gateway that a route leads to, where it is a node.
func (n *network) gateway(s *subnet, r *route) string {
	if n.nodes[r.target] != nil {
		return r.target
	}
	return n.gateways[s.vpc]
}

func (a *acl) hops(result *arrival, protocol string, p ports) []hop {
	var found []hop
	if result.in >= 0 {
		found = append(found, hop{a.node.Address + "#" + step(directions[inbound], result.in), "lets " + portName(protocol, p) + " in"})
	}
	if result.out >= 0 {
		found = append(found, hop{a.node.Address + "#" + step(directions[outbound], result.out), "lets the replies out"})
	}
	return found
}

func sourceName(from string) string {
	if from == anywhere {
		return "everyone"
	}
	return from
}

func portName(protocol string, p ports) string {
	switch {
	case p == allPorts:
		return "every " + protocol + " port"
	case p.from == p.to:
		return fmt.Sprintf("%s port %d", protocol, p.from)
	default:
		return fmt.Sprintf("%s ports %d-%d", protocol, p.from, p.to)
	}
}
