package model

import (
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// list makes a list attribute: the elements of the first path that is present,
// or with collect those of all paths. A list that is unknown as a whole leaves
// one unknown element among those that are known, or makes the attribute
// unknown where it is all there is.
func (b *builder) list(base *graph.Value, a *mapping.Attribute, fallback *graph.Value) *graph.Value {
	start := len(b.scratch)
	paths := a.In(b.resource.Language).Paths
	for i := range paths {
		before := len(b.scratch)
		b.scratch = b.find(base, &paths[i], b.scratch)
		for j := before; !paths[i].One && j < len(b.scratch); j++ {
			b.scratch[j].exact = false
		}
		if !a.Collect && certain(b.scratch[before:]) {
			break
		}
	}
	// Building elements reads further paths into the same scratch space.
	all := append([]found(nil), b.scratch[start:]...)
	b.scratch = b.scratch[:start]
	if len(all) == 0 {
		return fallback
	}
	if len(all) == 1 && all[0].doubt == nil {
		if v := all[0].value; all[0].exact && v.Form == graph.Unknown {
			return &graph.Value{Form: graph.List, List: []*graph.Value{b.element(v, a)}, Range: v.Range, ValueRange: v.ValueRange}
		}
		return b.whole(all[0].value, a)
	}
	result := &graph.Value{Form: graph.List}
	strangers := 0
	for _, f := range all {
		if f.stranger {
			strangers++
			continue
		}
		b.splice(result, f, a)
	}
	for _, f := range all {
		if !f.stranger {
			continue
		}
		if strangers == 1 {
			b.splice(result, f, a)
			break
		}
		// One element stands for any number of them.
		result.List = append(result.List, &graph.Value{Form: graph.Unknown, Why: f.doubt, Range: f.value.Range})
		break
	}
	return result
}

// certain reports whether anything was found without doubt.
func certain(all []found) bool {
	for _, f := range all {
		if f.doubt == nil {
			return true
		}
	}
	return false
}

// whole makes the attribute from the one value that was found for it.
func (b *builder) whole(v *graph.Value, a *mapping.Attribute) *graph.Value {
	v = b.elements(v, a)
	if v.Form == graph.Unknown {
		if one := b.single(v, a); one != nil {
			return &graph.Value{Form: graph.List, List: []*graph.Value{one}, Range: v.Range, ValueRange: v.ValueRange}
		}
		return b.alternatives(v, func(one *graph.Value) *graph.Value { return b.whole(one, a) })
	}
	result := &graph.Value{Form: graph.List, Range: v.Range, ValueRange: v.ValueRange, Sensitive: v.Sensitive}
	b.splice(result, found{value: v}, a)
	return result
}

// splice appends what one found value adds to a list: its elements, or itself.
func (b *builder) splice(result *graph.Value, f found, a *mapping.Attribute) {
	v := b.elements(f.value, a)
	list := []*graph.Value{v}
	if v.Form == graph.List {
		list = v.List
	}
	for _, e := range list {
		if e.IsAbsent() {
			continue
		}
		element := b.element(e, a)
		if element == nil {
			continue
		}
		if f.doubt != nil {
			element = perhaps(element, nil, f.doubt)
		}
		result.List = append(result.List, element)
	}
}

// elements is the list that a value stands for: a document is read, a decoder applied.
func (b *builder) elements(v *graph.Value, a *mapping.Attribute) *graph.Value {
	if a.Decode != "" {
		v = b.decode(a.Decode, v)
	}
	if document := b.document(v); document != nil && (len(a.Item) > 0 || document.Form == graph.List) {
		return document
	}
	return v
}

// single returns the element that an unknown value is, where it is known to be
// one element and no list: a text with known parts, or the attribute of a resource.
func (b *builder) single(v *graph.Value, a *mapping.Attribute) *graph.Value {
	if len(a.Item) > 0 || v.Why == nil {
		return nil
	}
	if len(v.Why.Parts) > 0 {
		return b.element(v, a)
	}
	if a.Of == mapping.Ref {
		if e := b.element(v, a); e.Form != graph.Unknown {
			return e
		}
	}
	return nil
}

func (b *builder) element(v *graph.Value, a *mapping.Attribute) *graph.Value {
	if len(a.Item) == 0 {
		return b.convert(v, a, a.Of, nil)
	}
	if v.Form == graph.Unknown {
		return b.alternatives(v, func(one *graph.Value) *graph.Value { return b.element(one, a) })
	}
	entries := make(map[string]*graph.Value, len(a.Item))
	b.fill(entries, v, a.Item)
	return &graph.Value{
		Form: graph.Map, Map: entries, Range: v.Range, ValueRange: v.ValueRange,
		Sensitive: v.Sensitive,
	}
}
