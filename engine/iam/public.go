package iam

import (
	"net/netip"
	"slices"
	"strings"
)

// Condition keys, in lower case, that tell one caller from any other. A
// positive test of one of them against a concrete value keeps strangers out.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
var (
	callerKeys = []string{
		"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid",
	}
	sourceKeys = []string{
		"aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths",
	}
	networkKeys = []string{
		"aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn",
		"aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
	}
)

// pins are the keys that limit access to a kind of resource.
var pins = map[string][]string{
	"iam.role":            callerKeys,
	"kms.key":             slices.Concat(callerKeys, sourceKeys, []string{"aws:sourcevpce", "kms:calleraccount"}),
	"ecr.repository":      slices.Concat(callerKeys, sourceKeys, []string{"aws:sourcevpce"}),
	"ecr.registry_policy": slices.Concat(callerKeys, sourceKeys, []string{"aws:sourcevpce"}),
	"events.bus":          slices.Concat(callerKeys, sourceKeys),
	"opensearch.domain":   slices.Concat(callerKeys, sourceKeys, networkKeys),
	"sns.topic":           slices.Concat(callerKeys, sourceKeys, networkKeys),
	"s3.bucket":           slices.Concat(callerKeys, sourceKeys, networkKeys, []string{"s3:dataaccesspointaccount", "s3:dataaccesspointarn", "s3:x-amz-server-side-encryption-aws-kms-key-id"}),
	"":                    slices.Concat(callerKeys, sourceKeys, networkKeys),
}

// pinsOf returns the keys that limit access to a node of a kind; a policy that
// is a resource of its own limits as the resource that it is attached to.
func pinsOf(kind string) []string {
	if keys, ok := pins[kind]; ok {
		return keys
	}
	if keys, ok := pins[strings.TrimSuffix(kind, "_policy")]; ok {
		return keys
	}
	if strings.HasPrefix(kind, "s3.") {
		return pins["s3.bucket"]
	}
	return pins[""]
}

// everyone says whether an allow statement names anyone at all: "*", or
// everybody except some.
func (s *Statement) everyone() Truth {
	if len(s.NotPrincipals) > 0 {
		return True
	}
	return anyOf(s.Principals, func(p Principal) Truth {
		return forEach(p.ID, func(id Text) Truth { return Principal{Type: p.Type, ID: id}.isEveryone() })
	})
}

// isEveryone says whether a principal is "*", of whatever account.
func (p Principal) isEveryone() Truth {
	id, known := p.ID.Known()
	kind, kindKnown := p.Type.Known()
	switch {
	case kindKnown && kind != "*" && !strings.EqualFold(kind, "AWS"):
		return False
	case known:
		return TruthOf(id == "*").And(knownOr(kindKnown))
	}
	for _, part := range p.ID.parts {
		if part.fixed || !part.hole && part.text != "*" {
			return False
		}
	}
	return Unknown
}

func knownOr(known bool) Truth {
	if known {
		return True
	}
	return Unknown
}

// isPublic says whether a statement lets strangers in: it allows everyone, no
// condition tells the caller apart, and no denial keeps strangers out.
func (p *Policy) isPublic(s *Statement, pins []string) Truth {
	t := s.Allows().And(s.everyone())
	if t == False {
		return False
	}
	if t = t.And(allOf(s.Conditions, func(c Condition) Truth { return s.letsIn(c, pins) })); t == False {
		return False
	}
	return t.And(p.canceled(s, func(deny *Statement) Truth { return deny.deniesStrangers(pins) }).Not())
}

// letsIn says whether a stranger can satisfy a condition of an allow statement.
func (s *Statement) letsIn(c Condition, pins []string) Truth {
	key, keyKnown := c.Key.Known()
	name, known := c.Operator.Known()
	if !keyKnown || !known {
		return Unknown
	}
	key = strings.ToLower(key)
	limits := TruthOf(slices.Contains(pins, key))
	if key == "sns:endpoint" {
		limits = s.onlySubscribes()
	}
	if limits == False {
		return True
	}
	o := parseOperator(name)
	if o.negated || o.set == "forallvalues" || o.base == "null" || (o.ifExists && key != "aws:sourceip") {
		return True
	}
	return limits.Not().Or(anyOf(c.Values, func(v Text) Truth { return isConcrete(v, o, key).Not() }))
}

