package iam

import (
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// comparison compares a value of the policy with one of the request.
type comparison func(want, value Text, ctx *Context, literal bool) Truth

// The positive operators, in lower case; the negated ones are their negations.
var comparisons = map[string]comparison{
	"stringequals":           compareString(false, false),
	"stringequalsignorecase": compareString(false, true),
	"stringlike":             compareString(true, false),
	"arnequals":              compareARN,
	"arnlike":                compareARN,
	"bool":                   compareBool,
	"binaryequals":           compareString(false, false),
	"ipaddress":              compareAddress,

	"numericequals":            compareNumber(func(value, want float64) bool { return value == want }),
	"numericlessthan":          compareNumber(func(value, want float64) bool { return value < want }),
	"numericlessthanequals":    compareNumber(func(value, want float64) bool { return value <= want }),
	"numericgreaterthan":       compareNumber(func(value, want float64) bool { return value > want }),
	"numericgreaterthanequals": compareNumber(func(value, want float64) bool { return value >= want }),

	"dateequals":            compareDate(func(sign int) bool { return sign == 0 }),
	"datelessthan":          compareDate(func(sign int) bool { return sign < 0 }),
	"datelessthanequals":    compareDate(func(sign int) bool { return sign <= 0 }),
	"dategreaterthan":       compareDate(func(sign int) bool { return sign > 0 }),
	"dategreaterthanequals": compareDate(func(sign int) bool { return sign >= 0 }),
}

func compareString(wild, fold bool) comparison {
	return func(want, value Text, ctx *Context, literal bool) Truth {
		pattern, resolved := resolve(want, ctx, wild, fold, literal)
		if resolved == False {
			return False
		}
		return matchTokens(pattern, value.tokens(false, fold)).And(resolved)
	}
}

// compareARN checks each of the six parts apart, so that a * doesn't run
// across a colon before the resource part. ArnEquals and ArnLike are the same.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
func compareARN(want, value Text, ctx *Context, literal bool) Truth {
	pattern, resolved := resolve(want, ctx, true, false, literal)
	if resolved == False {
		return False
	}
	subject := value.tokens(false, false)
	if len(pattern) == 1 && pattern[0].kind == many {
		return resolved
	}
	p, s := splitARN(pattern), splitARN(subject)
	if hasHole(pattern) || hasHole(subject) {
		// A hole can hold colons: only the whole can be compared.
		return matchTokens(pattern, subject).And(resolved)
	}
	if len(p) != 6 || len(s) != 6 {
		return False
	}
	for i := range p {
		if matchTokens(p[i], s[i]) == False {
			return False
		}
	}
	return resolved
}

func hasHole(tokens []token) bool {
	for _, t := range tokens {
		if t.kind == hole || t.kind == holeSome {
			return true
		}
	}
	return false
}

func splitARN(tokens []token) [][]token {
	var parts [][]token
	start := 0
	for i, t := range tokens {
		if t.kind == character && t.r == ':' && len(parts) < 5 {
			parts = append(parts, tokens[start:i])
			start = i + 1
		}
	}
	return append(parts, tokens[start:])
}

func compareBool(want, value Text, ctx *Context, literal bool) Truth {
	return compareString(false, true)(want, value, ctx, literal)
}

func compareNumber(holds func(value, want float64) bool) comparison {
	return func(want, value Text, ctx *Context, literal bool) Truth {
		return compareParsed(want, value, ctx, literal, func(value, want string) bool {
			v, errValue := strconv.ParseFloat(value, 64)
			w, errWant := strconv.ParseFloat(want, 64)
			return errValue == nil && errWant == nil && !math.IsNaN(v) && !math.IsNaN(w) && holds(v, w)
		})
	}
}

func compareDate(holds func(sign int) bool) comparison {
	return func(want, value Text, ctx *Context, literal bool) Truth {
		return compareParsed(want, value, ctx, literal, func(value, want string) bool {
			v, okValue := parseDate(value)
			w, okWant := parseDate(want)
			return okValue && okWant && holds(v.Compare(w))
		})
	}
}

func compareAddress(want, value Text, ctx *Context, literal bool) Truth {
	return compareParsed(want, value, ctx, literal, func(value, want string) bool {
		prefix, ok := parsePrefix(want)
		address, err := netip.ParseAddr(value)
		return ok && err == nil && prefix.Contains(address.Unmap())
	})
}

// compareParsed compares texts that must be wholly known to mean anything.
func compareParsed(want, value Text, ctx *Context, literal bool, holds func(value, want string) bool) Truth {
	tokens, resolved := resolve(want, ctx, false, false, literal)
	if resolved == False {
		return False
	}
	v, known := value.Known()
	w, whole := plain(tokens)
	if !known || !whole || resolved == Unknown {
		return Unknown
	}
	return TruthOf(holds(v, w))
}

func plain(tokens []token) (string, bool) {
	var b strings.Builder
	for _, t := range tokens {
		if t.kind != character {
			return "", false
		}
		b.WriteRune(t.r)
	}
	return b.String(), true
}

// parseDate reads the ISO 8601 forms of AWS, and seconds since the epoch.
func parseDate(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	if seconds, err := strconv.ParseInt(s, 10, 64); err == nil {
		return time.Unix(seconds, 0), true
	}
	return time.Time{}, false
}

// parsePrefix reads a CIDR block or a single address; host bits are ignored.
func parsePrefix(s string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}
