package engine

import (
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// references finds the nodes that a node refers to: the mapping has already
// turned a reference into the address of its target.
type references struct {
	nodes map[string]bool
}

func newReferences(nodes []*graph.Node) *references {
	r := &references{nodes: make(map[string]bool, len(nodes))}
	for _, n := range nodes {
		r.nodes[n.Address] = true
	}
	return r
}

// from returns the addresses of the nodes that n refers to, sorted, each once
// and without n itself.
func (r *references) from(n *graph.Node) []string {
	var found []string
	r.collect(n.Attributes, &found)
	found = slices.DeleteFunc(found, func(a string) bool { return a == n.Address })
	slices.Sort(found)
	return slices.Compact(found)
}

func (r *references) collect(v *graph.Value, found *[]string) {
	if v == nil {
		return
	}
	switch v.Form {
	case graph.String:
		if r.nodes[v.Text] {
			*found = append(*found, v.Text)
		}
	case graph.List:
		for _, e := range v.List {
			r.collect(e, found)
		}
	case graph.Map:
		for _, e := range v.Map {
			r.collect(e, found)
		}
	default:
	}
}
