package model

import (
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// builder makes the attributes of one node.
type builder struct {
	*normalizer
	resource   *graph.Resource
	kind       *mapping.Kind
	own        *graph.Value // attributes of the resource, or the embedded block
	embedded   bool
	satellites []satellite // joined to the resource
	doubtful   []satellite // may belong to any node of the kind
}

func (b *builder) attributes() *graph.Value {
	entries := make(map[string]*graph.Value, len(b.kind.Attributes)+1)
	if b.embedded {
		entries["parent"] = graph.NewString(b.resource.Address)
	}
	b.fill(entries, b.own, b.kind.Attributes)
	return graph.NewMap(entries)
}

// fill adds the attributes that base has. Defaults that depend on other
// attributes come last, when those are known.
func (b *builder) fill(entries map[string]*graph.Value, base *graph.Value, attributes []mapping.Attribute) {
	conditional := false
	for i := range attributes {
		a := &attributes[i]
		if len(a.When) > 0 {
			conditional = true
			continue
		}
		if !a.Derived {
			put(entries, a.Steps, b.attribute(base, a, a.In(b.resource.Language).Default))
		}
	}
	if !conditional {
		return
	}
	for i := range attributes {
		a := &attributes[i]
		if len(a.When) > 0 {
			put(entries, a.Steps, b.attribute(base, a, b.fallback(entries, a)))
		}
	}
}

// put stores a value under a dotted name. Where declared says that a group of
// attributes is written, the group stands there: that is the place to show for
// what is missing from it.
func put(entries map[string]*graph.Value, steps []string, v *graph.Value) {
	if v == nil {
		return
	}
	for ; len(steps) > 1; steps = steps[1:] {
		next := entries[steps[0]]
		if next == nil || next.Form != graph.Map || next.Map == nil {
			next = graph.NewMap(make(map[string]*graph.Value, 4))
			entries[steps[0]] = next
		}
		if steps[1] == "declared" {
			next.Range = v.Range
		}
		entries = next.Map
	}
	entries[steps[0]] = v
}

func (b *builder) attribute(base *graph.Value, a *mapping.Attribute, fallback *graph.Value) *graph.Value {
	if a.Type == mapping.List {
		return b.list(base, a, fallback)
	}
	result := fallback
	certain := false
	start := len(b.scratch)
	paths := a.In(b.resource.Language).Paths
	for i := range paths {
		b.scratch = b.find(base, &paths[i], b.scratch)
		for _, f := range b.scratch[start:] {
			if f.doubt == nil {
				certain = true
			}
		}
		if certain {
			break
		}
	}
	all := b.scratch[start:]
	b.scratch = b.scratch[:start]
	if len(all) > maxStrangers && all[0].stranger {
		return &graph.Value{Form: graph.Unknown, Why: all[0].doubt}
	}
	// From the last to the first, so that what comes first has the last word.
	for _, f := range slices.Backward(all) {
		v := b.convert(f.value, a, a.Type, fallback)
		if f.doubt == nil {
			result = v
			continue
		}
		result = perhaps(v, result, f.doubt)
	}
	return result
}

// maxStrangers is how many satellites that may belong to a resource are looked
// at: one that does is as good as many, since what they say stays unknown.
const maxStrangers = 4

// find appends what a path leads to from base, or from what surrounds it.
func (b *builder) find(base *graph.Value, p *mapping.Path, out []found) []found {
	switch p.Scope {
	case mapping.Own:
		return b.read(base, p.Steps, nil, out)
	case mapping.Meta:
		return b.read(b.resource.Meta, p.Steps, nil, out)
	case mapping.Enclosing:
		return b.read(b.resource.Attributes, p.Steps, nil, out)
	case mapping.Satellite:
		for i := range b.satellites {
			out = b.satellite(&b.satellites[i], p, out)
		}
		if len(b.doubtful) > 0 {
			out = append(out, b.fromStrangers(p)...)
		}
	}
	return out
}

// fromStrangers is what satellites whose parent isn't known say for a path: the
// same for every resource of the kind.
func (b *builder) fromStrangers(p *mapping.Path) []found {
	if known, ok := b.strangers[p]; ok {
		return known
	}
	var all []found
	for i := range b.doubtful {
		if all = b.satellite(&b.doubtful[i], p, all); len(all) > maxStrangers {
			break
		}
	}
	for i := range all {
		all[i].stranger = true
	}
	if b.strangers == nil {
		b.strangers = map[*mapping.Path][]found{}
	}
	b.strangers[p] = all
	return all
}

func (b *builder) satellite(s *satellite, p *mapping.Path, out []found) []found {
	if s.resource.Type != p.Satellite {
		return out
	}
	doubt := s.doubt
	if p.Filter != nil {
		passes, open := matches(s.resource.Attributes, p.Filter)
		if !passes && open == nil {
			return out
		}
		if open != nil {
			doubt = uncertainty(open)
		}
	}
	if doubt == nil && s.resource.Conditional != nil && s.resource.Conditional != b.resource.Conditional {
		doubt = s.resource.Conditional
	}
	if len(p.Steps) == 0 {
		return append(out, found{value: s.whole(), doubt: doubt})
	}
	return b.read(s.resource.Attributes, p.Steps, doubt, out)
}

// perhaps is the value of an attribute that is v or otherwise, by something
// that isn't known.
func perhaps(v, otherwise *graph.Value, doubt *graph.Uncertainty) *graph.Value {
	why := &graph.Uncertainty{Reason: doubt.Reason, Deciders: doubt.Deciders}
	result := &graph.Value{Form: graph.Unknown, Why: why}
	if v != nil {
		result.Range, result.ValueRange, result.Sensitive = v.Range, v.ValueRange, v.Sensitive
	}
	for _, one := range []*graph.Value{v, otherwise} {
		switch {
		case one == nil:
			why.OneOf = append(why.OneOf, &graph.Value{})
		case one.Form != graph.Unknown:
			why.OneOf = append(why.OneOf, one)
		case one.Why != nil && len(one.Why.OneOf) > 0:
			why.OneOf = append(why.OneOf, one.Why.OneOf...)
		default:
			why.OneOf = nil
			return result
		}
	}
	return result
}

// uncertainty is why an unknown value is unknown.
func uncertainty(v *graph.Value) *graph.Uncertainty {
	if v.Why == nil {
		return &graph.Uncertainty{Reason: graph.ReasonComputed}
	}
	return v.Why
}
