package iam

import "github.com/plumb-iac/plumb/parser/graph"

// Policy is one document as its statements.
type Policy struct {
	Statements []Statement
	// Literal marks a document of version 2008-10-17, in which ${...} is no
	// policy variable.
	Literal bool
	// Opaque is set when the document itself, or some of its statements, is
	// unknown: it may hold any further statement.
	Opaque bool
}

// Statement is one statement of a policy. Where NotActions, NotResources or
// NotPrincipals has entries, it stands in place of its counterpart.
type Statement struct {
	SID           string
	Effect        Text // Allow or Deny
	Actions       []Text
	NotActions    []Text
	Resources     []Text
	NotResources  []Text
	Principals    []Principal
	NotPrincipals []Principal
	Conditions    []Condition
	// Value is the canonical statement in the graph; nil when there is none.
	Value *graph.Value
	index int // its place in the document
	// maybe marks one of several statements that can stand in this place.
	maybe bool
}

// Principal is one entry of a Principal element.
type Principal struct {
	Type Text // AWS, Service, Federated, CanonicalUser or *
	ID   Text
}

// Condition is one line of a condition block: it holds when the value of the
// key in the request satisfies the operator for any of the values.
type Condition struct {
	Operator Text
	Key      Text
	Values   []Text
}

// Allows reports whether the statement's effect is Allow; Unknown when that
// isn't known.
func (s *Statement) Allows() Truth { return s.has("Allow") }

// Denies reports whether the statement's effect is Deny.
func (s *Statement) Denies() Truth { return s.has("Deny") }

func (s *Statement) has(effect string) Truth {
	t := equalText(s.Effect, Literal(effect), false)
	if s.maybe {
		return t.And(Unknown)
	}
	return t
}

// PolicyOf reads a policy attribute of a node: {statements: [...]}, or unknown.
// It returns nil when there is none.
func PolicyOf(v *graph.Value) *Policy {
	if v.IsAbsent() {
		return nil
	}
	if !v.IsKnown() {
		return oneOfPolicies(v)
	}
	p := &Policy{}
	version, known := TextOf(v.Get("version")).Known()
	p.Literal = known && version == "2008-10-17"
	statements := v.Get("statements")
	if !statements.IsKnown() {
		p.Opaque = true
		return p
	}
	if statements == nil {
		return p
	}
	for i, s := range statements.List {
		p.add(s, i)
	}
	return p
}

// add adds the statement that stands at a place of the document; where that is
// one of several, each of them as a possible one.
func (p *Policy) add(v *graph.Value, index int) {
	if alternatives, ok := documents(v); ok {
		for _, one := range alternatives {
			s := statementOf(one)
			s.index, s.maybe, s.Value = index, true, v
			p.Statements = append(p.Statements, s)
		}
		return
	}
	s := statementOf(v)
	s.index = index
	p.Statements = append(p.Statements, s)
}

// oneOfPolicies is a document that isn't known: every statement of all that it
// can be is possible.
func oneOfPolicies(v *graph.Value) *Policy {
	alternatives, ok := documents(v)
	if !ok {
		return &Policy{Opaque: true}
	}
	p := &Policy{}
	for _, one := range alternatives {
		d := PolicyOf(one)
		p.Opaque = p.Opaque || d.Opaque
		for _, s := range d.Statements {
			s.maybe, s.Value = true, v
			p.Statements = append(p.Statements, s)
		}
	}
	return p
}

// documents returns the maps that an unknown value can be, without those that
// are nothing at all; false when they aren't all known.
func documents(v *graph.Value) (alternatives []*graph.Value, ok bool) {
	if v.IsKnown() || v.Why == nil || len(v.Why.OneOf) == 0 {
		return nil, false
	}
	for _, one := range v.Why.OneOf {
		switch {
		case one.IsAbsent():
		case one.Form == graph.Map:
			alternatives = append(alternatives, one)
		default:
			return nil, false
		}
	}
	return alternatives, true
}

