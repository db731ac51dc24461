package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// placed turns the value of an expression into one of the graph and finds,
// for each part of it, where it was written: HCL keeps no places in values, so
// the syntax tree is walked beside the value, through locals, variables and
// the arguments of module calls. What isn't found stays without a place.
func (s *scope) placed(v cty.Value, at site) *graph.Value {
	result := s.e.toGraph(v)
	if s.module == nil {
		return result
	}
	p := &placer{m: s.module}
	p.place(result, at, 0)
	if result.Form == graph.Unknown && !explains(deepMarks(v)) {
		p.explain(result, at)
	}
	return result
}

type placer struct{ m *module }

// maxFollow bounds how many names are followed to the place of a value.
const maxFollow = 40

// position converts a range, which may lie in a file of another module.
func (p *placer) position(r hcl.Range) graph.Range { return p.m.position(r) }

// place sets the ranges of everything in v that the expression shows.
func (p *placer) place(v *graph.Value, at site, depth int) {
	if v == nil || depth > maxFollow {
		return
	}
	switch v.Form {
	case graph.Map, graph.List, graph.Unknown:
	default:
		return // a scalar has its place from where it was asked for
	}
	at, ok := p.settle(at, depth)
	if !ok {
		return
	}
	switch e := at.expr.(type) {
	case *hclsyntax.ObjectConsExpr:
		p.placeObject(v, e, at, depth)
	case *hclsyntax.TupleConsExpr:
		p.placeTuple(v, e, at, depth)
	case *conditional:
		p.placeChoice(v, e, at, depth)
	case *call:
		p.placeCall(v, e, at, depth)
	default:
	}
}

func (p *placer) placeObject(v *graph.Value, e *hclsyntax.ObjectConsExpr, at site, depth int) {
	if v.Form != graph.Map {
		return
	}
	p.cover(v, e.SrcRange)
	for _, item := range e.Items {
		name, ok := keyName(item, at.ctx)
		if !ok {
			continue
		}
		if entry := v.Map[name]; entry != nil {
			p.placeEntry(entry, item, at, depth)
		}
	}
}

func (p *placer) placeEntry(entry *graph.Value, item hclsyntax.ObjectConsItem, at site, depth int) {
	value := item.ValueExpr.Range()
	entry.Range = p.position(hcl.RangeBetween(item.KeyExpr.Range(), value))
	entry.ValueRange = p.position(value)
	p.place(entry, site{item.ValueExpr, at.ctx}, depth+1)
}

// cover gives a value the place of its expression, unless it has one.
func (p *placer) cover(v *graph.Value, r hcl.Range) {
	if v.Range.IsZero() {
		v.Range = p.position(r)
		v.ValueRange = v.Range
	}
}

func (p *placer) placeTuple(v *graph.Value, e *hclsyntax.TupleConsExpr, at site, depth int) {
	if v.Form != graph.List {
		return
	}
	p.cover(v, e.SrcRange)
	for i, expr := range e.Exprs {
		if element := elementFor(v, i, len(e.Exprs), expr); element != nil {
			p.cover(element, expr.Range())
			p.place(element, site{expr, at.ctx}, depth+1)
		}
	}
}

// elementFor returns the element of a list that an expression gave. A
// conversion to a set sorts and merges, so literal strings are compared.
func elementFor(v *graph.Value, i, n int, expr hclsyntax.Expression) *graph.Value {
	element := v.Index(i)
	text, ok := literalString(expr)
	if !ok {
		if len(v.List) != n {
			return nil
		}
		return element
	}
	if element != nil && element.Form == graph.String && element.Text == text {
		return element
	}
	for _, other := range v.List {
		if other.Form == graph.String && other.Text == text {
			return other
		}
	}
	return nil
}

// placeChoice lists the two values of an undecided condition.
func (p *placer) placeChoice(v *graph.Value, e *conditional, at site, depth int) {
	if v.Form != graph.Unknown || len(v.Why.Parts) > 0 {
		return
	}
	for _, branch := range []hclsyntax.Expression{e.TrueResult, e.FalseResult} {
		value, diags := branch.Value(at.ctx)
		if diags.HasErrors() {
			v.Why.OneOf = nil
			return
		}
		one := p.m.e.toGraph(value)
		one.ValueRange = p.position(branch.Range())
		one.Range = one.ValueRange
		p.place(one, site{branch, at.ctx}, depth+1)
		if one.Form == graph.Unknown {
			if len(one.Why.OneOf) == 0 {
				v.Why.OneOf = nil
				return
			}
			v.Why.OneOf = append(v.Why.OneOf, one.Why.OneOf...)
			continue
		}
		v.Why.OneOf = append(v.Why.OneOf, one)
	}
}

// passing returns the arguments whose elements a function passes on as they
// are, the strongest first.
func passing(e *call) []hclsyntax.Expression {
	switch e.Name {
	case "merge":
		reversed := make([]hclsyntax.Expression, 0, len(e.Args))
		for _, arg := range slices.Backward(e.Args) {
			reversed = append(reversed, arg)
		}
		return reversed
	case "tolist", "toset", "tomap", "sensitive", "nonsensitive", "distinct", "compact", "sort", "flatten":
		return e.Args
	case "concat", "setunion":
		return e.Args
	case "try", "coalesce", "coalescelist", "defaults":
		if len(e.Args) > 0 {
			return e.Args[:1]
		}
	}
	return nil
}

func (p *placer) placeCall(v *graph.Value, e *call, at site, depth int) {
	switch {
	case v.Form == graph.Map && e.Name == "merge" && !e.ExpandFinal:
		for key, entry := range v.Map {
			for _, arg := range passing(e) {
				next, ok := p.settle(site{arg, at.ctx}, depth+1)
				if !ok {
					continue
				}
				if object, ok := next.expr.(*hclsyntax.ObjectConsExpr); ok {
					if item, ok := itemOf(object, key, next.ctx); ok {
						p.placeEntry(entry, item, next, depth)
						break
					}
				}
			}
		}
	case v.Form == graph.List && e.Name == "concat" && !e.ExpandFinal:
		from := 0
		for _, arg := range e.Args {
			value, diags := arg.Value(at.ctx)
			value, _ = value.Unmark()
			if diags.HasErrors() || !value.IsKnown() || value.IsNull() || !value.CanIterateElements() {
				return
			}
			to := from + value.LengthInt()
			if to > len(v.List) {
				return
			}
			p.place(&graph.Value{Form: graph.List, List: v.List[from:to]}, site{arg, at.ctx}, depth+1)
			from = to
		}
	default:
		for _, arg := range passing(e) {
			p.place(v, site{arg, at.ctx}, depth+1)
		}
	}
}

// explain finds the reason of an unknown value whose marks some function of
// HCL dropped: it is that of the names in the expression.
func (p *placer) explain(v *graph.Value, at site) {
	marks := cty.ValueMarks{}
	_ = hclsyntax.VisitAll(at.expr, func(node hclsyntax.Node) hcl.Diagnostics {
		if r, ok := node.(*reference); ok {
			if value, diags := r.Value(at.ctx); !diags.HasErrors() {
				for mark := range deepMarks(value) {
					marks[mark] = struct{}{}
				}
			}
		}
		return nil
	})
	parts, options := v.Why.Parts, v.Why.OneOf
	v.Why = uncertainty(marks)
	v.Why.Parts, v.Why.OneOf = parts, options
	v.References = references(marks)
}
