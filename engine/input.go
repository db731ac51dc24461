package engine

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/plumb-iac/plumb/parser/graph"
)

// internLimit is the length up to which equal strings share one term. Longer
// ones are seldom equal.
const internLimit = 48

// input is what Rego sees of a unit, built once and shared by all rules.
type input struct {
	term      *ast.Term
	resources map[string]*ast.Term // by node address
	edges     []edge
	secrets   []string // texts that must not be shown, longest first
}

// edge is a reference from a node to the address of another.
type edge struct {
	from *graph.Node
	to   string
}

// builder makes terms. Equal short strings share one term, since most of a
// graph repeats the same keys and words.
type builder struct {
	strings map[string]*ast.Term
	refs    *references
	secrets map[string]bool
}

func newBuilder(nodes []*graph.Node) *builder {
	return &builder{strings: map[string]*ast.Term{}, refs: newReferences(nodes), secrets: map[string]bool{}}
}

// build makes the input document of the nodes.
func (b *builder) build(nodes []*graph.Node) *input {
	in := &input{resources: make(map[string]*ast.Term, len(nodes))}
	for _, n := range nodes {
		in.resources[n.Address] = b.resource(n)
		for _, to := range b.refs.from(n) {
			in.edges = append(in.edges, edge{from: n, to: to})
		}
	}
	in.term = b.assemble(nodes, in.resources, in.edges)
	for text := range b.secrets {
		in.secrets = append(in.secrets, text)
	}
	slices.SortFunc(in.secrets, func(x, y string) int { return len(y) - len(x) })
	return in
}

// assemble puts resource objects together: by kind, by address and by what
// refers to them. Edges of nodes that are left out are left out too.
func (b *builder) assemble(nodes []*graph.Node, resources map[string]*ast.Term, edges []edge) *ast.Term {
	byAddress := make([][2]*ast.Term, 0, len(nodes))
	byKind := map[string][]*ast.Term{}
	for _, n := range nodes {
		term := resources[n.Address]
		byAddress = append(byAddress, [2]*ast.Term{b.text(n.Address), term})
		byKind[n.Kind] = append(byKind[n.Kind], term)
	}
	kinds := make(map[string]*ast.Term, len(byKind))
	for kind, terms := range byKind {
		kinds[kind] = ast.ArrayTerm(terms...)
	}
	all := ast.ObjectTerm(byAddress...)
	return b.document(kinds, all, b.incoming(resources, edges, all))
}

func (b *builder) document(kinds map[string]*ast.Term, byAddress, incoming *ast.Term) *ast.Term {
	pairs := make([][2]*ast.Term, 0, len(kinds))
	for kind, terms := range kinds {
		pairs = append(pairs, [2]*ast.Term{b.text(kind), terms})
	}
	return ast.ObjectTerm(
		[2]*ast.Term{b.text("kinds"), ast.ObjectTerm(pairs...)},
		[2]*ast.Term{b.text("by_address"), byAddress},
		[2]*ast.Term{b.text("incoming"), incoming},
	)
}

// resource makes the object of a node: the reserved keys, then its attributes.
func (b *builder) resource(n *graph.Node) *ast.Term {
	var attributes map[string]*graph.Value
	if n.Attributes != nil {
		attributes = n.Attributes.Map
	}
	pairs := make([][2]*ast.Term, 0, 4+len(attributes))
	pairs = append(
		pairs,
		[2]*ast.Term{b.text("address"), b.text(n.Address)},
		[2]*ast.Term{b.text("kind"), b.text(n.Kind)},
		[2]*ast.Term{b.text("type"), b.text(n.Resource.Type)},
		[2]*ast.Term{b.text("language"), b.text(string(n.Resource.Language))},
	)
	for name, v := range attributes {
		if isReserved(name) || v.IsAbsent() {
			continue
		}
		pairs = append(pairs, [2]*ast.Term{b.text(name), b.value(v)})
	}
	return ast.ObjectTerm(pairs...)
}

func isReserved(name string) bool {
	return name == "address" || name == "kind" || name == "type" || name == "language"
}

