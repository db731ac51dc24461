package iam

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// grantsOf lists what each allow statement of an identity policy grants, beyond
// what its text says.
func grantsOf(p *Policy) *graph.Value {
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	for i := range p.Statements {
		s := &p.Statements[i]
		if s.Allows() != False {
			list.List = append(list.List, s.grant(p).value(s, s.index))
		}
	}
	return list
}

// grant is what a statement grants; a list is sorted and comes with whether it
// is known.
type grant struct {
	admin, wildcard, inverted, passRole Truth
	services, narrowable                []string
	servicesKnown, narrowableKnown      bool
}

func (s *Statement) grant(p *Policy) grant {
	live := s.Allows().And(p.canceled(s, unconditional).Not())
	admin := s.isAdmin(p)
	g := grant{
		admin:    admin,
		wildcard: live.And(anyOf(s.Actions, isUniversalAction)).And(admin.Not()),
		inverted: live.And(inverted(s.Actions, s.NotActions).Or(inverted(s.Resources, s.NotResources))),
		passRole: live.And(s.passesAnyRole()).And(p.deniesEverywhere("iam:PassRole").Not()),
	}
	g.services, g.servicesKnown = s.grantedServices(p, live)
	narrowable, verdict := s.narrowable(p)
	if g.narrowableKnown = verdict != Unknown; verdict == True {
		g.narrowable = narrowable
	}
	return g
}

// grantedServices are the full services of a statement that isn't limited to
// named resources and not about all services.
func (s *Statement) grantedServices(p *Policy, live Truth) (services []string, known bool) {
	full, undecided := s.fullServices(p)
	named := TruthOf(len(s.Resources) > 0).And(allOf(s.Resources, isNamed))
	verdict := live.And(s.allActions().Not()).And(named.Not())
	if len(full) == 0 {
		verdict = verdict.And(undecided)
	}
	switch verdict {
	case True:
		return full, true
	case Unknown:
		return nil, false
	default:
		return nil, true
	}
}

// value renders the facts about the statement with an index.
func (g grant) value(s *Statement, i int) *graph.Value {
	entries := map[string]*graph.Value{
		"statement":       graph.NewInt(i),
		"conditional":     graph.NewBool(len(s.Conditions) > 0),
		"admin":           derivedBool(g.admin, s),
		"wildcard_action": derivedBool(g.wildcard, s),
		"inverted":        derivedBool(g.inverted, s),
		"pass_role":       derivedBool(g.passRole, s),
		"pass_role_to":    graph.NewBool(s.hasKey("iam:passedtoservice")),
		"full_services":   derivedStrings(g.services),
		"narrowable":      derivedStrings(g.narrowable),
	}
	if !g.servicesKnown {
		entries["full_services"] = derivedUnknown(s.Value, s.Value)
	}
	if !g.narrowableKnown {
		entries["narrowable"] = derivedUnknown(s.Value, s.Value)
	}
	return derivedMap(entries, s)
}

// passesAnyRole says whether the statement allows passing any role, by an
// action pattern that isn't about all services.
func (s *Statement) passesAnyRole() Truth {
	passes := anyOf(s.Actions, func(a Text) Truth {
		if isUniversalAction(a) == True {
			return False
		}
		return matchText(a, Literal("iam:PassRole"), true)
	})
	if passes == False {
		return False
	}
	return passes.And(anyOf(s.Resources, func(r Text) Truth {
		if text, known := r.Known(); known {
			return isUniversalResource(r).Or(TruthOf(strings.HasSuffix(text, ":role/*")))
		}
		if last := r.parts[len(r.parts)-1]; strings.HasSuffix(last.text, ":role/*") {
			return True
		}
		return isUniversalResource(r)
	}))
}

func (s *Statement) hasKey(name string) bool {
	for _, c := range s.Conditions {
		if key, known := c.Key.Known(); known && strings.EqualFold(key, name) {
			return true
		}
	}
	return false
}

// escalationsOf lists the sets of actions by which a document lets its holder
// raise its rights.
func escalationsOf(p *Policy, document *graph.Value) *graph.Value {
	found, undecided := p.raises()
	if len(found) == 0 && undecided == Unknown {
		return derivedUnknown(document, document)
	}
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	for _, e := range found {
		list.List = append(list.List, &graph.Value{
			Form: graph.Map, Origin: graph.Derived,
			Map: map[string]*graph.Value{"statement": graph.NewInt(e.statement), "actions": derivedStrings(e.actions)},
		})
	}
	return list
}

// raises returns the escalations of a document; one that grants everything has
// nothing to raise.
func (p *Policy) raises() (found []escalation, undecided Truth) {
	admin := anyOf(p.Statements, func(s Statement) Truth { return s.isAdmin(p) })
	found, undecided = p.escalations()
	switch {
	case admin == True:
		return nil, False
	case admin == Unknown && len(found) > 0:
		return nil, Unknown
	}
	return found, undecided
}
