package engine

import (
	"slices"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// unknownAt is one unknown value that a verdict rests on.
type unknownAt struct {
	node  *graph.Node
	path  graph.Path
	value *graph.Value
}

// everyElement is the step of an evidence path that stands for all elements.
const everyElement = "*"

// evidenceSteps splits ingress[*].cidrs into its steps.
func evidenceSteps(evidence string) graph.Path {
	return strings.Split(strings.ReplaceAll(evidence, "["+everyElement+"]", "."+everyElement), ".")
}

// unknowns returns the unknown values at a path of a node, on the way to it and,
// when deep, below it. Below it, a string whose text is partly known and a value
// that AWS computes for a resource of the graph are passed over: they can't be
// just anything, and without this nearly every real policy would be undetermined.
func unknowns(n *graph.Node, path graph.Path, deep bool) []unknownAt {
	s := unknownSearch{node: n, deep: deep}
	s.descend(n.Attributes, nil, path)
	return s.found
}

type unknownSearch struct {
	node  *graph.Node
	deep  bool
	found []unknownAt
}

func (s *unknownSearch) add(path graph.Path, v *graph.Value) {
	s.found = append(s.found, unknownAt{node: s.node, path: slices.Clone(path), value: v})
}

func (s *unknownSearch) descend(v *graph.Value, at, rest graph.Path) {
	if v == nil {
		return
	}
	if v.Form == graph.Unknown {
		s.add(at, v)
		return
	}
	if len(rest) == 0 {
		if s.deep && len(at) > 0 {
			s.below(v, at)
		}
		return
	}
	if rest[0] == everyElement {
		for i, e := range v.List {
			s.descend(e, append(at, strconv.Itoa(i)), rest[1:])
		}
		return
	}
	s.descend(v.At(rest[:1]), append(at, rest[0]), rest[1:])
}

func (s *unknownSearch) below(v *graph.Value, at graph.Path) {
	v.Walk(func(path graph.Path, x *graph.Value) bool {
		if x.Form == graph.Unknown && !isShaped(x) {
			s.add(append(slices.Clone(at), path...), x)
		}
		return true
	})
}

// isShaped reports whether an unknown value is still tied to something: text of
// which parts are known, or an attribute that AWS computes for a resource.
func isShaped(v *graph.Value) bool {
	if v.Why == nil {
		return false
	}
	for _, p := range v.Why.Parts {
		if p.Text != "" {
			return true
		}
	}
	return v.Why.Reason == graph.ReasonComputed && len(v.References) > 0
}

// deciders returns what would decide the unknown values, sorted, each once.
func deciders(found []unknownAt) []string {
	var names []string
	for _, u := range found {
		if u.value.Why != nil {
			names = append(names, u.value.Why.Deciders...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
