package iam

import (
	"maps"
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// The derived attributes that the package writes; a kind declares those that
// it wants of its policy.
const (
	grantsName      = "grants"      // what an identity policy allows
	escalationsName = "escalations" // how it lets its holder raise its rights
	accessName      = "access"      // whom a resource or trust policy lets in
)

// Annotate adds what policies grant to the nodes of a unit. It replaces the
// nodes that it changes, so that nodes which units share stay as they are.
func Annotate(u *graph.Unit) {
	a := annotator{unit: u, plans: make(map[string]*plan)}
	var found map[string]*graph.Value
	if slices.ContainsFunc(u.Nodes, isIdentity) {
		found = chains(u)
	}
	for i, n := range u.Nodes {
		var facts map[string]*graph.Value
		if p := a.plan(n.Kind); p != nil {
			facts = a.facts(n, p)
		}
		if attached := a.attached(n); attached != nil {
			if facts == nil {
				facts = make(map[string]*graph.Value, 1)
			}
			facts[attachedName] = attached
		}
		if isIdentity(n) {
			if facts == nil {
				facts = make(map[string]*graph.Value, 1)
			}
			facts[chainsName] = found[n.Address]
			if facts[chainsName] == nil {
				facts[chainsName] = &graph.Value{Form: graph.List, Origin: graph.Derived}
			}
		}
		if len(facts) == 0 {
			continue
		}
		clone, attributes := *n, *n.Attributes
		attributes.Map = maps.Clone(n.Attributes.Map)
		maps.Copy(attributes.Map, facts)
		clone.Attributes = &attributes
		u.Nodes[i] = &clone
	}
}

func isIdentity(n *graph.Node) bool { return n.Kind == "iam.role" || n.Kind == "iam.user" }

// plan says what to compute for a kind.
type plan struct {
	policy                              string // the attribute that holds the document
	grants, escalations, access, denies bool
}

type annotator struct {
	unit  *graph.Unit
	plans map[string]*plan
	uses  *documentUses
	// policies are the data sources that look up managed policies, by address.
	policies map[string]*lookedUp
}

func (a *annotator) plan(kind string) *plan {
	p, ok := a.plans[kind]
	if !ok {
		p = planOf(kind)
		a.plans[kind] = p
	}
	return p
}

func planOf(kind string) *plan {
	k, ok := model.Lookup(kind)
	if !ok {
		return nil
	}
	var p plan
	for i := range k.Attributes {
		attribute := &k.Attributes[i]
		switch {
		case attribute.Type == mapping.Policy && len(attribute.Steps) == 1 && p.policy == "":
			p.policy = attribute.Name
		case attribute.Derived && attribute.Name == grantsName:
			p.grants = true
		case attribute.Derived && attribute.Name == escalationsName:
			p.escalations = true
		case attribute.Derived && attribute.Name == accessName:
			p.access = true
		case attribute.Derived && attribute.Name == deniesName:
			p.denies = true
		}
	}
	if p.policy == "" || !p.grants && !p.escalations && !p.access && !p.denies {
		return nil
	}
	return &p
}

func (a *annotator) facts(n *graph.Node, p *plan) map[string]*graph.Value {
	document := n.Attributes.Get(p.policy)
	if document.IsAbsent() {
		return nil
	}
	policy := PolicyOf(document)
	var open *graph.Value
	if policy.Opaque {
		open = document
	}
	if p.grants || p.escalations {
		doubt, gives := a.gives(n, document)
		switch {
		case doubt != nil:
			open = doubt
		case !gives:
			return nil
		}
	}
	facts := make(map[string]*graph.Value, 3)
	if open != nil {
		for name, wanted := range map[string]bool{grantsName: p.grants, escalationsName: p.escalations, accessName: p.access, deniesName: p.denies} {
			if wanted {
				facts[name] = derivedUnknown(open, document)
			}
		}
		return facts
	}
	if p.denies {
		facts[deniesName] = denialsOf(policy, document)
	}
	if p.access {
		facts[accessName] = accessOf(policy, pinsOf(n.Kind))
	}
	if p.grants {
		facts[grantsName] = grantsOf(policy)
	}
	if p.escalations {
		facts[escalationsName] = escalationsOf(policy, document)
	}
	return facts
}

// gives reports whether a document gives rights by itself: a document that is
// only used as a permissions boundary, or a data source that something else
// uses or that names principals, doesn't. Where that isn't known, it returns
// the value that it depends on.
func (a *annotator) gives(n *graph.Node, document *graph.Value) (doubt *graph.Value, gives bool) {
	if a.uses == nil {
		a.uses = findUses(a.unit)
	}
	if n.Resource != nil && n.Resource.Mode == graph.Data {
		return nil, !a.uses.referenced[n.Address] && !namesPrincipals(document)
	}
	return a.uses.doubt(n.Address)
}

func namesPrincipals(document *graph.Value) bool {
	statements := document.Get("statements")
	if statements == nil {
		return false
	}
	for _, s := range statements.List {
		for _, name := range []string{"principals", "not_principals"} {
			if list := s.Get(name); list != nil && (!list.IsKnown() || len(list.List) > 0) {
				return true
			}
		}
	}
	return false
}

// derivedUnknown is a fact that isn't known for the reason that v, or the
// first thing below it, isn't; it is shown where at stands.
func derivedUnknown(v, at *graph.Value) *graph.Value {
	open := v.FirstUnknown()
	if open == nil || open.Why == nil {
		open = graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonComputed})
	}
	return &graph.Value{Form: graph.Unknown, Why: undescribed(open.Why), Origin: graph.Derived, Range: at.Range, ValueRange: at.ValueRange, References: open.References}
}

// undescribed leaves of an uncertainty who decides it: the parts and choices
// are those of the value that a fact follows from, not of the fact.
func undescribed(why *graph.Uncertainty) *graph.Uncertainty {
	return &graph.Uncertainty{Reason: why.Reason, Deciders: why.Deciders}
}

// derivedBool is a fact about a statement, shown where the statement stands.
func derivedBool(t Truth, s *Statement) *graph.Value {
	if t == Unknown {
		return derivedUnknown(s.Value, s.Value)
	}
	return &graph.Value{Form: graph.Bool, Bool: t == True, Origin: graph.Derived, Range: s.Value.Range}
}

func derivedStrings(texts []string) *graph.Value {
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	for _, t := range texts {
		list.List = append(list.List, &graph.Value{Form: graph.String, Text: t, Origin: graph.Derived})
	}
	return list
}

func derivedMap(entries map[string]*graph.Value, s *Statement) *graph.Value {
	return &graph.Value{Form: graph.Map, Map: entries, Origin: graph.Derived, Range: s.Value.Range}
}