func (s *Statement) onlySubscribes() Truth {
	return TruthOf(len(s.Actions) > 0).And(allOf(s.Actions, func(a Text) Truth { return equalText(a, Literal("sns:subscribe"), true) }))
}

// deniesStrangers says whether the conditions of a denial hold for whoever is
// not meant: nobody named in NotPrincipal, and negated tests of pinning keys.
func (s *Statement) deniesStrangers(pins []string) Truth {
	return s.everyone().And(allOf(s.Conditions, func(c Condition) Truth {
		key, keyKnown := c.Key.Known()
		name, known := c.Operator.Known()
		if !keyKnown || !known {
			return Unknown
		}
		o := parseOperator(name)
		if !o.negated || o.set == "foranyvalue" || !slices.Contains(pins, strings.ToLower(key)) {
			return False
		}
		return allOf(c.Values, func(v Text) Truth { return isConcrete(v, o, strings.ToLower(key)) })
	}))
}

// isConcrete says whether a value of a condition stands for someone in
// particular: fixed text, or a pattern that stays within one account,
// organization, user or bucket.
func isConcrete(v Text, o operator, key string) Truth {
	return forEach(v, func(v Text) Truth { return isConcreteOne(v, o, key) })
}

func isConcreteOne(v Text, o operator, key string) Truth {
	text, known := v.Known()
	if o.base == "ipaddress" {
		if !known {
			return Unknown
		}
		return TruthOf(!isOpen(text))
	}
	wild := o.base == "stringlike" || strings.HasPrefix(o.base, "arn")
	if !known {
		return isConcretePart(v, wild)
	}
	switch {
	case text == "" || strings.Contains(text, "${"):
		return False
	case !wild || !strings.ContainsAny(text, "*?"):
		return True
	}
	if a, ok := parseARN(text); ok {
		if a.account != "" && !strings.ContainsAny(a.account, "*?") {
			return True
		}
		// Names of buckets are unique in the world, so they say whose it is.
		bucket, _, _ := strings.Cut(a.resource, "/")
		return TruthOf(a.service == "s3" && !strings.ContainsAny(bucket, "*?"))
	}
	literal, _, _ := strings.Cut(text, "*")
	switch key {
	case "aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths":
		return TruthOf(strings.HasPrefix(literal, "o-") && strings.Contains(literal, "/"))
	case "aws:userid":
		return TruthOf(strings.Contains(literal, ":"))
	}
	return False
}

// isConcretePart judges a partly known value by what AWS decides in it: the
// ARN or account of a resource is no wildcard.
func isConcretePart(v Text, wild bool) Truth {
	if !wild {
		return True
	}
	sample, fixed := v.sample()
	if !fixed {
		return Unknown
	}
	if a, ok := parseARN(sample); ok {
		return TruthOf(a.account != "" && !strings.ContainsAny(a.account, "*?") || !strings.ContainsAny(a.resource, "*?"))
	}
	return TruthOf(len(v.parts) > 0 && v.parts[0].hole || !strings.ContainsAny(sample, "*?"))
}

// isOpen reports whether a CIDR block takes in half of all addresses or more.
func isOpen(cidr string) bool {
	p, err := netip.ParsePrefix(cidr)
	return err == nil && p.Bits() <= 1
}

// conditionKeys returns the known condition keys of a statement in lower case,
// sorted.
func (s *Statement) conditionKeys() []string {
	var keys []string
	for _, c := range s.Conditions {
		if key, known := c.Key.Known(); known {
			keys = append(keys, strings.ToLower(key))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
