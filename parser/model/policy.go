package model

import (
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// policy brings every spelling of an IAM policy document to one shape: a map
// with statements, whose parts are lists. A document of which not even the
// number of statements is known is unknown as a whole.
//
// Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func (n *normalizer) policy(v *graph.Value) *graph.Value {
	// An inline policy is read for itself and for whom it is attached to.
	if known, ok := n.policies[v]; ok {
		return known
	}
	if n.policies == nil {
		n.policies = map[*graph.Value]*graph.Value{}
	}
	canonical := n.canonicalPolicy(v)
	n.policies[v] = canonical
	return canonical
}

func (n *normalizer) canonicalPolicy(v *graph.Value) *graph.Value {
	document := v
	if d := n.document(v); d != nil {
		document = d
	}
	if document.Form == graph.Unknown {
		return n.policyAlternatives(v, document)
	}
	statements := document.Get("Statement")
	switch {
	case document.Form == graph.List:
		statements = document // the statements alone
	case document.Form != graph.Map:
		return invalid(v)
	case statements == nil && document.Get("Effect") != nil:
		statements = document // one statement alone
	case statements.IsAbsent():
		statements = &graph.Value{Form: graph.List, Range: document.Range}
	case statements.Form == graph.String || statements.Form == graph.Unknown:
		if d := n.document(statements); d != nil {
			statements = d
		}
	}
	if statements.Form == graph.Unknown {
		return n.policyAlternatives(v, statements)
	}
	list := &graph.Value{Form: graph.List, Range: statements.Range, ValueRange: statements.ValueRange}
	for _, s := range asList(statements) {
		list.List = append(list.List, n.statement(s))
	}
	return &graph.Value{
		Form: graph.Map, Map: map[string]*graph.Value{"statements": list},
		Range: v.Range, ValueRange: v.ValueRange, References: v.References, Sensitive: v.Sensitive,
	}
}

// policyAlternatives is an undecided document: unknown, with each document
// that it can be.
func (n *normalizer) policyAlternatives(v, open *graph.Value) *graph.Value {
	c := &graph.Value{
		Form: graph.Unknown, Why: uncertainty(open),
		Range: v.Range, ValueRange: v.ValueRange, References: v.References, Sensitive: v.Sensitive,
	}
	if len(c.Why.OneOf) == 0 {
		return c
	}
	why := *c.Why
	why.OneOf = make([]*graph.Value, 0, len(c.Why.OneOf))
	for _, one := range c.Why.OneOf {
		if one.IsAbsent() {
			why.OneOf = append(why.OneOf, &graph.Value{})
			continue
		}
		why.OneOf = append(why.OneOf, n.policy(one))
	}
	c.Why = &why
	return c
}

// asList is the elements of a list, or a single value as the only element;
// what is absent is left out.
func asList(v *graph.Value) []*graph.Value {
	if v.IsAbsent() {
		return nil
	}
	if v.Form != graph.List {
		return []*graph.Value{v}
	}
	list := v.List
	for i, e := range v.List {
		if e.IsAbsent() {
			list = append([]*graph.Value(nil), v.List[:i]...)
			for _, e := range v.List[i:] {
				if !e.IsAbsent() {
					list = append(list, e)
				}
			}
			break
		}
	}
	return list
}

// statementLists are the parts of a statement that hold strings.
var statementLists = [...]struct{ name, canonical string }{
	{"Action", "actions"},
	{"NotAction", "not_actions"},
	{"Resource", "resources"},
	{"NotResource", "not_resources"},
}

func (n *normalizer) statement(s *graph.Value) *graph.Value {
	if d := n.document(s); d != nil {
		s = d
	}
	if s.Form == graph.Unknown {
		return (&builder{normalizer: n}).alternatives(s, func(one *graph.Value) *graph.Value {
			if one.IsAbsent() {
				return one
			}
			return n.statement(one)
		})
	}
	if s.Form != graph.Map {
		return invalid(s)
	}
	entries := make(map[string]*graph.Value, 10)
	for _, l := range statementLists {
		entries[l.canonical] = stringList(s.Get(l.name))
	}
	entries["principals"] = n.principals(s.Get("Principal"))
	entries["not_principals"] = n.principals(s.Get("NotPrincipal"))
	entries["conditions"] = conditions(s.Get("Condition"))
	if sid := s.Get("Sid"); !sid.IsAbsent() {
		entries["sid"] = sid
	}
	if effect := s.Get("Effect"); !effect.IsAbsent() {
		entries["effect"] = effect
	}
	return &graph.Value{Form: graph.Map, Map: entries, Range: s.Range, ValueRange: s.ValueRange, Sensitive: s.Sensitive}
}

// stringList is a part of a statement as a list. A single value that isn't
// known could be a list itself, unless it is text with known parts or belongs
// to a resource.
func stringList(v *graph.Value) *graph.Value {
	if v.IsAbsent() {
		return emptyList
	}
	if v.Form == graph.Unknown && !isText(v) {
		return v
	}
	list := &graph.Value{Form: graph.List, Range: v.Range, ValueRange: v.ValueRange}
	for _, e := range asList(v) {
		if isScalar(e) {
			e = coerce(e, mapping.String)
		}
		list.List = append(list.List, e)
	}
	return list
}

// emptyList stands for every part of a statement that isn't written.
var emptyList = &graph.Value{Form: graph.List, Origin: graph.FromDefault}

func isText(v *graph.Value) bool {
	return v.Why != nil && (len(v.Why.Parts) > 0 || (v.Why.Reason == graph.ReasonComputed && len(v.References) == 1))
}
