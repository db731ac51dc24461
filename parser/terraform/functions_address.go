package terraform

import (
	"fmt"
	"math/big"
	"net/netip"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

// addressFunctions returns the functions on IP addresses. They count in big
// integers, as an IPv6 prefix needs.
func addressFunctions() map[string]function.Function {
	return map[string]function.Function{
		"cidrcontains": textTestWithError(cidrContains, "containing_prefix", "contained_ip_or_prefix"),
		"cidrhost": function.New(&function.Spec{
			Params:       []function.Parameter{{Name: "prefix", Type: cty.String}, {Name: "hostnum", Type: cty.Number}},
			Type:         function.StaticReturnType(cty.String),
			RefineResult: notNull,
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				number := new(big.Int)
				if err := gocty.FromCtyValue(args[1], &number); err != nil {
					return cty.NilVal, function.NewArgError(1, err)
				}
				address, err := hostIn(args[0].AsString(), number)
				if err != nil {
					return cty.NilVal, err
				}
				return cty.StringVal(address.String()), nil
			},
		}),
		"cidrnetmask": textFunction(func(s []string) (string, error) {
			prefix, err := parsePrefix(s[0])
			if err != nil {
				return "", err
			}
			if !prefix.Addr().Is4() {
				return "", function.NewArgErrorf(0, "only IPv4 networks have a netmask")
			}
			ones := new(big.Int).Lsh(big.NewInt(1), 32)
			ones.Sub(ones, new(big.Int).Lsh(big.NewInt(1), uint(32-prefix.Bits())))
			return addressOf(ones, true).String(), nil
		}, "prefix"),
		"cidrsubnet":  function.New(subnetSpec),
		"cidrsubnets": function.New(subnetsSpec),
	}
}

// parsePrefix reads a prefix. Leading zeros in IPv4 are decimal, as Terraform
// keeps reading them.
func parsePrefix(text string) (netip.Prefix, error) {
	host, bits, ok := strings.Cut(text, "/")
	n, err := strconv.Atoi(bits)
	if !ok || err != nil || strings.HasPrefix(bits, "+") {
		return netip.Prefix{}, function.NewArgErrorf(0, "invalid CIDR expression: invalid CIDR address: %s", text)
	}
	address, err := netip.ParseAddr(withoutZeros(host))
	if err != nil || address.Zone() != "" {
		return netip.Prefix{}, function.NewArgErrorf(0, "invalid CIDR expression: invalid CIDR address: %s", text)
	}
	if address.Is4In6() {
		address = address.Unmap()
		n -= 96
	}
	prefix, err := address.Prefix(n)
	if err != nil {
		return netip.Prefix{}, function.NewArgErrorf(0, "invalid CIDR expression: invalid CIDR address: %s", text)
	}
	return prefix, nil
}

func withoutZeros(host string) string {
	if strings.Contains(host, ":") {
		return host
	}
	octets := strings.Split(host, ".")
	for i, octet := range octets {
		if trimmed := strings.TrimLeft(octet, "0"); trimmed != "" {
			octets[i] = trimmed
		} else if octet != "" {
			octets[i] = "0"
		}
	}
	return strings.Join(octets, ".")
}

func numberOf(address netip.Addr) *big.Int { return new(big.Int).SetBytes(address.AsSlice()) }

// addressOf turns a number into an address; the number must fit.
func addressOf(n *big.Int, four bool) netip.Addr {
	if four {
		var b [4]byte
		n.FillBytes(b[:])
		return netip.AddrFrom4(b)
	}
	var b [16]byte
	n.FillBytes(b[:])
	return netip.AddrFrom16(b)
}

// hostIn returns the address with a number in a prefix, from its end where
// the number is negative.
func hostIn(text string, number *big.Int) (netip.Addr, error) {
	prefix, err := parsePrefix(text)
	if err != nil {
		return netip.Addr{}, err
	}
	size := new(big.Int).Lsh(big.NewInt(1), uint(prefix.Addr().BitLen()-prefix.Bits()))
	offset := new(big.Int).Set(number)
	if number.Sign() < 0 {
		offset.Add(offset, size)
	}
	if offset.Sign() < 0 || offset.Cmp(size) >= 0 {
		return netip.Addr{}, fmt.Errorf("prefix of %d does not accommodate a host numbered %s", prefix.Bits(), number)
	}
	return addressOf(offset.Add(offset, numberOf(prefix.Addr())), prefix.Addr().Is4()), nil
}

