package terraform

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/parser/graph"
)

// The budget of a unit counts work in values touched. It is generous: a root
// module of 500 resources needs less than a hundredth of it.
const (
	budget        = 4_000_000
	maxIterations = 200_000   // of for expressions
	maxExponent   = 20_000    // binary, of a number
	maxNodes      = 1_000_000 // values of a unit's graph
)

// weigh counts the values in v and the text in them, up to a limit: names that
// contain one another can stand for more than fits into memory.
func weigh(v cty.Value, limit int) int {
	if v == cty.NilVal {
		return 0
	}
	plain, _ := v.Unmark()
	if !plain.IsKnown() || plain.IsNull() {
		return 1
	}
	switch ty := plain.Type(); {
	case ty == cty.String:
		return 1 + len(plain.AsString())/textUnit
	case ty == cty.Number && !sizable(plain.AsBigFloat()):
		return limit + 1 // it would be as much text
	case ty.IsPrimitiveType() || !plain.CanIterateElements():
		return 1
	}
	sum := 1
	for it := plain.ElementIterator(); it.Next() && sum <= limit; {
		_, element := it.Element()
		sum += weigh(element, limit-sum)
	}
	return sum
}

// textUnit is how many bytes of text weigh as much as one value.
const textUnit = 32

// spend takes from the budget; false when it is used up.
func (e *evaluation) spend(n int) bool {
	e.spent += n
	if e.spent <= budget {
		return true
	}
	e.diagnose(graph.Diagnostic{Severity: graph.Warning, Message: "the module needs more work to evaluate than the limit allows, so the rest of it is unknown", Range: graph.Range{File: e.dir}})
	return false
}

// bounded replaces a value that has grown beyond the limits.
func (e *evaluation) bounded(v cty.Value, at hcl.Range, diags hcl.Diagnostics) (cty.Value, hcl.Diagnostics) {
	if diags.HasErrors() || v == cty.NilVal {
		return v, diags
	}
	plain, _ := v.Unmark()
	if !plain.IsKnown() || plain.IsNull() {
		return v, diags
	}
	switch plain.Type() {
	case cty.Number:
		if !sizable(plain.AsBigFloat()) {
			return unknown(cty.Number, graph.ReasonLimit, ""), append(diags, problem(at, "the number is larger than the limit")...)
		}
	case cty.String:
		if len(plain.AsString()) > maxText {
			return unknown(cty.String, graph.ReasonLimit, ""), append(diags, problem(at, "the text is longer than the limit of %d bytes", maxText)...)
		}
	}
	return v, diags
}

// sizable reports whether a number can be written out.
func sizable(n *big.Float) bool {
	if n.IsInf() {
		return true
	}
	exponent := n.MantExp(nil)
	return exponent <= maxExponent && exponent >= -maxExponent
}

// affordable checks, before a function is called, that neither its arguments
// nor its result are too large; it says what is.
func (e *evaluation) affordable(name string, args []cty.Value) (string, bool) {
	total := 0
	for _, arg := range args {
		total += weigh(arg, maxElements-total)
		if total > maxElements {
			return "has arguments larger than the limit", false
		}
	}
	if plain, _ := args0(args).Unmark(); (name == "yamldecode" || name == "jsondecode") && isKnownString(plain) && nestingJSON([]byte(plain.AsString())) > maxNesting {
		return fmt.Sprintf("has a document nested deeper than the limit of %d levels", maxNesting), false
	}
	if name == "yamldecode" && len(args) == 1 && yamlSize(args[0]) > maxElements {
		return "would make more than the limit of values of its aliases", false
	}
	if !e.spend(4*total + 1) {
		return "is beyond the limit of work", false
	}
	if estimate(name, args) > maxText {
		return "would make a text or list beyond the limit", false
	}
	return "", true
}

// args0 returns the first argument, if there is one.
func args0(args []cty.Value) cty.Value {
	if len(args) == 0 {
		return cty.DynamicVal
	}
	return args[0]
}

// unify is what cty needs to find a common type for n elements: it compares
// each with each.
func (e *evaluation) unify(v cty.Value) bool {
	n := count(v)
	return e.spend(n / 100 * n / 100)
}

