package iam

import "strings"

// isUniversalAction says whether an action pattern matches every action.
func isUniversalAction(pattern Text) Truth {
	return isUniversal(pattern, "*:*", ":")
}

// isUniversalResource says whether a resource pattern matches every resource:
// "*", and forms such as arn:aws:*.
func isUniversalResource(pattern Text) Truth {
	return isUniversal(pattern, "arn:aws:*:*:*:*", "arn:aws:/")
}

// isUniversal compares a pattern with the widest one. One that isn't known can
// be it as long as its literal text holds nothing but the widest one's.
func isUniversal(pattern Text, widest, skeleton string) Truth {
	s, known := pattern.Known()
	if known && !strings.Contains(s, "*") {
		return False
	}
	if covers(pattern.tokens(true, true), Literal(widest).tokens(true, true)) {
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
	if len(s.NotActions) > 0 {
		return anyOf(s.NotActions, isUniversalAction).Not()
	}
	return anyOf(s.Actions, isUniversalAction)
}

// allResources says whether the statement is about every resource, or all but some.
func (s *Statement) allResources() Truth {
	if len(s.NotResources) > 0 {
		return anyOf(s.NotResources, isUniversalResource).Not()
	}
	return anyOf(s.Resources, isUniversalResource)
}

// grantsEverywhere says whether the document grants an action on all
// resources, without condition and after its denials.
func (p *Policy) grantsEverywhere(action string) Truth {
	granted := False
	for i := range p.Statements {
		s := &p.Statements[i]
		if len(s.Conditions) == 0 {
			granted = granted.Or(s.Allows().And(s.allResources()).And(s.matchAction(Literal(action))))
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
		if len(s.Conditions) > 0 || s.Denies() == False {
			continue
		}
		all := anyOf(s.Resources, isUniversalResource)
		denied = denied.Or(s.Denies().And(all).And(s.matchAction(Literal(action))))
	}
	return denied
}

// cancelled reports whether a deny statement takes away everything that the
// allow statement grants; applies tells whether the conditions of the denial
// hold for whom it matters.
func (p *Policy) cancelled(allow *Statement, applies func(*Statement) Truth) Truth {
	return anyOf(p.Statements, func(deny Statement) Truth {
		if deny.Denies() == False {
			return False
		}
		t := deny.Denies().And(applies(&deny))
		if t == False {
			return False
		}
		return t.And(TruthOf(deny.coversActions(allow) && deny.coversResources(allow)))
	})
}

// unconditional is the test of a denial that holds for everyone.
func unconditional(s *Statement) Truth { return TruthOf(len(s.Conditions) == 0) }

func (s *Statement) coversActions(other *Statement) bool {
	return coversAll(s.Actions, s.NotActions, other.Actions, other.NotActions, isUniversalAction, true)
}

func (s *Statement) coversResources(other *Statement) bool {
	return coversAll(s.Resources, s.NotResources, other.Resources, other.NotResources, isUniversalResource, false)
}

// coversAll reports whether a set of patterns, or the complement of one,
// contains another.
func coversAll(outer, notOuter, inner, notInner []Text, universal func(Text) Truth, fold bool) bool {
	if anyOf(outer, universal) == True {
		return true
	}
	within := func(sets []Text, x Text) bool {
		for _, o := range sets {
			if covers(o.tokens(true, fold), x.tokens(true, fold)) {
				return true
			}
		}
		return false
	}
	switch {
	case len(notOuter) > 0 && len(notInner) > 0:
		for _, x := range notOuter {
			if !within(notInner, x) {
				return false
			}
		}
		return true
	case len(notOuter) > 0:
		for _, x := range inner {
			for _, o := range notOuter {
				if matchTokens(widen(o.tokens(true, fold)), widen(x.tokens(true, fold))) != False {
					return false
				}
			}
		}
		return len(inner) > 0
	case len(notInner) > 0:
		return false
	}
	for _, x := range inner {
		if !within(outer, x) {
			return false
		}
	}
	return true
}
