package tfplan

import (
	"maps"

	"github.com/plumb-iac/plumb/parser/graph"
)

// placeBy gives the resources of the plan the places of the source that it was
// made from. What the source evaluates to is no news, but where the plan has
// an unknown, the source still knows what it is made of.
func (b *builder) placeBy(source *graph.Unit) {
	bySource := map[string]*graph.Resource{}
	byConfig := map[string]*graph.Resource{}
	for _, r := range source.Resources {
		bySource[r.Address] = r
		if byConfig[r.ConfigAddress] == nil {
			byConfig[r.ConfigAddress] = r
		}
	}
	for _, r := range b.unit.Resources {
		from := bySource[r.Address]
		if from == nil {
			from = byConfig[r.ConfigAddress]
		}
		if from == nil {
			continue
		}
		r.Range, r.Header = from.Range, from.Header
		for i := range r.Calls {
			if i < len(from.Calls) {
				r.Calls[i].Range = from.Calls[i].Range
			}
		}
		overlay(r.Attributes, from.Attributes, from.Address == r.Address)
		for name, v := range from.Meta.Map {
			if r.Meta.Map[name] == nil {
				r.Meta.Map[name] = v
			}
		}
	}
	maps.Copy(b.unit.Files, source.Files)
	b.unit.Directives = append(b.unit.Directives, source.Directives...)
	b.unit.Diagnostics = append(b.unit.Diagnostics, source.Diagnostics...)
	b.unit.Editor = source.Editor
}

// overlay copies the places of a value of the source. Exact says that it is the
// same instance, whose references hold too.
func overlay(v, from *graph.Value, exact bool) {
	if v == nil || from == nil {
		return
	}
	v.Range, v.ValueRange = from.Range, from.ValueRange
	if exact {
		if len(from.References) > 0 {
			v.References = from.References
		}
		v.Sensitive = v.Sensitive || from.Sensitive
		if from.Decoded != nil && (v.Form == graph.Unknown || from.Form == graph.Unknown || v.Text == from.Text) {
			v.Decoded = from.Decoded
		}
		if v.Form == graph.Unknown && from.Form == graph.Unknown {
			v.Why = from.Why
		}
	}
	for name, entry := range v.Map {
		overlay(entry, from.Get(name), exact)
	}
	if len(v.List) == len(from.List) {
		for i, element := range v.List {
			overlay(element, from.Index(i), exact)
		}
	}
}
