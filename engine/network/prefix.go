package network

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// internet4 and internet6 are everyone, in halves: a pair of /1 ranges is as
// wide as one /0, and each half that is let in lets in strangers.
var (
	internet4 = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/1"), netip.MustParsePrefix("128.0.0.0/1")}
	internet6 = []netip.Prefix{netip.MustParsePrefix("::/1"), netip.MustParsePrefix("8000::/1")}
)

// wideBits is the longest prefix that still counts as the internet.
const wideBits = 1

// private lists the ranges that no packet from the internet comes from
// (https://www.iana.org/assignments/iana-ipv4-special-registry).
var private = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"),
}

// internet returns the halves of one address family.
func internet(v6 bool) []netip.Prefix {
	if v6 {
		return internet6
	}
	return internet4
}

// parsePrefix reads a CIDR range, or a single address.
func parsePrefix(text string) (netip.Prefix, bool) {
	text = strings.TrimSpace(text)
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	return netip.Prefix{}, false
}

// contains reports whether every address of inner lies in outer.
func contains(outer, inner netip.Prefix) bool {
	return outer.Addr().Is4() == inner.Addr().Is4() && outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

// isPrivate reports whether a range lies wholly in private address space.
func isPrivate(p netip.Prefix) bool {
	for _, q := range private {
		if contains(q, p) {
			return true
		}
	}
	return false
}

// covers says whether the range that a value stands for contains p. A text with
// a known prefix length ("${var.office}/32") is known to be too small.
func covers(v *graph.Value, p netip.Prefix) verdict {
	switch {
	case v.IsAbsent():
		return verdict{}
	case v.Form == graph.String:
		q, ok := parsePrefix(v.Text)
		return known(ok && contains(q, p))
	case v.Form != graph.Unknown:
		return verdict{}
	case v.Why == nil:
		return open(v)
	case len(v.Why.OneOf) > 0:
		return anyOf(v, func(one *graph.Value) verdict { return covers(one, p) })
	case len(v.Why.Parts) > 0 && endsNarrower(v.Why.Parts, p.Bits()):
		return verdict{}
	default:
		return open(v)
	}
}

// anyOf decides what holds for every possible value of v.
func anyOf(v *graph.Value, test func(*graph.Value) verdict) verdict {
	some, all := false, true
	for _, one := range v.Why.OneOf {
		switch test(one).truth {
		case yes:
			some = true
		case no:
			all = false
		default:
			some, all = true, false
		}
	}
	switch {
	case some && all:
		return verdict{truth: yes}
	case some:
		return open(v)
	default:
		return verdict{}
	}
}

// endsNarrower reports whether a partly known range ends in a prefix length
// beyond the given one.
func endsNarrower(parts []graph.Part, bits int) bool {
	last := parts[len(parts)-1].Text
	slash := strings.LastIndexByte(last, '/')
	if slash < 0 {
		return false
	}
	length, err := strconv.Atoi(last[slash+1:])
	return err == nil && length > bits
}
