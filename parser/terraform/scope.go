package terraform

import (
	"maps"
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// scope is where an expression is evaluated: a module, and the names that
// stand for the instance at hand (count, each, dynamic iterators).
type scope struct {
	e      *evaluation
	module *module // nil in a template, which sees no names but its own
	names  map[string]cty.Value
	origin map[string]site // the expressions that gave names[X].value
	ctx    *hcl.EvalContext
}

// site is an expression where it is evaluated.
type site struct {
	expr hclsyntax.Expression
	ctx  *hcl.EvalContext
}

// scopeName hides the scope in HCL's context; it is no identifier, so that no
// expression can read it.
const scopeName = "\x00scope"

var scopeType = cty.Capsule("scope", reflect.TypeFor[scope]())

func newScope(m *module, names map[string]cty.Value, origin map[string]site) *scope {
	s := &scope{e: m.e, module: m, names: names, origin: origin}
	variables := make(map[string]cty.Value, len(names)+1)
	maps.Copy(variables, names)
	variables[scopeName] = cty.CapsuleVal(scopeType, s)
	s.ctx = &hcl.EvalContext{Variables: variables, Functions: m.e.functions}
	return s
}

// with returns a scope below s with further names.
func (s *scope) with(name string, value cty.Value, origin *site) *scope {
	names := map[string]cty.Value{name: value}
	origins := map[string]site{}
	for n, v := range s.names {
		if n != name {
			names[n] = v
		}
	}
	for n, o := range s.origin {
		if n != name {
			origins[n] = o
		}
	}
	if origin != nil {
		origins[name] = *origin
	}
	return newScope(s.module, names, origins)
}

// scopeOf returns the scope that a context belongs to, or nil.
func scopeOf(ctx *hcl.EvalContext) *scope {
	for ; ctx != nil; ctx = ctx.Parent() {
		if v, ok := ctx.Variables[scopeName]; ok {
			s, _ := v.EncapsulatedValue().(*scope)
			return s
		}
	}
	return nil
}

// value evaluates an expression; what fails is reported and unknown.
func (s *scope) value(e hclsyntax.Expression) cty.Value {
	v, diags := e.Value(s.ctx)
	if diags.HasErrors() {
		s.module.e.report(diags, s.module.src)
		return invalid(v)
	}
	return v
}

// invalid makes a value unknown because its source is wrong.
func invalid(v cty.Value) cty.Value {
	result := cty.DynamicVal.Mark(causeMark{reason: graph.ReasonInvalid})
	if v != cty.NilVal {
		result = result.WithMarks(deepMarks(v))
	}
	return result
}

// cell holds a value that is computed once.
type cell struct {
	state uint8
	value cty.Value
}

const (
	idle uint8 = iota
	busy
	done
)

// once computes a cell. A cell that needs itself, and names that need one
// another too deeply, are reported at a place and unknown.
func (e *evaluation) once(c *cell, name string, at func() graph.Range, compute func() cty.Value) cty.Value {
	switch {
	case c.state == done:
		return c.value
	case c.state == busy:
		e.warn(at(), "%s refers to itself, so its value can't be computed", name)
		return unknown(cty.DynamicPseudoType, graph.ReasonInvalid, "")
	case e.depth >= maxDepth:
		e.warn(at(), "%s needs more than %d other names to be evaluated, which is the limit", name, maxDepth)
		return unknown(cty.DynamicPseudoType, graph.ReasonLimit, "")
	}
	c.state = busy
	e.depth++
	c.value = compute()
	e.depth--
	if weight := weigh(c.value, maxElements); weight > maxElements || !e.spend(weight) {
		e.warn(at(), "%s is larger than the limit of %d values", name, maxElements)
		c.value = unknown(cty.DynamicPseudoType, graph.ReasonLimit, "")
	}
	c.state = done
	return c.value
}

// isKnownString reports whether v is a known, unmarked, non-null string.
func isKnownString(v cty.Value) bool {
	return v != cty.NilVal && !v.IsMarked() && v.IsKnown() && !v.IsNull() && v.Type() == cty.String
}
