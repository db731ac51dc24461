package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Value calls a function. One that plumb doesn't know, as those of providers
// are, gives an unknown value that comes from its arguments.
func (c *call) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	s := scopeOf(ctx)
	if s == nil {
		return c.FunctionCallExpr.Value(ctx)
	}
	name := strings.TrimPrefix(c.Name, "core::")
	if _, ok := s.e.functions[name]; !ok {
		return c.foreign(s, ctx), nil
	}
	expr := *c.FunctionCallExpr
	expr.Name = name
	switch name {
	case "try", "can", "templatestring": // these take expressions, not values
		v, diags := expr.Value(ctx)
		return s.e.bounded(v, c.Range(), diags)
	}
	args, diags := c.arguments(ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	if what, ok := s.e.affordable(name, args); !ok {
		return unknown(cty.DynamicPseudoType, graph.ReasonLimit, ""), problem(c.Range(), "the call of %s %s", name, what)
	}
	switch name {
	case "tolist", "toset", "tomap":
		for i, arg := range args {
			args[i] = uniform(arg)
		}
	}
	for _, arg := range args {
		if !s.e.unify(arg) {
			return unknown(cty.DynamicPseudoType, graph.ReasonLimit, ""), nil
		}
	}
	literals := make([]hclsyntax.Expression, len(args))
	for i, arg := range args {
		literals[i] = &hclsyntax.LiteralValueExpr{Val: arg, SrcRange: c.Args[i].Range()}
	}
	expr.Args = literals
	v, diags := expr.Value(ctx)
	if diags.HasErrors() {
		return v, diags
	}
	if !v.IsKnown() && !explains(v.Marks()) {
		v = v.WithMarks(marksOf(args))
	}
	return s.e.bounded(c.annotate(name, v, args, ctx, s), c.Range(), nil)
}

// arguments evaluates the arguments, once.
func (c *call) arguments(ctx *hcl.EvalContext) ([]cty.Value, hcl.Diagnostics) {
	args := make([]cty.Value, len(c.Args))
	var diags hcl.Diagnostics
	for i, arg := range c.Args {
		v, problems := arg.Value(ctx)
		args[i] = v
		diags = append(diags, problems...)
	}
	return args, diags
}

// marksOf collects what values came from.
func marksOf(args []cty.Value) cty.ValueMarks {
	marks := cty.ValueMarks{}
	for _, v := range args {
		for mark := range deepMarks(v) {
			marks[mark] = struct{}{}
		}
	}
	return marks
}

func (c *call) foreign(s *scope, ctx *hcl.EvalContext) cty.Value {
	if !strings.HasPrefix(c.Name, "provider::") && s.module != nil {
		s.e.warn(s.module.position(c.NameRange), "there is no function named %q", c.Name)
	}
	marks := cty.ValueMarks{}
	for _, arg := range c.Args {
		if v, diags := arg.Value(ctx); !diags.HasErrors() {
			for mark := range deepMarks(v) {
				marks[mark] = struct{}{}
			}
		}
	}
	return unknown(cty.DynamicPseudoType, graph.ReasonFunction, "").WithMarks(marks)
}

// annotate keeps what HCL's functions forget: the document in a JSON text, what
// base64 encodes, and the known parts of a text.
func (c *call) annotate(name string, v cty.Value, args []cty.Value, ctx *hcl.EvalContext, s *scope) cty.Value {
	switch {
	case c.ExpandFinal:
		return v
	case name == "jsonencode" && len(args) == 1, name == "base64encode" && len(args) == 1 && !v.IsKnown():
		return c.document(v, args[0], ctx, s)
	case name == "join" && len(args) > 1 && !v.IsKnown():
		return joined(v, args)
	case name == "format" && len(args) > 0 && !v.IsKnown():
		return formatted(v, args)
	case name == "formatlist" && len(args) > 0 && v.IsKnown() && !v.IsWhollyKnown():
		return formattedList(v, args)
	}
	return v
}

// document is jsonencode, of which the argument stays readable.
func (c *call) document(encoded, argument cty.Value, ctx *hcl.EvalContext, s *scope) cty.Value {
	plain, marks := encoded.Unmark()
	if !plain.IsKnown() {
		plain = plain.RefineNotNull() // an unknown of its own, which the mark can tell from others
	}
	marks = general(merged(marks, deepMarks(argument)))
	var built *graph.Value
	at := site{c.Args[0], ctx}
	marks[&documentMark{self: plain, build: func() *graph.Value {
		if built == nil {
			built = s.placed(argument, at)
		}
		return built
	}}] = struct{}{}
	return plain.WithMarks(marks)
}
