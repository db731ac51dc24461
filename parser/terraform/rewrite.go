package terraform

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The hooks below replace nodes of HCL's syntax tree. Each embeds the node that
// it stands for, so HCL evaluates everything around it with its own exact
// semantics; only Value differs. They hold no state: one tree serves all units
// at once.
type (
	reference   struct{ *hclsyntax.ScopeTraversalExpr }
	template    struct{ *hclsyntax.TemplateExpr }
	conditional struct{ *hclsyntax.ConditionalExpr }
	call        struct{ *hclsyntax.FunctionCallExpr }
	relative    struct {
		*hclsyntax.RelativeTraversalExpr
	}
	splat     struct{ *hclsyntax.SplatExpr }
	binary    struct{ *hclsyntax.BinaryOpExpr }
	loop      struct{ *hclsyntax.ForExpr }
	iteration struct{ hclsyntax.Expression } // what a loop computes for each element
)

// rewriteBody puts the hooks into all expressions of a body, in place.
func rewriteBody(body *hclsyntax.Body) {
	for _, attr := range body.Attributes {
		attr.Expr = rewrite(attr.Expr)
	}
	for _, block := range body.Blocks {
		rewriteBody(block.Body)
	}
}

// rewrite returns the expression with hooks put in.
func rewrite(e hclsyntax.Expression) hclsyntax.Expression {
	switch e := e.(type) {
	case nil:
		return nil
	case *hclsyntax.ScopeTraversalExpr:
		return &reference{e}
	case *hclsyntax.TemplateExpr:
		if e.IsStringLiteral() {
			return e
		}
		rewriteAll(e.Parts)
		return &template{e}
	case *hclsyntax.ConditionalExpr:
		e.Condition, e.TrueResult, e.FalseResult = rewrite(e.Condition), rewrite(e.TrueResult), rewrite(e.FalseResult)
		return &conditional{e}
	case *hclsyntax.FunctionCallExpr:
		rewriteAll(e.Args)
		return &call{e}
	case *hclsyntax.RelativeTraversalExpr:
		e.Source = rewrite(e.Source)
		return &relative{e}
	case *hclsyntax.SplatExpr:
		e.Source, e.Each = rewrite(e.Source), rewrite(e.Each)
		return &splat{e}
	case *hclsyntax.TemplateWrapExpr:
		e.Wrapped = rewrite(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		e.Tuple = rewrite(e.Tuple)
	case *hclsyntax.ParenthesesExpr:
		e.Expression = rewrite(e.Expression)
	case *hclsyntax.TupleConsExpr:
		rewriteAll(e.Exprs)
	case *hclsyntax.ObjectConsExpr:
		for i := range e.Items {
			e.Items[i].KeyExpr, e.Items[i].ValueExpr = rewrite(e.Items[i].KeyExpr), rewrite(e.Items[i].ValueExpr)
		}
	case *hclsyntax.ObjectConsKeyExpr:
		e.Wrapped = rewrite(e.Wrapped)
	case *hclsyntax.ForExpr:
		e.CollExpr, e.ValExpr = rewrite(e.CollExpr), &iteration{rewrite(e.ValExpr)}
		if e.KeyExpr != nil {
			e.KeyExpr = rewrite(e.KeyExpr)
		}
		if e.CondExpr != nil {
			e.CondExpr = rewrite(e.CondExpr)
		}
		return &loop{e}
	case *hclsyntax.IndexExpr:
		e.Collection, e.Key = rewrite(e.Collection), rewrite(e.Key)
	case *hclsyntax.BinaryOpExpr:
		e.LHS, e.RHS = rewrite(e.LHS), rewrite(e.RHS)
		return &binary{e}
	case *hclsyntax.UnaryOpExpr:
		e.Val = rewrite(e.Val)
	}
	return e
}

func rewriteAll(list []hclsyntax.Expression) {
	for i := range list {
		list[i] = rewrite(list[i])
	}
}