// statementOf reads a canonical statement. An unknown one could be any: its
// effect and all its elements are unknown.
func statementOf(v *graph.Value) Statement {
	if !v.IsKnown() {
		u, lists := AnyText(), []Text{anyList()}
		return Statement{
			Effect: u, Actions: lists, NotActions: lists, Resources: lists, NotResources: lists,
			Principals: []Principal{{Type: u, ID: u}},
			Conditions: []Condition{{Operator: u, Key: u, Values: lists}},
			Value:      v,
		}
	}
	s := Statement{
		Effect:        TextOf(v.Get("effect")),
		Actions:       textsOf(v.Get("actions")),
		NotActions:    textsOf(v.Get("not_actions")),
		Resources:     textsOf(v.Get("resources")),
		NotResources:  textsOf(v.Get("not_resources")),
		Principals:    principalsOf(v.Get("principals")),
		NotPrincipals: principalsOf(v.Get("not_principals")),
		Value:         v,
	}
	if !v.Get("not_principals").IsKnown() {
		// Nothing is known of the exceptions: principals that are written rule
		// them out, else it could be anyone.
		if s.NotPrincipals = nil; len(s.Principals) == 0 {
			s.Principals = []Principal{{Type: AnyText(), ID: AnyText()}}
		}
	}
	s.SID, _ = TextOf(v.Get("sid")).Known()
	conditions := v.Get("conditions")
	if !conditions.IsKnown() {
		u := AnyText()
		s.Conditions = []Condition{{Operator: u, Key: u, Values: []Text{u}}}
	} else if conditions != nil {
		for _, c := range conditions.List {
			if !c.IsKnown() {
				u := AnyText()
				s.Conditions = append(s.Conditions, Condition{Operator: u, Key: u, Values: []Text{u}})
				continue
			}
			s.Conditions = append(s.Conditions, Condition{
				Operator: TextOf(c.Get("operator")), Key: TextOf(c.Get("key")), Values: textsOf(c.Get("values")),
			})
		}
	}
	return s
}

func textsOf(v *graph.Value) []Text {
	switch {
	case v.IsAbsent():
		return nil
	case v.Form == graph.Unknown && choices(v) == nil:
		return []Text{anyList()}
	case v.Form != graph.List:
		return []Text{TextOf(v)}
	}
	texts := make([]Text, 0, len(v.List))
	for _, e := range v.List {
		if !e.IsAbsent() {
			texts = append(texts, TextOf(e))
		}
	}
	return texts
}

func principalsOf(v *graph.Value) []Principal {
	switch {
	case v.IsAbsent():
		return nil
	case v.Form != graph.List:
		u := AnyText()
		return []Principal{{Type: u, ID: u}}
	}
	principals := make([]Principal, 0, len(v.List))
	for _, e := range v.List {
		if !e.IsKnown() {
			u := AnyText()
			principals = append(principals, Principal{Type: u, ID: u})
			continue
		}
		principals = append(principals, Principal{Type: TextOf(e.Get("type")), ID: TextOf(e.Get("id"))})
	}
	return principals
}

// anyList stands for a list of which nothing is known.
func anyList() Text {
	t := AnyText()
	t.list = true
	return t
}

// inverted says whether the complement of a list stands in place of the list,
// as NotAction does. A statement has one of the two, so where nothing is known
// of the complement, a list that is written rules it out.
func inverted(list, complement []Text) Truth {
	switch {
	case len(complement) == 0:
		return False
	case !complement[0].list:
		return True
	case len(list) > 0 && !list[0].list:
		return False
	}
	return Unknown
}

// either evaluates a list or its complement, whichever a statement has.
func either(inverted Truth, list, complement func() Truth) Truth {
	switch inverted {
	case True:
		return complement()
	case False:
		return list()
	default:
	}
	a, b := list(), complement()
	if a == b {
		return a
	}
	return Unknown
}
