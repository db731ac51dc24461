package model

import (
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// found is a value that a path led to. Doubt says why it isn't certain that
// the value applies at all; nil when it does.
type found struct {
	value    *graph.Value
	doubt    *graph.Uncertainty
	stranger bool // from a satellite that may belong to another resource
	exact    bool // what stands at the end of the path, not what hides it
}

// read appends every value that steps lead to from v: none where nothing is
// written, several with [*] and [k=v]. An unknown value on the way stands for
// all that would lie below it.
func (n *normalizer) read(v *graph.Value, steps []mapping.Step, doubt *graph.Uncertainty, out []found) []found {
	for i, step := range steps {
		if v.IsAbsent() {
			return out
		}
		if document := n.document(v); document != nil {
			v = document
		}
		if v.Form == graph.Unknown {
			return append(out, found{value: project(v, steps[i:]), doubt: doubt})
		}
		switch step.Op {
		case mapping.Field:
			v = v.Get(step.Key)
		case mapping.Index:
			if v.Form == graph.List {
				v = v.Index(step.Index)
			} else if step.Index > 0 {
				return out // a single block stands for a list of one
			}
		case mapping.Each:
			if v.Form != graph.List {
				continue
			}
			for _, e := range v.List {
				out = n.read(e, steps[i+1:], doubt, out)
			}
			return out
		case mapping.Where:
			return n.where(v, step, steps[i+1:], doubt, out)
		}
	}
	if v.IsAbsent() {
		return out
	}
	return append(out, found{value: v, doubt: doubt, exact: true})
}

// where reads on from the elements that pass a filter. Where none does but one
// may, because its key is unknown, the result is as unknown as that key.
func (n *normalizer) where(v *graph.Value, step mapping.Step, rest []mapping.Step, doubt *graph.Uncertainty, out []found) []found {
	elements := []*graph.Value{v}
	if v.Form == graph.List {
		elements = v.List
	}
	var open *graph.Value
	before := len(out)
	for _, e := range elements {
		passes, key := matches(e, &step)
		switch {
		case passes:
			out = n.read(e, rest, doubt, out)
		case key != nil && open == nil:
			open = key
		}
	}
	if open != nil && len(out) == before {
		out = append(out, found{value: project(open, rest), doubt: doubt})
	}
	return out
}

// matches reports whether a map has the key with the value that a filter asks
// for; if that isn't known, it returns the unknown value that decides it.
func matches(v *graph.Value, step *mapping.Step) (bool, *graph.Value) {
	if v.IsAbsent() {
		return false, nil
	}
	if v.Form == graph.Unknown {
		return false, v
	}
	key := v.Get(step.Key)
	if key.IsAbsent() {
		return step.Value == "false", nil // a flag that isn't written is off
	}
	if key.Form == graph.Unknown {
		return false, key
	}
	return text(key) == step.Value, nil
}

// text is how a scalar is written: true, 443, tcp.
func text(v *graph.Value) string {
	if v.Form == graph.Bool {
		if v.Bool {
			return "true"
		}
		return "false"
	}
	return v.Text
}

// project is what an unknown value means for the steps below it: as unknown,
// for the same reason, but neither its text nor its references. Where the
// possible values are known, so are those below.
func project(v *graph.Value, steps []mapping.Step) *graph.Value {
	if len(steps) == 0 {
		return v
	}
	below := &graph.Value{Form: graph.Unknown, Range: v.Range, ValueRange: v.ValueRange, Sensitive: v.Sensitive}
	if v.Why == nil {
		below.Why = &graph.Uncertainty{Reason: graph.ReasonComputed}
		return below
	}
	below.Why = &graph.Uncertainty{Reason: v.Why.Reason, Deciders: v.Why.Deciders}
	n := normalizer{}
	for _, one := range v.Why.OneOf {
		values := n.read(one, steps, nil, nil)
		switch {
		case len(values) == 0:
			below.Why.OneOf = append(below.Why.OneOf, &graph.Value{})
		case len(values) == 1 && values[0].value.Form != graph.Unknown:
			below.Why.OneOf = append(below.Why.OneOf, values[0].value)
		default:
			below.Why.OneOf = nil
			return below
		}
	}
	return below
}
