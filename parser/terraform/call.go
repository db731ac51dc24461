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
	if _, ok := s.module.e.functions[name]; !ok {
		return c.foreign(s, ctx), nil
	}
	expr := c.FunctionCallExpr
	if name != c.Name {
		plain := *expr
		plain.Name = name
		expr = &plain
	}
	if name == "jsonencode" && len(c.Args) == 1 && !c.ExpandFinal {
		return c.encode(ctx, s)
	}
	v, diags := expr.Value(ctx)
	if diags.HasErrors() || v.IsKnown() || explains(v.Marks()) {
		return v, diags
	}
	return v.WithMarks(c.argumentMarks(ctx)), diags
}

// argumentMarks collects what the arguments came from.
func (c *call) argumentMarks(ctx *hcl.EvalContext) cty.ValueMarks {
	marks := cty.ValueMarks{}
	for _, arg := range c.Args {
		v, diags := arg.Value(ctx)
		if diags.HasErrors() {
			continue
		}
		for mark := range deepMarks(v) {
			marks[mark] = struct{}{}
		}
	}
	return marks
}

func (c *call) foreign(s *scope, ctx *hcl.EvalContext) cty.Value {
	if !strings.HasPrefix(c.Name, "provider::") {
		s.module.e.warn(s.module.position(c.NameRange), "there is no function named %q", c.Name)
	}
	return unknown(cty.DynamicPseudoType, graph.ReasonFunction, "").WithMarks(c.argumentMarks(ctx))
}

// encode is jsonencode, of which the document stays readable.
func (c *call) encode(ctx *hcl.EvalContext, s *scope) (cty.Value, hcl.Diagnostics) {
	argument, diags := c.Args[0].Value(ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	literal := *c.FunctionCallExpr
	literal.Args = []hclsyntax.Expression{&hclsyntax.LiteralValueExpr{Val: argument, SrcRange: c.Args[0].Range()}}
	encoded, problems := literal.Value(ctx)
	if problems.HasErrors() {
		return encoded, problems
	}
	plain, marks := encoded.Unmark()
	if !plain.IsKnown() {
		plain = plain.RefineNotNull() // an unknown of its own, which the mark can tell from others
	}
	marks = general(merged(marks, deepMarks(argument)))
	var built *graph.Value
	at := site{c.Args[0], ctx}
	marks[&documentMark{self: plain, build: func() *graph.Value {
		if built == nil {
			built = placed(argument, at, s.module)
		}
		return built
	}}] = struct{}{}
	return plain.WithMarks(marks), nil
}