var subnetSpec = &function.Spec{
	Params:       []function.Parameter{{Name: "prefix", Type: cty.String}, {Name: "newbits", Type: cty.Number}, {Name: "netnum", Type: cty.Number}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		var more int
		if err := gocty.FromCtyValue(args[1], &more); err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		number := new(big.Int)
		if err := gocty.FromCtyValue(args[2], &number); err != nil {
			return cty.NilVal, function.NewArgError(2, err)
		}
		prefix, err := parsePrefix(args[0].AsString())
		if err != nil {
			return cty.NilVal, err
		}
		four := prefix.Addr().Is4()
		bits := prefix.Bits() + more
		if bits < 0 || bits > prefix.Addr().BitLen() {
			return cty.NilVal, fmt.Errorf("insufficient address space to extend prefix of %d by %d", prefix.Bits(), more)
		}
		if number.CmpAbs(new(big.Int).Lsh(big.NewInt(1), uint(max(more, 0)))) >= 0 {
			return cty.NilVal, fmt.Errorf("prefix extension of %d does not accommodate a subnet numbered %s", more, number)
		}
		// A negative number is no use, but Terraform takes it; these are the
		// bits that it comes to.
		offset := new(big.Int).Lsh(number, uint(prefix.Addr().BitLen()-bits))
		address := addressOf(offset.Or(offset, numberOf(prefix.Addr())).Abs(offset), four)
		return cty.StringVal(netip.PrefixFrom(address, bits).String()), nil
	},
}

var subnetsSpec = &function.Spec{
	Params:       []function.Parameter{{Name: "prefix", Type: cty.String}},
	VarParam:     &function.Parameter{Name: "newbits", Type: cty.Number},
	Type:         function.StaticReturnType(cty.List(cty.String)),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix, err := parsePrefix(args[0].AsString())
		if err != nil {
			return cty.NilVal, err
		}
		if len(args) == 1 {
			return cty.ListValEmpty(cty.String), nil
		}
		four, width := prefix.Addr().Is4(), prefix.Addr().BitLen()
		next := numberOf(prefix.Addr())
		end := new(big.Int).Add(next, new(big.Int).Lsh(big.NewInt(1), uint(width-prefix.Bits())))
		subnets := make([]cty.Value, 0, len(args)-1)
		for i, arg := range args[1:] {
			var more int
			if err := gocty.FromCtyValue(arg, &more); err != nil {
				return cty.NilVal, function.NewArgError(i+1, err)
			}
			if more < 1 {
				return cty.NilVal, function.NewArgErrorf(i+1, "must extend prefix by at least one bit")
			}
			bits := prefix.Bits() + more
			if bits > width {
				return cty.NilVal, function.NewArgErrorf(i+1, "not enough remaining address space to extend the prefix by %d bits", more)
			}
			size := new(big.Int).Lsh(big.NewInt(1), uint(width-bits))
			next.Add(next, new(big.Int).Sub(size, big.NewInt(1)))
			next.Div(next, size).Mul(next, size) // the next boundary of this size
			if new(big.Int).Add(next, size).Cmp(end) > 0 {
				return cty.NilVal, function.NewArgErrorf(i+1, "not enough remaining address space for a subnet with a prefix of %d bits", bits)
			}
			subnets = append(subnets, cty.StringVal(netip.PrefixFrom(addressOf(next, four), bits).String()))
			next.Add(next, size)
		}
		return cty.ListVal(subnets), nil
	},
}

// cidrContains reports whether an address or prefix lies within a prefix.
func cidrContains(outer, inner string) (bool, error) {
	prefix, err := parsePrefix(outer)
	if err != nil {
		return false, err
	}
	if address, err := netip.ParseAddr(inner); err == nil {
		return prefix.Contains(address), nil
	}
	other, err := parsePrefix(inner)
	if err != nil {
		return false, function.NewArgErrorf(1, "invalid IP address or prefix: %s", inner)
	}
	return prefix.Bits() <= other.Bits() && prefix.Contains(other.Addr()), nil
}

// textTestWithError makes a function from two strings to a bool that may fail.
func textTestWithError(f func(a, b string) (bool, error), names ...string) function.Function {
	return function.New(&function.Spec{
		Params: textParams(names),
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			ok, err := f(args[0].AsString(), args[1].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			return cty.BoolVal(ok), nil
		},
	})
}
