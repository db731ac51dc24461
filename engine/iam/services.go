package iam

import (
	"slices"
	"strings"
)

// fullServices returns the services of which the statement grants every action,
// sorted; Unknown when an action that isn't known could add one. A statement
// about all actions is none of these. A denial that leaves only reading takes
// a service out.
func (s *Statement) fullServices(p *Policy) ([]string, Truth) {
	var full []string
	undecided := False
	for _, prefix := range s.prefixes() {
		if s.coversService(prefix) && p.leavesChanges(s, prefix) {
			full = append(full, prefix)
		}
	}
	for _, a := range s.Actions {
		undecided = undecided.Or(forEach(a, func(a Text) Truth {
			text, known := a.Known()
			_, name, _ := strings.Cut(text, ":")
			if known && strings.Trim(name, "*") != "" || !known && !couldBeFull(a) {
				return False
			}
			return Unknown
		}).And(TruthOf(!isKnown(a))))
	}
	return full, undecided
}

// prefixes returns the services that the action patterns name with a wildcard.
func (s *Statement) prefixes() []string {
	var found []string
	for _, a := range s.Actions {
		text, known := a.Known()
		prefix, name, ok := strings.Cut(strings.ToLower(text), ":")
		switch {
		case !known || !ok || !strings.ContainsAny(name, "*?"):
		case strings.ContainsAny(prefix, "*?"):
			for _, service := range loadCatalog().prefixes {
				if globFold(prefix, service) {
					found = append(found, service)
				}
			}
		default:
			found = append(found, prefix)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// coversService reports whether the patterns together match every action of a service.
func (s *Statement) coversService(prefix string) bool {
	all := Literal(prefix + ":*")
	wild := 0
	for _, a := range s.Actions {
		if coversText(a, all, true) {
			return true
		}
		if text, known := a.Known(); known && strings.Contains(text, "*") {
			wild++
		}
	}
	if wild < 2 {
		return false
	}
	service, ok := LookupService(prefix)
	if !ok {
		return false
	}
	for i := range service.Actions {
		if s.matchAction(Literal(service.Actions[i].Name)) != True {
			return false
		}
	}
	return true
}

// leavesChanges reports whether the denials leave an action of the service
// that changes something.
func (p *Policy) leavesChanges(s *Statement, prefix string) bool {
	if p.canceled(s, unconditional) == True {
		return false
	}
	denies := false
	for i := range p.Statements {
		denies = denies || p.Statements[i].Denies() != False
	}
	service, ok := LookupService(prefix)
	if !denies || !ok {
		return true
	}
	for i := range service.Actions {
		a := &service.Actions[i]
		if a.Level != LevelRead && a.Level != LevelList && p.deniesEverywhere(a.Name) != True {
			return true
		}
	}
	return false
}

func isKnown(t Text) bool {
	_, known := t.Known()
	return known
}

// couldBeFull reports whether a partly known action can be "service:*".
func couldBeFull(a Text) bool {
	for _, p := range a.parts {
		if p.hole && p.fixed {
			return false
		}
		if _, name, ok := strings.Cut(p.text, ":"); ok && strings.Trim(name, "*") != "" {
			return false
		}
	}
	return true
}

// narrowable returns the actions, as written, that the statement grants on all
// resources though they could be limited to some, sorted.
func (s *Statement) narrowable(p *Policy) (patterns []string, verdict Truth) {
	if s.allActions() == True {
		return nil, False
	}
	everywhere := s.Allows().And(inverted(s.Actions, s.NotActions).Not()).And(s.allResources()).And(unconditional(s)).And(p.canceled(s, unconditional).Not())
	if everywhere == False {
		return nil, False
	}
	undecided := False
	for _, pattern := range s.Actions {
		t := forEach(pattern, func(one Text) Truth {
			if text, known := one.Known(); known {
				return p.isNarrowable(text)
			}
			return Unknown
		})
		if t != True {
			undecided = undecided.Or(t)
			continue
		}
		for _, one := range append(pattern.oneOf, pattern) {
			if text, known := one.Known(); known {
				patterns = append(patterns, text)
			}
		}
	}
	if len(patterns) == 0 {
		return nil, undecided.And(everywhere)
	}
	slices.Sort(patterns)
	return slices.Compact(patterns), everywhere
}

// isNarrowable says whether an action pattern could name resources: one of its
// actions that change something can, or half of those that read. The few
// among ec2:Describe* that can don't make that pattern one.
func (p *Policy) isNarrowable(pattern string) Truth {
	actions := Expand(pattern)
	some, reading := False, 0
	for _, a := range actions {
		if !a.ResourceLevel() {
			continue
		}
		if a.Level == LevelRead || a.Level == LevelList {
			reading++
			if 2*reading < len(actions) {
				continue
			}
		}
		if some = some.Or(p.deniesEverywhere(a.Name).Not()); some == True {
			break
		}
	}
	return some
}

// isNamed says whether a resource pattern names a resource: an ARN or a
// reference, with no wildcard but a trailing /* or :*.
func isNamed(pattern Text) Truth { return forEach(pattern, isNamedOne) }

func isNamedOne(pattern Text) Truth {
	text, known := pattern.Known()
	if known {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "/*"), ":*")
		a, ok := parseARN(text)
		return TruthOf(ok && a.resource != "" && !strings.ContainsAny(text, "*?"))
	}
	rest, fixed := pattern.sample()
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, "/*"), ":*")
	switch {
	case strings.ContainsAny(rest, "*?"):
		return False
	case fixed || strings.HasPrefix(pattern.prefix(), "arn:"):
		return True
	}
	return Unknown
}
