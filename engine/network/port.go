package network

import (
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// maxPort is the highest port.
const maxPort = 65535

// The protocols that have ports.
const (
	tcp = "tcp"
	udp = "udp"
)

// ports is a range of ports, ends included.
type ports struct{ from, to int }

var allPorts = ports{0, maxPort}

func (p ports) intersect(q ports) (ports, bool) {
	r := ports{max(p.from, q.from), min(p.to, q.to)}
	return r, r.from <= r.to
}

// applies is to which ports of a protocol a rule or entry applies, and how
// surely. Ports that aren't known may be any.
type applies struct {
	verdict
	ports ports
}

// readPorts reads protocol, from_port and to_port of a rule or ACL entry for one
// protocol. Protocol -1 and, in security groups, protocols without ports cover
// everything of their own
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
func readPorts(rule *graph.Value, protocol string) applies {
	p := rule.Get("protocol")
	switch {
	case p.IsAbsent():
		return applies{verdict{}, allPorts}
	case p.Form == graph.Unknown:
		return applies{open(p), allPorts} // of all protocols, the ports would not count
	}
	switch word := protocolName(p.Text); word {
	case "-1":
		return applies{verdict{truth: yes}, allPorts}
	case protocol:
		return portRange(rule)
	default:
		return applies{verdict{}, allPorts}
	}
}

func protocolName(text string) string {
	switch text = strings.ToLower(text); text {
	case "all":
		return "-1"
	case "6":
		return tcp
	case "17":
		return udp
	default:
		return text
	}
}

// portRange reads the ports of a TCP or UDP rule; without any it covers all.
func portRange(rule *graph.Value) applies {
	a := applies{verdict{truth: yes}, allPorts}
	from, to := rule.Get("from_port"), rule.Get("to_port")
	for _, v := range []*graph.Value{from, to} {
		if !v.IsKnown() {
			a.verdict = a.and(open(v))
		}
	}
	if n, ok := number(from); ok && n > 0 {
		a.ports.from = n
	}
	if n, ok := number(to); ok && n >= 0 {
		a.ports.to = n
	}
	if a.ports.from > a.ports.to {
		return applies{verdict{}, allPorts}
	}
	return a
}

// number reads a known whole number.
func number(v *graph.Value) (int, bool) {
	if v == nil || (v.Form != graph.Number && v.Form != graph.String) {
		return 0, false
	}
	n, err := strconv.Atoi(v.Text)
	return n, err == nil
}
