package model

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// fallback is the default of an attribute where defaults depend on others. If
// what they depend on is unknown, so is the default.
func (b *builder) fallback(entries map[string]*graph.Value, a *mapping.Attribute) *graph.Value {
	plain := a.In(b.resource.Language).Default
	top := &graph.Value{Form: graph.Map, Map: entries}
	var open *graph.Uncertainty
	var options []*graph.Value
	for i := range a.When {
		d := &a.When[i]
		if d.In != "" && d.In != b.resource.Language {
			continue
		}
		holds, why := passes(top, d.Tests)
		switch {
		case !holds:
		case why != nil:
			if open == nil {
				open = why
			}
			options = append(options, d.Value)
		case open == nil:
			return d.Value
		default:
			return undecided(open, append(options, d.Value))
		}
	}
	if open == nil {
		return plain
	}
	return undecided(open, append(options, plain))
}

func undecided(why *graph.Uncertainty, options []*graph.Value) *graph.Value {
	result := options[len(options)-1]
	for i := len(options) - 2; i >= 0; i-- {
		result = perhaps(options[i], result, why)
	}
	return result
}

// passes reports whether all tests hold; with a reason, whether they may.
func passes(top *graph.Value, tests []mapping.Test) (bool, *graph.Uncertainty) {
	var open *graph.Uncertainty
	for i := range tests {
		holds, why := hold(&tests[i], top)
		if !holds {
			return false, nil
		}
		if why != nil {
			open = why
		}
	}
	return true, open
}

func hold(t *mapping.Test, top *graph.Value) (bool, *graph.Uncertainty) {
	v := top.At(t.Steps)
	switch {
	case v.IsAbsent():
		return t.Absent, nil
	case t.Present:
		// An unknown value may turn out to be nothing, unless it stands for a resource.
		if v.Form == graph.Unknown && v.Origin != graph.FromDefault && len(v.References) == 0 {
			return true, uncertainty(v)
		}
		return v.Origin != graph.FromDefault, nil
	case t.Absent && len(t.Values) == 0:
		if v.Form == graph.Unknown && len(v.References) == 0 {
			return true, uncertainty(v)
		}
		return false, nil
	case v.Form == graph.Unknown:
		return true, uncertainty(v)
	case !isScalar(v):
		return false, nil
	}
	for _, want := range t.Values {
		prefix, open := strings.CutSuffix(want, "*")
		if text(v) == want || (open && strings.HasPrefix(text(v), prefix)) {
			return true, nil
		}
	}
	return false, nil
}
