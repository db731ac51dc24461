package cloudformation

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// duplicate copies a value, so that the copy can be changed.
func duplicate(v *graph.Value) *graph.Value {
	if v == nil {
		return nil
	}
	c := *v
	if v.List != nil {
		c.List = make([]*graph.Value, len(v.List))
		for i, e := range v.List {
			c.List[i] = duplicate(e)
		}
	}
	if v.Map != nil {
		c.Map = make(map[string]*graph.Value, len(v.Map))
		for k, e := range v.Map {
			c.Map[k] = duplicate(e)
		}
	}
	return &c
}

// clone copies a value without its places.
func clone(v *graph.Value) *graph.Value {
	c := duplicate(v)
	c.Walk(func(_ graph.Path, x *graph.Value) bool {
		x.Range, x.ValueRange = graph.Range{}, graph.Range{}
		return true
	})
	return c
}

// references returns all references at and below a value, each once.
func references(values ...*graph.Value) []graph.Reference {
	var all []graph.Reference
	for _, v := range values {
		v.Walk(func(_ graph.Path, x *graph.Value) bool {
			all = addReferences(all, x.References)
			return true
		})
	}
	return all
}

func addReferences(all, more []graph.Reference) []graph.Reference {
	for _, ref := range more {
		if !slices.Contains(all, ref) {
			all = append(slices.Clip(all), ref) // copies of a value share the slice
		}
	}
	return all
}

// deciders returns what would decide the unknown parts of the values, sorted.
func deciders(values ...*graph.Value) []string {
	var names []string
	for _, v := range values {
		v.Walk(func(_ graph.Path, x *graph.Value) bool {
			if x.Why != nil {
				names = append(names, x.Why.Deciders...)
			}
			return true
		})
	}
	return sorted(names)
}

func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

func sensitive(values ...*graph.Value) bool {
	found := false
	for _, v := range values {
		v.Walk(func(_ graph.Path, x *graph.Value) bool {
			found = found || x.Sensitive
			return !found
		})
	}
	return found
}

// uncertain returns an unknown value that inherits from values why it is not
// known: the reason of the first unknown one, the deciders of all.
func uncertain(values ...*graph.Value) *graph.Value {
	why := &graph.Uncertainty{Reason: graph.ReasonComputed}
	for _, v := range values {
		if u := v.FirstUnknown(); u != nil && u.Why != nil {
			why.Reason = u.Why.Reason
			break
		}
	}
	why.Deciders = deciders(values...)
	return &graph.Value{Form: graph.Unknown, Why: why, References: references(values...), Sensitive: sensitive(values...)}
}

// equal compares wholly known values as CloudFormation does: scalars by their
// text. The second result is false where something is unknown.
func equal(a, b *graph.Value) (same, decided bool) {
	if !a.IsKnown() || !b.IsKnown() {
		return false, false
	}
	if a.IsAbsent() || b.IsAbsent() {
		return a.IsAbsent() && b.IsAbsent(), true
	}
	if x, ok := scalarText(a); ok {
		y, ok := scalarText(b)
		return ok && x == y, true
	}
	if a.Form != b.Form || len(a.List) != len(b.List) || len(a.Map) != len(b.Map) {
		return false, true
	}
	decided = true
	for i := range a.List {
		s, d := equal(a.List[i], b.List[i])
		if d && !s {
			return false, true
		}
		decided = decided && d
	}
	for k, x := range a.Map {
		y, ok := b.Map[k]
		if !ok {
			return false, true
		}
		s, d := equal(x, y)
		if d && !s {
			return false, true
		}
		decided = decided && d
	}
	return decided, decided
}

// choices returns all values that a value can have, nil when they are not finite.
func choices(v *graph.Value) []*graph.Value {
	switch {
	case v == nil:
		return []*graph.Value{{Form: graph.Null}}
	case v.Form != graph.Unknown:
		return []*graph.Value{v}
	case v.Why == nil:
		return nil
	}
	return v.Why.OneOf
}

// oneOf makes one value of several that it can be: the value itself when they
// are all the same.
func oneOf(why *graph.Uncertainty, values []*graph.Value) *graph.Value {
	var distinct []*graph.Value
	for _, v := range values {
		if v == nil {
			v = &graph.Value{Form: graph.Null}
		}
		if !slices.ContainsFunc(distinct, func(d *graph.Value) bool { same, decided := equal(d, v); return decided && same }) {
			distinct = append(distinct, v)
		}
	}
	if len(distinct) == 1 {
		if distinct[0].Form == graph.Null {
			return nil
		}
		return duplicate(distinct[0]) // it may be a choice that others share
	}
	u := &graph.Value{Form: graph.Unknown, References: references(distinct...), Sensitive: sensitive(distinct...)}
	u.Why = &graph.Uncertainty{Reason: why.Reason, Deciders: sorted(append(slices.Clone(why.Deciders), deciders(distinct...)...)), OneOf: distinct}
	return u
}

// mayEqual reports whether an unknown value can have a text: false when its
// finite choices or the known parts at its ends exclude it.
func mayEqual(v *graph.Value, text string) bool {
	if v == nil || v.Form == graph.Null {
		return text == ""
	}
	if v.Form != graph.Unknown {
		own, ok := scalarText(v)
		return ok && own == text
	}
	if v.Why == nil {
		return true
	}
	if len(v.Why.OneOf) > 0 {
		return slices.ContainsFunc(v.Why.OneOf, func(c *graph.Value) bool { return mayEqual(c, text) })
	}
	parts := v.Why.Parts
	if len(parts) == 0 {
		return true
	}
	known := 0
	for _, p := range parts {
		known += len(p.Text)
		if p.Hole != nil && !p.Hole.MayBeEmpty {
			known++
		}
	}
	return known <= len(text) && strings.HasPrefix(text, parts[0].Text) && strings.HasSuffix(text, parts[len(parts)-1].Text)
}
