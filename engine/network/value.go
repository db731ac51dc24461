package network

import (
	"strconv"

	"github.com/plumb-iac/plumb/parser/graph"
)

func derived(v *graph.Value) *graph.Value {
	v.Origin = graph.Derived
	return v
}

// unknownAt is an unknown derived value that is shown where at is written.
func unknownAt(why *graph.Uncertainty, at *graph.Value) *graph.Value {
	if why == nil {
		why = outside
	}
	v := derived(graph.NewUnknown(why))
	if at != nil {
		v.Range, v.ValueRange = at.Range, at.ValueRange
	}
	return v
}

func truthValue(t verdict, at *graph.Value) *graph.Value {
	if t.truth == maybe {
		return unknownAt(t.why, at)
	}
	v := derived(graph.NewBool(t.truth == yes))
	if at != nil {
		v.Range, v.ValueRange = at.Range, at.ValueRange
	}
	return v
}

func stringList(texts []string) *graph.Value {
	list := make([]*graph.Value, len(texts))
	for i, t := range texts {
		list[i] = derived(graph.NewString(t))
	}
	return derived(graph.NewList(list...))
}

// step names an element of a list attribute: ingress[0].
func step(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
