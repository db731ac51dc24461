package cloudformation

import (
	"github.com/plumb-iac/plumb/parser/graph"
)

// findInMap evaluates Fn::FindInMap with a map, two keys and an optional
// {DefaultValue: value}. An unknown key gives the finite choice of all values
// that it can lead to, which is one known value where they are equal.
func (s *stack) findInMap(argument, site *node, sc *scope) *graph.Value {
	items := argument.elements()
	if len(items) != 3 && len(items) != 4 {
		return s.invalid(site, "Fn::FindInMap takes a map and two keys")
	}
	var keys [3]*graph.Value
	for i := range keys {
		keys[i] = s.eval(items[i], sc)
	}
	var fallback *node
	if len(items) == 4 {
		fallback = items[3].get("DefaultValue")
	}
	levels := []*node{s.mappings.target()}
	certain := true // whether every key certainly is in the map
	for i, key := range keys {
		var next []*node
		text, known := scalarText(key)
		for _, level := range levels {
			level = s.expanded(level)
			if known {
				if _, v := level.entry(text); v != nil {
					next = append(next, v)
				} else {
					certain = false
				}
				continue
			}
			level.pairs(func(k, v *node) {
				if key != nil && mayEqual(key, k.value) {
					next = append(next, v.target())
				}
			})
		}
		if len(next) == 0 {
			return s.missing(items[i], keys, i, fallback, sc)
		}
		if len(next) > 2*maxChoices {
			return uncertain(keys[:]...)
		}
		levels = next
	}
	why := &graph.Uncertainty{Reason: graph.ReasonParameter, Deciders: deciders(keys[:]...)}
	if u := uncertain(keys[:]...); u.Why.Reason != graph.ReasonComputed {
		why.Reason = u.Why.Reason
	}
	var found []*graph.Value
	for _, level := range levels {
		found = append(found, s.run.copy(s.eval(level, sc), site))
	}
	if fallback != nil && (!certain || why.Deciders != nil) {
		found = append(found, s.eval(fallback, sc))
	}
	v := oneOf(why, found)
	if v == nil {
		return nil
	}
	v.References = addReferences(v.References, references(keys[:]...))
	return v
}

// missing is the value where a key leads to nothing.
func (s *stack) missing(at *node, keys [3]*graph.Value, i int, fallback *node, sc *scope) *graph.Value {
	if fallback != nil {
		return s.eval(fallback, sc)
	}
	text, known := scalarText(keys[i])
	if !known || s.opaque {
		return uncertain(keys[:]...)
	}
	if i == 0 {
		return s.invalid(at, "map %s is not declared", text)
	}
	return s.invalid(at, "map %s has no key %s", keys[0].Text, text)
}
