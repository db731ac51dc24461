package network

import (
	"fmt"
	"net/netip"

	"github.com/plumb-iac/plumb/parser/graph"
)

// clientPorts are the ports that clients on Linux pick by default; replies to
// them are the least that a stateless filter has to let through
// (https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports).
var clientPorts = ports{32768, 60999}

// facts returns the derived attributes of a network ACL.
func (a *acl) facts() map[string]*graph.Value {
	return map[string]*graph.Value{
		"admits":       derived(graph.NewList(a.admits()...)),
		"shadowed":     derived(graph.NewList(a.shadowed()...)),
		"one_way":      derived(graph.NewList(a.oneWay()...)),
		"allows_all":   truthValue(a.allowsAll(), nil),
		"unrestricted": derived(graph.NewList(a.unrestricted()...)),
	}
}

// admits lists the TCP ports that the internet may use inbound once all entries
// are weighed, each stretch with the entry that lets it in; a stretch of which
// that isn't known has doubt.
func (a *acl) admits() []*graph.Value {
	var found []*graph.Value
	seen := map[string]bool{}
	for _, v6 := range []bool{false, true} {
		for _, peer := range internet(v6) {
			for _, s := range a.ask(inbound, tcp, peer) {
				key := fmt.Sprint(s.from, s.to, s.by, s.truth)
				if s.truth == no || seen[key] {
					continue
				}
				seen[key] = true
				entries := map[string]*graph.Value{"from": derived(graph.NewInt(s.from)), "to": derived(graph.NewInt(s.to))}
				if s.by >= 0 {
					entries["entry"] = derived(graph.NewInt(s.by))
				}
				if s.truth == maybe {
					entries["doubt"] = unknownAt(s.why, nil)
				}
				found = append(found, derived(graph.NewMap(entries)))
			}
		}
	}
	return found
}

// unrestricted lists the inbound entries that let everyone use every port of
// TCP, UDP or all protocols.
func (a *acl) unrestricted() []*graph.Value {
	var found []*graph.Value
	for _, e := range a.entries[inbound] {
		if e.isOpen() && action(e.value.Get("action")).truth == yes {
			found = append(found, derived(graph.NewInt(e.index)))
		}
	}
	return found
}

// isOpen reports whether an entry is known to match everyone on every port.
func (e *entry) isOpen() bool {
	wide := anyCovers(graph.NewList(e.value.Get("cidr")), internet4[0]).or(anyCovers(graph.NewList(e.value.Get("cidr")), internet6[0]))
	if wide.truth != yes || e.doubt != nil {
		return false
	}
	for _, protocol := range []string{tcp, udp} {
		if match := readPorts(e.value, protocol); match.truth == yes && match.ports.from <= 1 && match.ports.to == maxPort {
			return true
		}
	}
	return false
}

// allowsAll says whether the ACL only repeats what a default ACL says: all in,
// all out, nothing else.
func (a *acl) allowsAll() verdict {
	result := verdict{truth: yes}
	for direction, entries := range a.entries {
		if doubt := a.doubt[direction]; doubt != nil {
			result = result.and(verdict{maybe, doubt})
		} else if len(entries) == 0 {
			return verdict{}
		}
		for i := range entries {
			e := &entries[i]
			if unknown := e.value.FirstUnknown(); unknown != nil || e.doubt != nil {
				result = result.and(verdict{maybe, firstWhy(e.doubt, unknown)})
				continue
			}
			result = result.and(known(e.isOpen())).and(action(e.value.Get("action")))
		}
	}
	return result
}

// shadowed lists the entries that can never match, since one with a smaller
// number and the opposite action matches all that they would.
func (a *acl) shadowed() []*graph.Value {
	var found []*graph.Value
	for direction, entries := range a.entries {
		for i := range entries {
			for j := range i {
				if entries[j].number < entries[i].number && entries[j].hides(&entries[i]) {
					found = append(found, derived(graph.NewMap(map[string]*graph.Value{
						"direction": derived(graph.NewString(directions[direction])),
						"entry":     derived(graph.NewInt(entries[i].index)),
						"by":        derived(graph.NewInt(entries[j].index)),
					})))
					break
				}
			}
		}
	}
	return found
}

// hides reports whether e is known to take all that other matches, and to do
// the opposite with it.
func (e *entry) hides(other *entry) bool {
	mine, its := action(e.value.Get("action")), action(other.value.Get("action"))
	if e.doubt != nil || other.doubt != nil || mine.truth == maybe || its.truth == maybe || mine.truth == its.truth {
		return false
	}
	target, ok := cidrOf(other.value)
	if !ok || covers(e.value.Get("cidr"), target).truth != yes {
		return false
	}
	protocol := other.value.Get("protocol")
	if protocol == nil || protocol.Form != graph.String {
		return false
	}
	word := protocolName(protocol.Text)
	mineRange, itsRange := readPorts(e.value, word), readPorts(other.value, word)
	return mineRange.truth == yes && itsRange.truth == yes &&
		mineRange.ports.from <= itsRange.ports.from && mineRange.ports.to >= itsRange.ports.to
}

func cidrOf(v *graph.Value) (netip.Prefix, bool) {
	cidr := v.Get("cidr")
	if cidr == nil || cidr.Form != graph.String {
		return netip.Prefix{}, false
	}
	return parsePrefix(cidr.Text)
}

// oneWay lists the entries that let TCP connections be opened to which the
// replies are dropped on the way back, or may be.
func (a *acl) oneWay() []*graph.Value {
	var found []*graph.Value
	for direction, entries := range a.entries {
		for i := range entries {
			e := &entries[i]
			if action(e.value.Get("action")).truth != yes || !e.opensConnections(direction) {
				continue
			}
			peer, ok := cidrOf(e.value)
			if !ok {
				continue
			}
			back := a.carries(1-direction, peer)
			if back.truth == yes {
				continue
			}
			entry := map[string]*graph.Value{
				"direction": derived(graph.NewString(directions[direction])), "entry": derived(graph.NewInt(e.index)),
				"cidr": derived(graph.NewString(peer.String())),
			}
			if back.truth == maybe {
				entry["doubt"] = unknownAt(back.why, nil)
			}
			found = append(found, derived(graph.NewMap(entry)))
		}
	}
	return found
}

// opensConnections reports whether an entry is there to let TCP connections be
// opened, and not to let replies back: those go to a wide range of high ports.
// All protocols outbound is how replies are usually let out.
func (e *entry) opensConnections(direction int) bool {
	if e.doubt != nil {
		return false
	}
	match := readPorts(e.value, tcp)
	if match.truth != yes {
		return false
	}
	replies := match.ports.from >= 1024 && match.ports.to-match.ports.from > 10000
	everything := match.ports.from <= 1 && match.ports.to == maxPort
	return !replies && (direction == inbound || !everything)
}

// carries says whether replies to the ports of clients get through.
func (a *acl) carries(direction int, peer netip.Prefix) verdict {
	result := verdict{truth: yes}
	for _, s := range a.ask(direction, tcp, peer) {
		if _, ok := s.intersect(clientPorts); ok {
			result = result.and(s.verdict)
		}
	}
	return result
}