func (b *builder) value(v *graph.Value) *ast.Term {
	if v == nil {
		return ast.InternedNullTerm
	}
	switch v.Form {
	case graph.Bool:
		return ast.InternedTerm(v.Bool)
	case graph.Number:
		return number(v.Text)
	case graph.String:
		if v.Sensitive && len(v.Text) > 2 {
			b.secrets[v.Text] = true
		}
		return b.text(v.Text)
	case graph.List:
		terms := make([]*ast.Term, len(v.List))
		for i, e := range v.List {
			terms[i] = b.value(e)
		}
		return ast.ArrayTerm(terms...)
	case graph.Map:
		pairs := make([][2]*ast.Term, 0, len(v.Map))
		for name, e := range v.Map {
			if !e.IsAbsent() {
				pairs = append(pairs, [2]*ast.Term{b.text(name), b.value(e)})
			}
			if graph.HoldsCredential(name, e) {
				b.secrets[e.Text] = true
			}
		}
		return ast.ObjectTerm(pairs...)
	case graph.Unknown:
		return b.unknown(v)
	default:
		return ast.InternedNullTerm
	}
}

// unknown makes the sentinel, an object: comparisons with scalars are undefined
// or false for it, and negated ones are what the gate is for.
func (b *builder) unknown(v *graph.Value) *ast.Term {
	if v.Why == nil {
		return ast.ObjectTerm([2]*ast.Term{b.text("$unknown"), b.text(string(graph.ReasonComputed))})
	}
	pairs := [][2]*ast.Term{{b.text("$unknown"), b.text(string(v.Why.Reason))}}
	if v.Sensitive {
		pairs = append(pairs, [2]*ast.Term{b.text("sensitive"), ast.InternedTerm(true)})
	}
	if slices.ContainsFunc(v.Why.OneOf, (*graph.Value).IsAbsent) {
		pairs = append(pairs, [2]*ast.Term{b.text("may_be_absent"), ast.InternedTerm(true)})
	}
	if len(v.Why.Parts) > 0 {
		parts := make([]*ast.Term, len(v.Why.Parts))
		for i, p := range v.Why.Parts {
			parts[i] = b.part(p)
		}
		pairs = append(pairs, [2]*ast.Term{b.text("parts"), ast.ArrayTerm(parts...)})
	}
	return ast.ObjectTerm(pairs...)
}

// part makes a piece of a partly known string: its text, or what is known of a hole.
func (b *builder) part(p graph.Part) *ast.Term {
	if p.Hole == nil {
		return b.text(p.Text)
	}
	refs := make([]*ast.Term, len(p.Hole.References))
	for i, r := range p.Hole.References {
		refs[i] = ast.ObjectTerm(
			[2]*ast.Term{b.text("to"), b.text(r.To)},
			[2]*ast.Term{b.text("attribute"), b.text(r.Attribute)},
		)
	}
	return ast.ObjectTerm(
		[2]*ast.Term{b.text("refs"), ast.ArrayTerm(refs...)},
		[2]*ast.Term{b.text("may_be_empty"), ast.InternedTerm(p.Hole.MayBeEmpty)},
	)
}

func (b *builder) text(s string) *ast.Term {
	if len(s) > internLimit {
		return ast.StringTerm(s)
	}
	if t, ok := b.strings[s]; ok {
		return t
	}
	t := ast.StringTerm(s)
	b.strings[s] = t
	return t
}

func number(text string) *ast.Term {
	if n, err := strconv.Atoi(text); err == nil && n <= math.MaxInt32 && n >= math.MinInt32 {
		return ast.InternedTerm(n)
	}
	return ast.NumberTerm(json.Number(text))
}

// incoming makes the index of referrers: address, then kind, then the resources
// of that kind that refer to the address, each once.
func (b *builder) incoming(resources map[string]*ast.Term, edges []edge, present *ast.Term) *ast.Term {
	all, _ := present.Value.(ast.Object)
	index := map[string]map[string][]*ast.Term{}
	for _, e := range edges {
		if all.Get(b.text(e.from.Address)) == nil {
			continue
		}
		if index[e.to] == nil {
			index[e.to] = map[string][]*ast.Term{}
		}
		index[e.to][e.from.Kind] = append(index[e.to][e.from.Kind], resources[e.from.Address])
	}
	pairs := make([][2]*ast.Term, 0, len(index))
	for to, kinds := range index {
		inner := make([][2]*ast.Term, 0, len(kinds))
		for kind, terms := range kinds {
			inner = append(inner, [2]*ast.Term{b.text(kind), ast.ArrayTerm(terms...)})
		}
		pairs = append(pairs, [2]*ast.Term{b.text(to), ast.ObjectTerm(inner...)})
	}
	return ast.ObjectTerm(pairs...)
}
