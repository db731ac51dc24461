package terraform

import (
	"math/big"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// toGraph turns an evaluated value into one of the graph, without places.
// Marks of a container hold for what is in it.
func toGraph(v cty.Value) *graph.Value { return toGraphWithin(v, nil) }

// toGraph does so within the limits of the unit.
func (e *evaluation) toGraph(v cty.Value) *graph.Value {
	weight := weigh(v, maxElements)
	if e.nodes += weight; weight > maxElements || e.nodes > maxNodes {
		e.exceeded()
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonLimit})
	}
	return toGraph(v)
}

// exceeded tells that the graph of the unit has reached its limit.
func (e *evaluation) exceeded() {
	e.warn(graph.Range{File: e.dir}, "the module has more values than the limit of %d, so the rest of it is unknown", maxNodes)
}

func toGraphWithin(v cty.Value, outer cty.ValueMarks) *graph.Value {
	plain, own := v.Unmark()
	result := &graph.Value{References: references(own)}
	_, result.Sensitive = own[sensitiveMark{}]
	if _, secret := outer[sensitiveMark{}]; secret {
		result.Sensitive = true
	}
	if !plain.IsKnown() {
		marks := own
		if len(outer) > 0 {
			marks = merged(own, outer)
			result.References = references(marks)
		}
		result.Form, result.Why = graph.Unknown, uncertainty(marks)
		result.Why.Parts, result.Why.OneOf = textOf(v), choicesOf(v)
		decode(result, v)
		return result
	}
	if plain.IsNull() {
		return result
	}
	fill(result, plain, outer, own)
	if plain.Type() == cty.String {
		decode(result, v)
	}
	return result
}

func decode(result *graph.Value, v cty.Value) {
	if document := documentOf(v); document != nil {
		result.Decoded = document.build()
	}
}

func fill(result *graph.Value, plain cty.Value, outer, own cty.ValueMarks) {
	switch ty := plain.Type(); {
	case ty == cty.String:
		result.Form, result.Text = graph.String, plain.AsString()
	case ty == cty.Bool:
		result.Form, result.Bool = graph.Bool, plain.True()
	case ty == cty.Number && (plain.AsBigFloat().IsInf() || !sizable(plain.AsBigFloat())):
		result.Form, result.Why = graph.Unknown, &graph.Uncertainty{Reason: graph.ReasonLimit}
	case ty == cty.Number:
		result.Form, result.Text = graph.Number, decimal(plain.AsBigFloat())
	case ty.IsObjectType(), ty.IsMapType():
		inner := inherit(outer, own)
		result.Form, result.Map = graph.Map, make(map[string]*graph.Value, plain.LengthInt())
		for it := plain.ElementIterator(); it.Next(); {
			key, element := it.Element()
			key, _ = key.Unmark()
			result.Map[key.AsString()] = toGraphWithin(element, inner)
		}
	case plain.CanIterateElements():
		inner := inherit(outer, own)
		result.Form, result.List = graph.List, make([]*graph.Value, 0, plain.LengthInt())
		for it := plain.ElementIterator(); it.Next(); {
			_, element := it.Element()
			result.List = append(result.List, toGraphWithin(element, inner))
		}
	default:
		result.Form, result.Why = graph.Unknown, &graph.Uncertainty{Reason: graph.ReasonFunction}
	}
}

// decimal writes a number in its shortest decimal form.
func decimal(n *big.Float) string {
	if whole, accuracy := n.Int64(); accuracy == big.Exact {
		return strconv.FormatInt(whole, 10) // nearly all are, and big.Float is slow; -0 is 0
	}
	return n.Text('f', -1)
}

func inherit(outer, own cty.ValueMarks) cty.ValueMarks {
	switch {
	case len(own) == 0:
		return outer
	case len(outer) == 0:
		return own
	}
	return merged(outer, own)
}