// uniform turns a long tuple, or an object with many attributes, into a list
// or map at once, where that is what a conversion would come to. It spares cty
// from comparing the types of all elements with one another.
func uniform(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	ty := plain.Type()
	if !plain.IsKnown() || plain.IsNull() || (!ty.IsTupleType() && !ty.IsObjectType()) || plain.LengthInt() < 64 {
		return v
	}
	var types []cty.Type
	for it := plain.ElementIterator(); it.Next(); {
		_, element := it.Element()
		if !slices.ContainsFunc(types, element.Type().Equals) {
			if types = append(types, element.Type()); len(types) > 8 {
				return v
			}
		}
	}
	common, _ := convert.UnifyUnsafe(types)
	if common == cty.NilType || common == cty.DynamicPseudoType {
		return v
	}
	list, entries := []cty.Value(nil), map[string]cty.Value{}
	for it := plain.ElementIterator(); it.Next(); {
		key, element := it.Element()
		converted, err := convert.Convert(element, common)
		if err != nil {
			return v
		}
		if ty.IsObjectType() {
			entries[key.AsString()] = converted
			continue
		}
		list = append(list, converted)
	}
	if ty.IsObjectType() {
		return cty.MapVal(entries).WithMarks(marks)
	}
	return cty.ListVal(list).WithMarks(marks)
}

// yamlSize returns how many values a YAML text comes to once its aliases are
// expanded, or more than the limit.
func yamlSize(v cty.Value) int {
	plain, _ := v.Unmark()
	if !isKnownString(plain) || !strings.Contains(plain.AsString(), "*") {
		return 0
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(plain.AsString()), &root); err != nil {
		return 0 // the function itself tells
	}
	return nodeSize(&root, map[*yaml.Node]int{}, 0)
}

func nodeSize(n *yaml.Node, known map[*yaml.Node]int, depth int) int {
	if n == nil || depth > maxNesting {
		return maxElements + 1
	}
	if size, ok := known[n]; ok {
		return size
	}
	known[n] = maxElements + 1 // what an alias to its own parent comes to
	size := 1
	if n.Kind == yaml.AliasNode {
		size = nodeSize(n.Alias, known, depth+1)
	}
	for _, inner := range n.Content {
		size = min(size+nodeSize(inner, known, depth+1), maxElements+1)
	}
	known[n] = size
	return size
}

// size returns the bytes of text in a value.
func size(v cty.Value) int {
	if !v.IsKnown() || v.IsNull() {
		return 1
	}
	if v.Type() == cty.String {
		return len(v.AsString())
	}
	if v.Type().IsPrimitiveType() || !v.CanIterateElements() {
		return 16
	}
	sum := 2
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		sum += 2 + size(element)
	}
	return sum
}

// Value keeps operators from making numbers that fill the memory, and from
// comparing values that do.
func (b *binary) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := b.BinaryOpExpr.Value(ctx)
	if s := scopeOf(ctx); s != nil {
		return s.e.bounded(v, b.SrcRange, diags)
	}
	return v, diags
}

// Value counts the iterations of a for expression.
func (l *iteration) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if s := scopeOf(ctx); s != nil {
		s.e.iterations++
	}
	return l.Expression.Value(ctx)
}

// Value ends a for expression before it begins when too many have run.
func (l *loop) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	s := scopeOf(ctx)
	if s == nil {
		return l.ForExpr.Value(ctx)
	}
	if s.e.iterations > maxIterations {
		return unknown(cty.DynamicPseudoType, graph.ReasonLimit, ""), problem(l.SrcRange, "for expressions have run more than %d times in this module, which is the limit", maxIterations)
	}
	collection, diags := l.CollExpr.Value(ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	if undecidable(collection) {
		_, marks := collection.Unmark()
		v := cty.DynamicVal.WithMarks(general(marks))
		if each, ok := l.ValExpr.(*iteration); ok {
			if attr, ok := each.Expression.(*reference); ok && attr.Traversal.RootName() == l.ValVar {
				v = withAttribute(v, attr.Traversal[1:])
			}
		}
		return v, nil
	}
	expr := *l.ForExpr
	expr.CollExpr = &hclsyntax.LiteralValueExpr{Val: collection, SrcRange: l.CollExpr.Range()}
	return expr.Value(ctx)
}
