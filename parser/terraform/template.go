package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Value evaluates the parts of a template and keeps those that are known where
// others are not.
func (t *template) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	literals := &hclsyntax.TemplateExpr{Parts: make([]hclsyntax.Expression, len(t.Parts)), SrcRange: t.SrcRange}
	values := make([]cty.Value, len(t.Parts))
	known, size := true, 0
	var diags hcl.Diagnostics
	for i, part := range t.Parts {
		v, problems := part.Value(ctx)
		diags = append(diags, problems...)
		if problems.HasErrors() {
			v = invalid(v)
		}
		if s := scopeOf(ctx); s != nil && !problems.HasErrors() {
			v, problems = s.e.bounded(v, part.Range(), nil)
			diags = append(diags, problems...)
		}
		values[i] = v
		known = known && v.IsKnown()
		if known && v.Type() == cty.String {
			plain, _ := v.Unmark()
			if !plain.IsNull() {
				size += len(plain.AsString())
			}
		}
		literals.Parts[i] = &hclsyntax.LiteralValueExpr{Val: v, SrcRange: part.Range()}
	}
	if size > maxText {
		return unknown(cty.String, graph.ReasonLimit, ""), append(diags, problem(t.SrcRange, "the text is longer than the limit of %d bytes", maxText)...)
	}
	result, problems := literals.Value(nil)
	diags = append(diags, problems...)
	if known || diags.HasErrors() {
		plain, marks := result.Unmark()
		return plain.WithMarks(general(marks)), diags
	}
	return compose(result, values), diags
}

// compose gives the unknown result of a template its parts.
func compose(result cty.Value, values []cty.Value) cty.Value {
	var parts []graph.Part
	marks := cty.ValueMarks{}
	for _, v := range values {
		for mark := range v.Marks() {
			marks[mark] = struct{}{}
		}
		parts = appendParts(parts, v)
	}
	return withText(result, parts, marks)
}

// appendParts appends the text of a value, or the hole that it is. Neighboring
// literal texts become one.
func appendParts(parts []graph.Part, v cty.Value) []graph.Part {
	if known := textOf(v); known != nil {
		for _, part := range known {
			parts = appendPart(parts, part)
		}
		return parts
	}
	plain, marks := v.Unmark()
	if plain.IsKnown() {
		if text, err := convert.Convert(plain, cty.String); err == nil && !text.IsNull() {
			parts = appendPart(parts, graph.Part{Text: text.AsString()})
		}
		return parts
	}
	hole := &graph.Hole{Why: uncertainty(marks), References: references(marks), MayBeEmpty: mayBeEmpty(plain, marks)}
	return append(parts, graph.Part{Hole: hole})
}

func appendPart(parts []graph.Part, part graph.Part) []graph.Part {
	if part.Hole == nil {
		if part.Text == "" {
			return parts
		}
		if n := len(parts); n > 0 && parts[n-1].Hole == nil {
			parts[n-1].Text += part.Text
			return parts
		}
	}
	return append(parts, part)
}

// mayBeEmpty reports whether an unknown can be the empty string. What AWS
// assigns to a resource is not; what a user may set is.
func mayBeEmpty(plain cty.Value, marks cty.ValueMarks) bool {
	if plain.Type() == cty.String && plain.Range().StringPrefix() != "" {
		return false
	}
	if plain.Type() == cty.Number || plain.Type() == cty.Bool {
		return false
	}
	assigned := false
	for mark := range marks {
		switch mark := mark.(type) {
		case causeMark:
			return true
		case referenceMark:
			assigned = assigned || mark.attribute != ""
		}
	}
	return !assigned
}

// Value decides a condition. Only the chosen side says where the value comes
// from; HCL would name both.
func (c *conditional) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	whenTrue, trueDiags := c.TrueResult.Value(ctx)
	whenFalse, falseDiags := c.FalseResult.Value(ctx)
	condition, diags := c.Condition.Value(ctx)
	plain, marks := condition.Unmark()
	condition = plain.WithMarks(general(marks))
	if decided, err := convert.Convert(plain, cty.Bool); err == nil && decided.IsKnown() && !decided.IsNull() {
		if decided.True() {
			diags = append(diags, trueDiags...)
			whenFalse = unreferenced(whenFalse)
		} else {
			diags = append(diags, falseDiags...)
			whenTrue = unreferenced(whenTrue)
		}
	}
	// With an error HCL still tells the type of the result, on which an
	// undecided condition around it may rest.
	if s := scopeOf(ctx); s != nil && (!s.e.unify(whenTrue) || !s.e.unify(whenFalse)) {
		return unknown(cty.DynamicPseudoType, graph.ReasonLimit, ""), diags
	}
	literal := &hclsyntax.ConditionalExpr{
		Condition:   &hclsyntax.LiteralValueExpr{Val: condition, SrcRange: c.Condition.Range()},
		TrueResult:  &hclsyntax.LiteralValueExpr{Val: whenTrue, SrcRange: c.TrueResult.Range()},
		FalseResult: &hclsyntax.LiteralValueExpr{Val: whenFalse, SrcRange: c.FalseResult.Range()},
		SrcRange:    c.SrcRange,
	}
	result, problems := literal.Value(nil)
	return result, append(diags, problems...)
}

// unreferenced removes the marks of a side that isn't chosen, but not
// Terraform's own, which spread from both.
func unreferenced(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	for mark := range marks {
		switch mark.(type) {
		case sensitiveMark, ephemeralMark:
		default:
			delete(marks, mark)
		}
	}
	return plain.WithMarks(marks)
}
