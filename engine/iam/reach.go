package iam

import "strings"

// isUniversalAction says whether an action pattern matches every action.
func isUniversalAction(pattern Text) Truth {
	return forEach(pattern, func(t Text) Truth { return isUniversal(t, "*:*", ":") })
}

// isUniversalResource says whether a resource pattern matches every resource:
// "*", and forms such as arn:aws:*.
func isUniversalResource(pattern Text) Truth {
	return forEach(pattern, func(t Text) Truth { return isUniversal(t, "arn:aws:*:*:*:*", "arn:aws:/") })
}

// isUniversal compares a pattern with the widest one. One that isn't known can
// be it as long as its literal text holds nothing but the widest one's.
func isUniversal(pattern Text, widest, skeleton string) Truth {
	s, known := pattern.Known()
	if known && !strings.Contains(s, "*") {
		return False
	}
	if coversText(pattern, Literal(widest), true) {
		return True
	}
	if known {
		return False
	}
	for _, p := range pattern.parts {
		if p.hole && p.fixed || !p.hole && strings.Trim(p.text, "*?"+skeleton) != "" {
			return False
		}
	}
	return Unknown
}

// allActions says whether the statement is about every action, or all but some.
func (s *Statement) allActions() Truth {
	return either(inverted(s.Actions, s.NotActions),
		func() Truth { return anyOf(s.Actions, isUniversalAction) },
		func() Truth { return anyOf(s.NotActions, isUniversalAction).Not() })
}

// allResources says whether the statement is about every resource, or all but some.
func (s *Statement) allResources() Truth {
	return either(inverted(s.Resources, s.NotResources),
		func() Truth { return anyOf(s.Resources, isUniversalResource) },
		func() Truth { return anyOf(s.NotResources, isUniversalResource).Not() })
}

// grantsEverywhere says whether the document grants an action on all
// resources, without condition and after its denials.
func (p *Policy) grantsEverywhere(action string) Truth {
	granted := False
	for i := range p.Statements {
		s := &p.Statements[i]
		if s.Allows() != False {
			granted = granted.Or(s.Allows().And(unconditional(s)).And(s.allResources()).And(s.matchAction(Literal(action))))
		}
	}
	if granted == False {
		return False
	}
	return granted.And(p.deniesEverywhere(action).Not())
}

// deniesEverywhere says whether the document denies an action on all resources,
// whatever the circumstances.
func (p *Policy) deniesEverywhere(action string) Truth {
	denied := False
	for i := range p.Statements {
		s := &p.Statements[i]
		if s.Denies() == False {
			continue
		}
		all := anyOf(s.Resources, isUniversalResource).And(unconditional(s))
		denied = denied.Or(s.Denies().And(all).And(s.matchAction(Literal(action))))
	}
	return denied
}

// canceled reports whether a deny statement takes away everything that the
// allow statement grants; applies tells whether the conditions of the denial
// hold for whom it matters.
func (p *Policy) canceled(allow *Statement, applies func(*Statement) Truth) Truth {
	return anyOf(p.Statements, func(deny Statement) Truth {
		if deny.Denies() == False {
			return False
		}
		t := deny.Denies().And(applies(&deny))
		if t == False {
			return False
		}
		return t.And(deny.coversActions(allow)).And(deny.coversResources(allow))
	})
}

// unconditional says whether the statement holds in all circumstances; Unknown
// when it isn't known whether it has a condition.
func unconditional(s *Statement) Truth {
	found := True
	for _, c := range s.Conditions {
		_, key := c.Key.Known()
		_, operator := c.Operator.Known()
		if key || operator {
			return False
		}
		found = Unknown
	}
	return found
}

func (s *Statement) coversActions(other *Statement) Truth {
	return coversAll(s.Actions, s.NotActions, other.Actions, other.NotActions, isUniversalAction, true)
}

func (s *Statement) coversResources(other *Statement) Truth {
	if len(s.Resources)+len(s.NotResources) == 0 {
		return True // as in a trust policy
	}
	return coversAll(s.Resources, s.NotResources, other.Resources, other.NotResources, isUniversalResource, false)
}

// coversAll says whether a set of patterns, or the complement of one, contains
// another.
func coversAll(outer, notOuter, inner, notInner []Text, universal func(Text) Truth, fold bool) Truth {
	outside, inside := inverted(outer, notOuter), inverted(inner, notInner)
	if outside == Unknown || inside == Unknown {
		return Unknown
	}
	if outside == False {
		if all := anyOf(outer, universal); all == True || inside == True {
			return all
		}
		return allOf(inner, func(x Text) Truth { return within(outer, x, fold) })
	}
	if inside == True {
		return allOf(notOuter, func(x Text) Truth { return within(notInner, x, fold) })
	}
	return allOf(inner, func(x Text) Truth {
		return anyOf(notOuter, func(o Text) Truth { return meets(o, x, fold) }).Not()
	})
}

// within says whether one of the patterns matches all that x matches.
func within(patterns []Text, x Text, fold bool) Truth {
	return anyOf(patterns, func(p Text) Truth {
		if coversText(p, x, fold) {
			return True
		}
		if p.open() || x.open() {
			return meets(p, x, fold).And(Unknown)
		}
		return False
	})
}

// meets says whether some text matches both patterns.
func meets(a, b Text, fold bool) Truth {
	if matchTokens(widen(a.tokens(true, fold)), widen(b.tokens(true, fold))) == False {
		return False
	}
	if a.open() || b.open() {
		return Unknown
	}
	return True
}

// open reports whether the text has a part that could be anything, a wildcard
// included.
func (t Text) open() bool {
	for _, p := range t.parts {
		if p.hole && !p.fixed {
			return true
		}
	}
	return false
}
