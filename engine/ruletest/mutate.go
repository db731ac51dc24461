package ruletest

import (
	"maps"
	"slices"
	"strconv"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
)

// Mutant is a unit in which one attribute of one node has become unknown.
type Mutant struct {
	Unit    *graph.Unit
	Address string
	Path    graph.Path
}

// mutantDecider is what would decide the unknown attribute of a mutant.
const mutantDecider = "var.mutant"

// Mutants returns a mutant for every attribute of every node: what is written
// and what is a default; with absent also what the model knows but the node
// doesn't have, so that it is written after all, with an unknown value. Elements
// of lists and entries of maps are attributes too. What is derived from other
// attributes follows them.
func Mutants(u *graph.Unit, absent bool) []Mutant {
	var mutants []Mutant
	for i, n := range u.Nodes {
		for _, path := range mutable(n, absent) {
			clone := *u
			clone.Nodes = slices.Clone(u.Nodes)
			node := *n
			node.Attributes = withUnknown(n.Attributes, path)
			clone.Nodes[i] = &node
			mutants = append(mutants, Mutant{Unit: &clone, Address: n.Address, Path: path})
		}
	}
	return mutants
}

func mutable(n *graph.Node, absent bool) []graph.Path {
	var paths []graph.Path
	n.Attributes.Walk(func(path graph.Path, v *graph.Value) bool {
		if v.Origin == graph.Derived {
			return false
		}
		if len(path) > 0 && v.Form != graph.Unknown {
			paths = append(paths, slices.Clone(path))
		}
		return true
	})
	kind, ok := model.Lookup(n.Kind)
	if !ok || !absent {
		return paths
	}
	for _, a := range kind.Attributes {
		if !a.Derived && n.Attributes.At(a.Steps) == nil {
			paths = append(paths, a.Steps)
		}
	}
	return paths
}

// withUnknown returns v with an unknown value at a path, adding what is missing
// on the way.
func withUnknown(v *graph.Value, path graph.Path) *graph.Value {
	if len(path) == 0 {
		unknown := graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonVariable, Deciders: []string{mutantDecider}})
		if v != nil {
			unknown.Range, unknown.ValueRange = v.Range, v.ValueRange
		}
		return unknown
	}
	if v == nil {
		v = graph.NewMap(nil)
	}
	clone := *v
	switch v.Form {
	case graph.Map:
		clone.Map = maps.Clone(v.Map)
		if clone.Map == nil {
			clone.Map = map[string]*graph.Value{}
		}
		clone.Map[path[0]] = withUnknown(v.Map[path[0]], path[1:])
	case graph.List:
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(v.List) {
			clone.List = slices.Clone(v.List)
			clone.List[i] = withUnknown(v.List[i], path[1:])
		}
	default:
	}
	return &clone
}
