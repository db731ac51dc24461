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
		if _, known := a.Known(); !known && couldBeFull(a) {
			undecided = Unknown
		}
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
			for _, service := range loadCatalogue().prefixes {
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
	all := Literal(prefix+":*").tokens(true, true)
	wild := 0
	for _, a := range s.Actions {
		if covers(a.tokens(true, true), all) {
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
	if p.cancelled(s, unconditional) == True {
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

// couldBeFull reports whether a partly known action can be "service:*".
func couldBeFull(a Text) bool {
	for i, p := range a.parts {
		if p.hole && p.fixed {
			return false
		}
		_, name, ok := strings.Cut(p.text, ":")
		if !p.hole && ok && i < len(a.parts) && strings.Trim(name, "*") != "" {
			return false
		}
	}
	return true
}

// narrowable returns the actions that the statement grants on all resources
// though they could be limited to some, sorted, at most limit of them and how
// many there are.
func (s *Statement) narrowable(p *Policy, limit int) (names []string, count int, verdict Truth) {
	if len(s.Conditions) > 0 || len(s.NotActions) > 0 || s.allActions() == True {
		return nil, 0, False
	}
	everywhere := s.Allows().And(s.allResources())
	if everywhere == False || p.cancelled(s, unconditional) == True {
		return nil, 0, False
	}
	undecided := False
	for _, pattern := range s.Actions {
		text, known := pattern.Known()
		if !known {
			undecided = Unknown
			continue
		}
		for _, a := range Expand(text) {
			if a.ResourceLevel() && p.deniesEverywhere(a.Name) != True {
				names = append(names, a.Name)
			}
		}
	}
	if len(names) == 0 {
		return nil, 0, undecided.And(everywhere)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return names[:min(limit, len(names))], len(names), everywhere
}

// isNamed says whether a resource pattern names a resource: an ARN or a
// reference, with no wildcard but a trailing /* or :*.
func isNamed(pattern Text) Truth {
	text, known := pattern.Known()
	if known {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "/*"), ":*")
		return TruthOf(strings.HasPrefix(text, "arn:") && !strings.ContainsAny(text, "*?"))
	}
	rest := ""
	fixed := true
	for _, p := range pattern.parts {
		if p.hole {
			fixed = fixed && p.fixed
			rest += "x"
			continue
		}
		rest += p.text
	}
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, "/*"), ":*")
	switch {
	case strings.ContainsAny(rest, "*?"):
		return False
	case fixed || strings.HasPrefix(pattern.prefix(), "arn:"):
		return True
	}
	return Unknown
}
