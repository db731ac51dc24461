package model

import (
	"strconv"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// Normalize fills the nodes of a unit from its resources, sorted by kind and
// address. Values that need no conversion are shared between the resource and
// its nodes, and defaults between all nodes: do not modify them.
func Normalize(u *graph.Unit) {
	(&catalog{kinds: kinds, types: types}).normalize(u)
}

func (c *catalog) normalize(u *graph.Unit) {
	n := &normalizer{catalog: c, unit: u}
	n.join()
	u.Nodes = make([]*graph.Node, 0, len(u.Resources))
	for _, r := range u.Resources {
		use := c.use(r.Type)
		if use == nil {
			continue
		}
		for _, s := range use.Sources {
			kind := &c.kinds[s.Kind]
			source := &kind.In(r.Language)[s.Item]
			if source.Data != (r.Mode == graph.Data) {
				continue
			}
			n.nodes(r, kind, source)
		}
	}
	u.Sort()
}

// normalizer holds what is known of one unit while its nodes are made.
type normalizer struct {
	*catalog
	unit       *graph.Unit
	joined     map[*graph.Resource][]satellite
	unresolved map[*mapping.Kind][]satellite
	names      map[*mapping.Kind]map[string]*graph.Resource
	targets    map[*mapping.Attribute][]*mapping.Kind
	documents  map[*graph.Value]*graph.Value // read from JSON, nil for what isn't
	policies   map[*graph.Value]*graph.Value // in canonical form
	strangers  map[*mapping.Path][]found
	scratch    []found
}

// nodes makes the nodes of one kind that a resource gives: itself, or the
// blocks embedded in it.
func (n *normalizer) nodes(r *graph.Resource, kind *mapping.Kind, source *mapping.Source) {
	b := builder{normalizer: n, resource: r, kind: kind, own: r.Attributes}
	if len(source.Embedded) == 0 {
		b.satellites, b.doubtful = n.joined[r], n.unresolved[kind]
		n.unit.Nodes = append(n.unit.Nodes, &graph.Node{
			Kind: kind.Name, Address: r.Address, Resource: r,
			Attributes: b.attributes(), Conditional: r.Conditional, Region: r.Header,
		})
		return
	}
	b.embedded = true
	n.embedded(r.Attributes, source.Embedded, r.Address+"#", func(suffix string, block *graph.Value) {
		region, conditional := block.Range, r.Conditional
		if region.IsZero() {
			region = r.Header
		}
		if block.Form == graph.Unknown && conditional == nil {
			conditional = block.Why
		}
		b.own = block
		n.unit.Nodes = append(n.unit.Nodes, &graph.Node{
			Kind: kind.Name, Address: suffix, Resource: r,
			Attributes: b.attributes(), Conditional: conditional, Region: region,
		})
	})
}

// embedded visits the blocks that steps lead to, each with the address that
// its place gives it. A block that may or may not be there is visited once, as
// unknown, with [?] for its index.
func (n *normalizer) embedded(v *graph.Value, steps []mapping.Step, address string, visit func(string, *graph.Value)) {
	if v.IsAbsent() {
		return
	}
	if len(steps) == 0 {
		visit(address, v)
		return
	}
	step := steps[0]
	if v.Form == graph.Unknown {
		if step.Op == mapping.Each {
			address += "[?]"
		}
		visit(address, project(v, steps))
		return
	}
	switch step.Op {
	case mapping.Field:
		if address[len(address)-1] != '#' {
			address += "."
		}
		n.embedded(v.Get(step.Key), steps[1:], address+step.Key, visit)
	case mapping.Index:
		if v.Form == graph.Map && step.Index == 0 {
			n.embedded(v, steps[1:], address, visit)
			return
		}
		n.embedded(v.Index(step.Index), steps[1:], address+"["+strconv.Itoa(step.Index)+"]", visit)
	case mapping.Each, mapping.Where:
		if v.Form != graph.List {
			n.embedded(v, steps[1:], address, visit)
			return
		}
		for i, e := range v.List {
			n.embedded(e, steps[1:], address+"["+strconv.Itoa(i)+"]", visit)
		}
	}
}
