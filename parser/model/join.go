package model

import (
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// satellite is a resource that only configures another one.
type satellite struct {
	resource *graph.Resource
	doubt    *graph.Uncertainty // why it isn't known whose it is; nil when it is
}

// whole is the satellite as a value: its attributes, at the place of its
// header. The reference is for a ref that leads to the satellite itself.
func (s *satellite) whole() *graph.Value {
	v := &graph.Value{Form: graph.Map, Range: s.resource.Header, References: []graph.Reference{{To: s.resource.Address}}}
	if s.resource.Attributes != nil {
		v.Map = s.resource.Attributes.Map
	}
	return v
}

// join finds the parent of each satellite. One whose parent can't be told goes
// to every resource of the kind, in doubt; one whose parent is named but lies
// outside the unit goes to none.
func (n *normalizer) join() {
	for _, r := range n.unit.Resources {
		if r.Mode != graph.Managed {
			continue
		}
		use := n.use(r.Type)
		if use == nil {
			continue
		}
		for _, f := range use.Folds {
			kind := &n.kinds[f.Kind]
			n.attach(r, kind, &kind.Folds[f.Item])
		}
	}
}

func (n *normalizer) attach(r *graph.Resource, kind *mapping.Kind, fold *mapping.Fold) {
	start := len(n.scratch)
	for i := range fold.Parents {
		n.scratch = n.read(r.Attributes, fold.Parents[i].Steps, nil, n.scratch)
		if len(n.scratch) > start {
			break
		}
	}
	targets := n.scratch[start:]
	n.scratch = n.scratch[:start]
	for _, t := range targets {
		list := []*graph.Value{t.value}
		if t.value.Form == graph.List {
			list = t.value.List
		}
		for _, v := range list {
			n.attachTo(r, kind, v)
		}
	}
}

func (n *normalizer) attachTo(r *graph.Resource, kind *mapping.Kind, v *graph.Value) {
	if v.IsAbsent() {
		return
	}
	target, certain := n.target(v, []*mapping.Kind{kind})
	switch {
	case target != nil && n.feeds(target, kind):
		if n.joined == nil {
			n.joined = map[*graph.Resource][]satellite{}
		}
		n.joined[target] = append(n.joined[target], satellite{resource: r})
	case target != nil || certain:
		// It configures something else.
	default:
		if n.unresolved == nil {
			n.unresolved = map[*mapping.Kind][]satellite{}
		}
		why := *uncertainty(v)
		n.unresolved[kind] = append(n.unresolved[kind], satellite{r, &why})
	}
}

// feeds reports whether a resource is itself a node of a kind.
func (n *normalizer) feeds(r *graph.Resource, kind *mapping.Kind) bool {
	use := n.use(r.Type)
	if use == nil {
		return false
	}
	for _, s := range use.Sources {
		if &n.kinds[s.Kind] != kind {
			continue
		}
		source := &kind.In(r.Language)[s.Item]
		if len(source.Embedded) == 0 && source.Data == (r.Mode == graph.Data) {
			return true
		}
	}
	return false
}
