package engine

import (
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// references finds the nodes that a node refers to: the mapping has already
// turned a reference into the address of its target. Only attributes that the
// model calls references count, since any text can look like a logical id.
type references struct {
	nodes map[string]bool
	kinds map[string]*referring
}

// referring is the part of a kind's attributes that can hold references.
type referring struct {
	all        bool // the model doesn't have the kind: any text may be a reference
	attributes []mapping.Attribute
}

// parentName is the implicit attribute by which a child that is embedded in a
// resource refers to it.
const parentName = "parent"

func newReferences(nodes []*graph.Node) *references {
	r := &references{nodes: make(map[string]bool, len(nodes)), kinds: map[string]*referring{}}
	for _, n := range nodes {
		r.nodes[n.Address] = true
	}
	return r
}

// from returns the addresses of the nodes that n refers to, sorted, each once
// and without n itself.
func (r *references) from(n *graph.Node) []string {
	kind := r.kinds[n.Kind]
	if kind == nil {
		kind = newReferring(n.Kind)
		r.kinds[n.Kind] = kind
	}
	var found []string
	if kind.all {
		r.collect(n.Attributes, &found)
	} else {
		r.read(kind.attributes, n.Attributes, &found)
		r.collect(n.Attributes.Get(parentName), &found)
	}
	found = slices.DeleteFunc(found, func(a string) bool { return a == n.Address })
	slices.Sort(found)
	return slices.Compact(found)
}

func newReferring(kind string) *referring {
	k, ok := model.Lookup(kind)
	if !ok {
		return &referring{all: true}
	}
	return &referring{attributes: withReferences(k.Attributes)}
}

// withReferences keeps the attributes that are references or hold some.
func withReferences(attributes []mapping.Attribute) []mapping.Attribute {
	var kept []mapping.Attribute
	for _, a := range attributes {
		a.Item = withReferences(a.Item)
		if a.Type == mapping.Ref || a.Of == mapping.Ref || len(a.Item) > 0 {
			kept = append(kept, a)
		}
	}
	return kept
}

func (r *references) read(attributes []mapping.Attribute, v *graph.Value, found *[]string) {
	for i := range attributes {
		a := &attributes[i]
		x := v.At(a.Steps)
		if x == nil {
			continue
		}
		if len(a.Item) == 0 {
			r.collect(x, found)
			continue
		}
		for _, e := range x.List {
			r.read(a.Item, e, found)
		}
	}
}

// collect adds the addresses at and below v.
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
