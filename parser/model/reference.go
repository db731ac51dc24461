package model

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// reference resolves a ref attribute: the address of the resource that it
// names, else the literal text, else unknown.
func (b *builder) reference(v *graph.Value, a *mapping.Attribute) *graph.Value {
	return b.resolve(v, b.wanted(a))
}

// wanted is the kinds that an attribute leads to.
func (n *normalizer) wanted(a *mapping.Attribute) []*mapping.Kind {
	if len(a.To) == 0 {
		return nil
	}
	if kinds, ok := n.targets[a]; ok {
		return kinds
	}
	var kinds []*mapping.Kind
	for i := range n.kinds {
		if slices.Contains(a.To, n.kinds[i].Name) {
			kinds = append(kinds, &n.kinds[i])
		}
	}
	if n.targets == nil {
		n.targets = map[*mapping.Attribute][]*mapping.Kind{}
	}
	n.targets[a] = kinds
	return kinds
}

func (b *builder) resolve(v *graph.Value, kinds []*mapping.Kind) *graph.Value {
	if target, _ := b.target(v, kinds); target != nil {
		return &graph.Value{
			Form: graph.String, Text: target.Address, Range: v.Range, ValueRange: v.ValueRange,
			References: v.References, Sensitive: v.Sensitive,
		}
	}
	if v.Form == graph.Unknown {
		return b.alternatives(v, func(one *graph.Value) *graph.Value {
			if one.IsAbsent() {
				return one
			}
			return b.resolve(one, kinds)
		})
	}
	if v.Form == graph.String || v.Form == graph.Number {
		return coerce(v, mapping.String)
	}
	return invalid(v)
}

// target is the managed resource of the unit that a value names, nil where
// there is none. Certain says that there can be none: the value is a literal,
// or belongs to something that isn't managed here. References to resources of
// the given kinds go before others.
func (n *normalizer) target(v *graph.Value, kinds []*mapping.Kind) (r *graph.Resource, certain bool) {
	if v.Form == graph.Unknown && v.Why != nil && (len(v.Why.Parts) > 1 || len(v.Why.OneOf) > 0) {
		return nil, false // a text around a reference, or one of several
	}
	if v.Form == graph.Map && len(v.References) == 1 {
		return n.unit.Resource(v.References[0].To), true
	}
	if v.Form != graph.Unknown && v.Form != graph.String {
		return nil, true
	}
	var wanted, direct, passed *graph.Resource
	ambiguous := false
	for _, ref := range v.References {
		to := n.unit.Resource(ref.To)
		if to == nil || !n.yields(v, to, ref) {
			continue
		}
		switch {
		case n.isOneOf(to, kinds):
			ambiguous = ambiguous || (wanted != nil && wanted != to)
			wanted = to
		case to.Mode != graph.Managed:
			// Only a mapping that asks for them reaches providers and data sources.
		case n.passesOn(to, ref):
			passed = to
		case isAWS(to):
			ambiguous = ambiguous || (wanted == nil && direct != nil && direct != to)
			direct = to
		}
	}
	switch {
	case ambiguous:
		return nil, false
	case wanted != nil:
		return wanted, true
	case direct != nil:
		return direct, true
	case passed != nil && v.Form == graph.Unknown:
		return nil, false
	case n.isForeign(v):
		return nil, true
	case v.Form == graph.String:
		return n.named(v.Text, kinds), true
	}
	return nil, false
}

// isForeign reports whether an unknown value names what another configuration
// made: it is imported, or comes from data sources alone.
func (n *normalizer) isForeign(v *graph.Value) bool {
	if v.Form == graph.Unknown && v.Why != nil && v.Why.Reason == graph.ReasonImport {
		return true
	}
	for _, ref := range v.References {
		if to := n.unit.Resource(ref.To); to == nil || to.Mode != graph.Data {
			return false
		}
	}
	return v.Form == graph.Unknown && len(v.References) > 0
}

// yields reports whether a value is what a reference yields, and not a text
// that was made from it.
func (n *normalizer) yields(v *graph.Value, to *graph.Resource, ref graph.Reference) bool {
	if v.Form == graph.Unknown {
		return true
	}
	if written := to.Attributes.Get(ref.Attribute); written != nil {
		return written.Form == graph.String && written.Text == v.Text
	}
	// Ref yields a name that is written under another word: BucketName, RoleName.
	for _, key := range to.Attributes.Keys() {
		if written := to.Attributes.Map[key]; written.Form == graph.String && written.Text == v.Text {
			return true
		}
	}
	return false
}

// passesOn reports whether a reference reads an attribute that itself only
// passes another resource on, as aws_route_table_association.a.route_table_id does.
func (n *normalizer) passesOn(to *graph.Resource, ref graph.Reference) bool {
	written := to.Attributes.Get(ref.Attribute)
	return written != nil && len(written.References) > 0
}

// isAWS tells AWS's resources from helpers such as random_id.
func isAWS(r *graph.Resource) bool {
	return r.Language == graph.CloudFormation || strings.HasPrefix(r.Type, "aws_")
}

func (n *normalizer) isOneOf(r *graph.Resource, kinds []*mapping.Kind) bool {
	for _, k := range kinds {
		if n.feeds(r, k) {
			return true
		}
	}
	return false
}

// named is the only resource of the kinds whose name is a literal text, or nil.
func (n *normalizer) named(name string, kinds []*mapping.Kind) *graph.Resource {
	if name == "" {
		return nil
	}
	if n.names == nil {
		n.indexNames()
	}
	for _, k := range kinds {
		if r := n.names[k][name]; r != nil {
			return r
		}
	}
	return nil
}

// indexNames maps the literal names of each kind's resources to them; a name
// that two of them have maps to nil.
func (n *normalizer) indexNames() {
	n.names = map[*mapping.Kind]map[string]*graph.Resource{}
	for _, r := range n.unit.Resources {
		use := n.use(r.Type)
		if use == nil || r.Mode != graph.Managed {
			continue
		}
		for _, s := range use.Sources {
			kind := &n.kinds[s.Kind]
			if a := kind.Attribute("name"); a != nil && len(kind.In(r.Language)[s.Item].Embedded) == 0 {
				n.indexName(kind, r, a.In(r.Language).Paths)
			}
		}
	}
}

func (n *normalizer) indexName(kind *mapping.Kind, r *graph.Resource, paths []mapping.Path) {
	if len(paths) == 0 {
		return
	}
	start := len(n.scratch)
	n.scratch = n.read(r.Attributes, paths[0].Steps, nil, n.scratch)
	for _, f := range n.scratch[start:] {
		if f.value.Form != graph.String {
			continue
		}
		index := n.names[kind]
		if index == nil {
			index = map[string]*graph.Resource{}
			n.names[kind] = index
		}
		_, taken := index[f.value.Text]
		index[f.value.Text] = r
		if taken {
			index[f.value.Text] = nil
		}
	}
	n.scratch = n.scratch[:start]
}
