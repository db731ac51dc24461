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
			list.List = append(list.List, s.grant(p, i))
		}
	}
	return list
}

func (s *Statement) grant(p *Policy, i int) *graph.Value {
	live := s.Allows().And(p.cancelled(s, unconditional).Not())
	admin := s.isAdmin(p)
	wildcard := live.And(anyOf(s.Actions, isUniversalAction)).And(admin.Not())
	entries := map[string]*graph.Value{
		"statement":       graph.NewInt(i),
		"conditional":     graph.NewBool(len(s.Conditions) > 0),
		"admin":           derivedBool(admin, s),
		"wildcard_action": derivedBool(wildcard, s),
		"inverted":        derivedBool(live.And(inverted(s.Actions, s.NotActions).Or(inverted(s.Resources, s.NotResources))), s),
		"pass_role":       derivedBool(live.And(s.passesAnyRole()).And(p.deniesEverywhere("iam:PassRole").Not()), s),
		"pass_role_to":    graph.NewBool(s.hasKey("iam:passedtoservice")),
	}
	s.addServices(p, live, entries)
	s.addNarrowable(p, entries)
	return derivedMap(entries, s)
}

func (s *Statement) addServices(p *Policy, live Truth, entries map[string]*graph.Value) {
	full, undecided := s.fullServices(p)
	named := TruthOf(len(s.Resources) > 0).And(allOf(s.Resources, isNamed))
	verdict := live.And(s.allActions().Not()).And(named.Not())
	if len(full) == 0 {
		verdict = verdict.And(undecided)
	}
	if verdict == Unknown {
		entries["full_services"] = derivedUnknown(s.Value, s.Value)
		return
	}
	if verdict == False {
		full = nil
	}
	entries["full_services"] = derivedStrings(full)
}

func (s *Statement) addNarrowable(p *Policy, entries map[string]*graph.Value) {
	names, verdict := s.narrowable(p)
	if verdict == Unknown {
		entries["narrowable"] = derivedUnknown(s.Value, s.Value)
		return
	}
	if verdict == False {
		names = nil
	}
	entries["narrowable"] = derivedStrings(names)
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
// raise its rights; a document that grants everything has nothing to raise.
func escalationsOf(p *Policy, document *graph.Value) *graph.Value {
	admin := anyOf(p.Statements, func(s Statement) Truth { return s.isAdmin(p) })
	found, undecided := p.escalations()
	switch {
	case admin == True:
		found, undecided = nil, False
	case admin == Unknown && len(found) > 0:
		found, undecided = nil, Unknown
	}
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
