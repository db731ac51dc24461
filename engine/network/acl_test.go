package network

import (
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

func aclOf(ingress, egress list) *graph.Node {
	return node("ec2.network_acl", "aws_network_acl.a", attrs{"vpc": "aws_vpc.main", "ingress": ingress, "egress": egress})
}

// outcome is what an ACL does with one port.
func outcome(a *acl, direction int, protocol, peer string, port int) truth {
	for _, s := range a.ask(direction, protocol, netip.MustParsePrefix(peer)) {
		if s.from <= port && port <= s.to {
			return s.truth
		}
	}
	return maybe
}

// TestACL is the example of the user guide: web from everywhere, SSH from one
// network, replies on high ports, everything else denied
// (https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html,
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html).
func TestACL(t *testing.T) {
	a := readACL(aclOf(list{
		entryOf(140, "allow", "tcp", 32768, 65535, everywhere),
		entryOf(100, "allow", "tcp", 80, 80, everywhere),
		entryOf(110, "allow", "tcp", 443, 443, everywhere),
		entryOf(120, "allow", "tcp", 22, 22, "192.0.2.0/24"),
		entryOf(105, "allow", "tcp", 80, 80, "::/0"),
		entryOf(130, "deny", "tcp", 8080, 8080, everywhere),
		entryOf(135, "allow", "tcp", 8000, 9000, everywhere),
		entryOf(150, "allow", "tcp", variable("var.port"), variable("var.port"), "198.51.100.0/24"),
	}, list{}))
	tests := []struct {
		name     string
		protocol string
		peer     string
		port     int
		want     truth
	}{
		{"HTTP from everywhere is allowed", tcp, "0.0.0.0/1", 80, yes},
		{"HTTPS from everywhere is allowed", tcp, "128.0.0.0/1", 443, yes},
		{"HTTP by IPv6 is allowed by its own entry", tcp, "::/1", 80, yes},
		{"HTTPS by IPv6 has no entry", tcp, "::/1", 443, no},
		{"SSH from the home network is allowed", tcp, "192.0.2.0/24", 22, yes},
		{"SSH from a part of it is allowed", tcp, "192.0.2.128/25", 22, yes},
		{"SSH from elsewhere is denied", tcp, "0.0.0.0/1", 22, no},
		{"replies on high ports are allowed", tcp, "0.0.0.0/1", 50000, yes},
		{"UDP has no entry", udp, "0.0.0.0/1", 443, no},
		{"the first match decides, here a deny", tcp, "0.0.0.0/1", 8080, no},
		{"what the deny leaves the next entry allows", tcp, "0.0.0.0/1", 8081, yes},
		{"an entry with unknown ports may match", tcp, "198.51.100.7/32", 25, maybe},
		{"what an earlier entry decided stays so", tcp, "198.51.100.7/32", 443, yes},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outcome(a, inbound, tt.protocol, tt.peer, tt.port); got != tt.want {
				t.Errorf("want %d, got %d", tt.want, got)
			}
		})
	}
}

// randomACL makes entries that overlap often.
func randomACL(r *rand.Rand) list {
	ranges := []string{everywhere, "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/8", "192.0.2.0/24"}
	var entries list
	for n := range 2 + r.IntN(6) {
		from := r.IntN(6)
		action := "allow"
		if r.IntN(2) == 0 {
			action = "deny"
		}
		entries = append(entries, entryOf(10*(n+1), action, []string{"tcp", "udp", "-1"}[r.IntN(3)], from, from+r.IntN(6), ranges[r.IntN(len(ranges))]))
	}
	r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return entries
}

// byHand decides one packet entry by entry, without spans.
func byHand(entries list, protocol, peer string, port int) bool {
	sorted := slices.Clone(entries)
	at := func(i int) attrs { return sorted[i].(attrs) }
	slices.SortFunc(sorted, func(x, y any) int { return x.(attrs)["number"].(int) - y.(attrs)["number"].(int) })
	for i := range sorted {
		e := at(i)
		prefix := netip.MustParsePrefix(e["cidr"].(string))
		inPorts := e["protocol"] == "-1" || (e["from_port"].(int) <= port && port <= e["to_port"].(int))
		if (e["protocol"] == "-1" || e["protocol"] == protocol) && inPorts && contains(prefix, netip.MustParsePrefix(peer)) {
			return e["action"] == "allow"
		}
	}
	return false
}

func TestACLAgreesWithEntryByEntry(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		entries := randomACL(r)
		a := readACL(aclOf(entries, nil))
		for _, protocol := range []string{tcp, udp} {
			for _, peer := range []string{"192.0.2.9/32", "10.1.0.0/16", "1.1.1.1/32"} {
				for port := range 12 {
					if got, want := outcome(a, inbound, protocol, peer, port), known(byHand(entries, protocol, peer, port)).truth; got != want {
						t.Fatalf("%s port %d from %s: want %d, got %d of %v", protocol, port, peer, want, got, entries)
					}
				}
			}
		}
	}
}

func TestACLProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		entries := randomACL(r)
		before := readACL(aclOf(entries, nil))
		extra := entryOf(r.IntN(100), []string{"allow", "deny"}[r.IntN(2)], "tcp", r.IntN(6), 6+r.IntN(5), everywhere)
		after := readACL(aclOf(append(slices.Clone(entries), extra), nil))
		blurred := slices.Clone(entries)
		chosen := r.IntN(len(blurred))
		copied := attrs{}
		maps.Copy(copied, blurred[chosen].(attrs))
		copied[[]string{"number", "action", "protocol", "from_port", "to_port", "cidr"}[r.IntN(6)]] = variable("var.x")
		blurred[chosen] = copied
		unknown := readACL(aclOf(blurred, nil))
		for port := range 12 {
			was, is := outcome(before, inbound, tcp, "192.0.2.9/32", port), outcome(after, inbound, tcp, "192.0.2.9/32", port)
			if extra["action"] == "deny" && is > was {
				t.Fatalf("a further deny opened port %d: %v and %v", port, entries, extra)
			}
			if extra["action"] == "allow" && is < was {
				t.Fatalf("a further allow closed port %d: %v and %v", port, entries, extra)
			}
			if seen := outcome(unknown, inbound, tcp, "192.0.2.9/32", port); seen != maybe && seen != was {
				t.Fatalf("an unknown value decided port %d otherwise: %v as %v", port, entries, blurred)
			}
		}
	}
}
