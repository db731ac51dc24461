package network

import (
	"net/netip"
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// acl is a network ACL with its entries in the order in which AWS looks at them.
type acl struct {
	node    *graph.Node
	entries [2][]entry // inbound, outbound
	doubt   [2]*graph.Uncertainty
	memo    map[question][]span
}

// The directions of ACL entries, and the attributes that hold them.
const (
	inbound = iota
	outbound
)

var directions = [2]string{"ingress", "egress"}

// entry is one entry of a network ACL.
type entry struct {
	index  int
	number int
	value  *graph.Value
	doubt  *graph.Uncertainty // whether it is there, or where in the order
}

// question is what an ACL is asked: which ports of a protocol a range may use.
type question struct {
	direction int
	protocol  string
	peer      netip.Prefix
}

// span is a stretch of ports that one entry, or none, decides.
type span struct {
	ports
	verdict
	by int // index of the entry in its attribute; -1 for the implicit deny
}

// readACL reads the entries of a network ACL.
func readACL(node *graph.Node) *acl {
	a := &acl{node: node, memo: map[question][]span{}}
	for direction, name := range directions {
		list := node.Attributes.Get(name)
		if list != nil && list.Form == graph.Unknown {
			a.doubt[direction] = whyOf(list)
			continue
		}
		for i := range listLen(list) {
			value, doubt := certainly(list.List[i])
			if value == nil {
				a.doubt[direction] = mergeWhy(a.doubt[direction], doubt)
				continue
			}
			e := entry{index: i, value: value, doubt: doubt}
			n, ok := number(value.Get("number"))
			if e.number = n; !ok {
				e.doubt = mergeWhy(e.doubt, whyOf(value.Get("number")))
			}
			a.entries[direction] = append(a.entries[direction], e)
		}
		slices.SortStableFunc(a.entries[direction], func(x, y entry) int { return x.number - y.number })
	}
	return a
}

// ask says which ports a range of addresses may use: entries by ascending
// number, the first that matches decides, and what none matches is denied
// (https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html). An entry
// that matches only some of the addresses decides nothing for all of them.
// Where the order isn't known, neither is the outcome.
func (a *acl) ask(direction int, protocol string, peer netip.Prefix) []span {
	q := question{direction, protocol, peer}
	if spans, ok := a.memo[q]; ok {
		return spans
	}
	spans := a.answer(q)
	a.memo[q] = spans
	return spans
}

func (a *acl) answer(q question) []span {
	if a.doubt[q.direction] != nil {
		return []span{{allPorts, verdict{maybe, a.doubt[q.direction]}, -1}}
	}
	undecided := []span{{allPorts, verdict{}, -1}}
	var decided []span
	for _, e := range a.entries[q.direction] {
		match := readPorts(e.value, q.protocol)
		hits := match.and(covers(e.value.Get("cidr"), q.peer))
		if hits.truth == no {
			continue
		}
		outcome := action(e.value.Get("action"))
		if e.doubt != nil {
			hits = hits.and(verdict{maybe, e.doubt})
		}
		var rest []span
		for _, u := range undecided {
			cut, ok := u.intersect(match.ports)
			if !ok {
				rest = append(rest, u)
				continue
			}
			rest = append(rest, u.outside(cut)...)
			u.ports = cut
			switch {
			case hits.truth == yes && u.truth != maybe:
				decided = append(decided, span{cut, outcome, e.index})
			case hits.truth == yes:
				decided = append(decided, span{cut, verdict{maybe, mergeWhy(u.why, outcome.why)}, e.index})
			default:
				rest = append(rest, span{cut, verdict{maybe, mergeWhy(u.why, hits.why)}, -1})
			}
		}
		undecided = rest
	}
	decided = append(decided, undecided...)
	slices.SortFunc(decided, func(x, y span) int { return x.from - y.from })
	return decided
}

// outside returns what remains of a span without a stretch of it.
func (s span) outside(cut ports) []span {
	var rest []span
	if s.from < cut.from {
		rest = append(rest, span{ports{s.from, cut.from - 1}, s.verdict, s.by})
	}
	if cut.to < s.to {
		rest = append(rest, span{ports{cut.to + 1, s.to}, s.verdict, s.by})
	}
	return rest
}

// action reads what an entry does.
func action(v *graph.Value) verdict {
	switch {
	case v.IsAbsent():
		return verdict{maybe, outside}
	case v.Form == graph.String:
		return known(v.Text == "allow" || v.Text == "ALLOW" || v.Text == "Allow")
	default:
		return open(v)
	}
}

// replies says whether the answers of a server get back to the ports that
// clients use. Some port that every client may choose is enough to be reached
// (https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports).
func (a *acl) replies(protocol string, peer netip.Prefix) (verdict, int) {
	best, by := verdict{}, -1
	for _, s := range a.ask(outbound, protocol, peer) {
		if _, ok := s.intersect(ephemeral); !ok {
			continue
		}
		if s.truth > best.truth {
			best, by = s.verdict, s.by
		}
	}
	return best, by
}

// ephemeral are the ports that clients of any system use.
var ephemeral = ports{1024, maxPort}

// effectiveACL is the ACL of a subnet: the one associated with it, else the
// default ACL of its VPC. A default ACL that the unit doesn't manage lets
// everything through
// (https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html).
func (n *network) effectiveACL(s *subnet) (*acl, *graph.Uncertainty) {
	explicit := s.node.Attributes.Get("network_acl")
	switch {
	case explicit.IsAbsent():
	case explicit.Form != graph.String:
		return nil, whyOf(explicit)
	case n.acls[explicit.Text] != nil:
		return n.acls[explicit.Text], nil
	case n.nodes[explicit.Text] == nil:
		return nil, outside
	}
	if a := n.aclOf[s.node.Address]; a != nil {
		return a, nil
	}
	return n.defaultACL[s.vpc], n.aclDoubt
}
