package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// isObject reports whether a value is an object or a list of objects.
func isObject(e hcl.Expression) bool {
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		for _, item := range list {
			if !isObject(item) {
				return false
			}
		}
		return len(list) > 0
	}
	_, diags := hcl.ExprMap(e)
	return !diags.HasErrors()
}

// value converts an argument's value. Some are names or constants, which JSON
// writes as strings.
func (c *jsonConverter) value(typ string, attr *hcl.Attribute) hclsyntax.Expression {
	switch name := attr.Name; {
	case name == "depends_on", name == "ignore_changes", name == "replace_triggered_by":
		return c.references(attr.Expr)
	case name == "provider" && (typ == "resource" || typ == "data"), typ == "moved", typ == "import" && name == "to", typ == "removed":
		return c.native(attr.Expr)
	case name == "providers" && typ == "module":
		return c.providers(attr.Expr)
	case typ == "variable" && name == "type":
		return c.native(attr.Expr)
	case typ == "variable" && name == "default", name == "source" && typ == "module", name == "version" && typ == "module":
		return c.constant(attr.Expr)
	case name == "iterator" && typ == "dynamic":
		return c.native(attr.Expr)
	}
	return c.expression(attr.Expr)
}

// expression converts a value in which strings are templates.
func (c *jsonConverter) expression(e hcl.Expression) hclsyntax.Expression {
	return c.convert(e, c.template)
}

// constant converts a value in which strings are literal.
func (c *jsonConverter) constant(e hcl.Expression) hclsyntax.Expression {
	return c.convert(e, literalText)
}

func (c *jsonConverter) convert(e hcl.Expression, text func(s string, at hcl.Range) hclsyntax.Expression) hclsyntax.Expression {
	at := e.Range()
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		tuple := &hclsyntax.TupleConsExpr{SrcRange: at, OpenRange: at}
		for _, item := range list {
			tuple.Exprs = append(tuple.Exprs, c.convert(item, text))
		}
		return tuple
	}
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() {
		object := &hclsyntax.ObjectConsExpr{SrcRange: at, OpenRange: at}
		for _, pair := range pairs {
			name := c.key(pair.Key)
			if name == "//" {
				continue
			}
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{KeyExpr: text(name, pair.Key.Range()), ValueExpr: c.convert(pair.Value, text)})
		}
		return object
	}
	v, diags := e.Value(nil)
	c.diags = append(c.diags, diags...)
	if diags.HasErrors() {
		v = cty.DynamicVal
	}
	if isKnownString(v) {
		return text(v.AsString(), at)
	}
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: at}
}

func literalText(s string, at hcl.Range) hclsyntax.Expression {
	return &hclsyntax.TemplateExpr{Parts: []hclsyntax.Expression{&hclsyntax.LiteralValueExpr{Val: cty.StringVal(s), SrcRange: at}}, SrcRange: at}
}

// template parses a string as a template.
func (c *jsonConverter) template(s string, at hcl.Range) hclsyntax.Expression {
	if !strings.Contains(s, "${") && !strings.Contains(s, "%{") {
		return literalText(s, at)
	}
	return c.parse(s, at, hclsyntax.ParseTemplate)
}

// native parses a string as an expression of the native syntax.
func (c *jsonConverter) native(e hcl.Expression) hclsyntax.Expression {
	v, diags := e.Value(nil)
	if diags.HasErrors() || !isKnownString(v) {
		return c.expression(e)
	}
	return c.parse(strings.TrimSuffix(strings.TrimPrefix(v.AsString(), "${"), "}"), e.Range(), hclsyntax.ParseExpression)
}

type parseFunc func(src []byte, filename string, start hcl.Pos) (hclsyntax.Expression, hcl.Diagnostics)

func (c *jsonConverter) parse(s string, at hcl.Range, with parseFunc) hclsyntax.Expression {
	start := at.Start
	start.Byte++
	start.Column++
	expr, diags := with([]byte(s), at.Filename, start)
	if diags.HasErrors() {
		for _, d := range diags {
			d.Subject = &at
		}
		c.diags = append(c.diags, diags...)
		return literalText(s, at)
	}
	if raw := at.SliceBytes(c.src); len(raw) != len(s)+2 {
		pin(expr, at) // escapes shift what follows them
	}
	return expr
}

// references converts a list of strings that are references.
func (c *jsonConverter) references(e hcl.Expression) hclsyntax.Expression {
	list, diags := hcl.ExprList(e)
	if diags.HasErrors() {
		return c.native(e) // the word "all"
	}
	tuple := &hclsyntax.TupleConsExpr{SrcRange: e.Range(), OpenRange: e.Range()}
	for _, item := range list {
		tuple.Exprs = append(tuple.Exprs, c.native(item))
	}
	return tuple
}

func (c *jsonConverter) providers(e hcl.Expression) hclsyntax.Expression {
	pairs, diags := hcl.ExprMap(e)
	if diags.HasErrors() {
		return c.expression(e)
	}
	object := &hclsyntax.ObjectConsExpr{SrcRange: e.Range(), OpenRange: e.Range()}
	for _, pair := range pairs {
		object.Items = append(object.Items, hclsyntax.ObjectConsItem{KeyExpr: c.native(pair.Key), ValueExpr: c.native(pair.Value)})
	}
	return object
}

// pin gives every node of an expression the place of the string that it
// stands in.
func pin(e hclsyntax.Expression, at hcl.Range) {
	_ = hclsyntax.VisitAll(e, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.LiteralValueExpr:
			node.SrcRange = at
		case *hclsyntax.TemplateExpr:
			node.SrcRange = at
		case *hclsyntax.TemplateWrapExpr:
			node.SrcRange = at
		case *hclsyntax.ScopeTraversalExpr:
			node.SrcRange = at
		case *hclsyntax.RelativeTraversalExpr:
			node.SrcRange = at
		case *hclsyntax.FunctionCallExpr:
			node.NameRange, node.OpenParenRange, node.CloseParenRange = at, at, at
		case *hclsyntax.ConditionalExpr:
			node.SrcRange = at
		case *hclsyntax.BinaryOpExpr:
			node.SrcRange = at
		case *hclsyntax.UnaryOpExpr:
			node.SrcRange, node.SymbolRange = at, at
		case *hclsyntax.IndexExpr:
			node.SrcRange, node.OpenRange, node.BracketRange = at, at, at
		case *hclsyntax.TupleConsExpr:
			node.SrcRange, node.OpenRange = at, at
		case *hclsyntax.ObjectConsExpr:
			node.SrcRange, node.OpenRange = at, at
		case *hclsyntax.ForExpr:
			node.SrcRange, node.OpenRange, node.CloseRange = at, at, at
		case *hclsyntax.SplatExpr:
			node.SrcRange, node.MarkerRange = at, at
		case *hclsyntax.AnonSymbolExpr:
			node.SrcRange = at
		case *hclsyntax.ParenthesesExpr:
			node.SrcRange = at
		default:
		}
		return nil
	})
}
