package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
)

// Configuration in JSON is turned into HCL's native syntax tree, so that
// everything behind it knows one kind of tree only.

// parseJSONValues reads a JSON file of plain values, as definitions files are.
func parseJSONValues(src []byte, name string) (*hclsyntax.Body, hcl.Diagnostics) {
	f, diags := json.Parse(src, name)
	if diags.HasErrors() {
		return nil, diags
	}
	c := &jsonConverter{src: src}
	attrs, problems := f.Body.JustAttributes()
	body := newBody(f.Body.MissingItemRange())
	for _, attr := range attrs {
		c.attribute(body, attr, c.constant(attr.Expr))
	}
	return body, append(append(diags, problems...), c.diags...)
}

// parseJSON reads configuration in JSON syntax.
func parseJSON(src []byte, name string, known *catalog) (*hclsyntax.Body, hcl.Diagnostics) {
	f, diags := json.Parse(src, name)
	if diags.HasErrors() {
		return nil, diags
	}
	c := &jsonConverter{src: src, catalog: known}
	attrs, problems := f.Body.JustAttributes()
	body := newBody(f.Body.MissingItemRange())
	for _, attr := range attrs {
		c.topLevel(body, attr)
	}
	return body, append(append(diags, problems...), c.diags...)
}

// jsonConverter turns JSON into HCL's native syntax tree.
type jsonConverter struct {
	src     []byte
	diags   hcl.Diagnostics
	catalog *catalog
	known   fields // the arguments of the resource or block at hand, as the provider has them
}

func newBody(at hcl.Range) *hclsyntax.Body {
	return &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: at, EndRange: at}
}

func (c *jsonConverter) attribute(body *hclsyntax.Body, attr *hcl.Attribute, expr hclsyntax.Expression) {
	body.Attributes[attr.Name] = &hclsyntax.Attribute{Name: attr.Name, Expr: expr, SrcRange: attr.Range, NameRange: attr.NameRange}
}

// labels is how many labels a block type takes at the top level.
var labels = map[string]int{
	"resource": 2, "data": 2, "ephemeral": 2, "variable": 1, "output": 1, "module": 1, "provider": 1, "check": 1,
	"locals": 0, "terraform": 0, "moved": 0, "removed": 0, "import": 0,
}

// topLevel converts one property of the file: the blocks of one type.
func (c *jsonConverter) topLevel(body *hclsyntax.Body, attr *hcl.Attribute) {
	if attr.Name == "//" {
		return
	}
	n, ok := labels[attr.Name]
	if !ok {
		c.diags = append(c.diags, problem(attr.NameRange, "unsupported block type %q", attr.Name)...)
		return
	}
	c.labeled(body, attr.Name, attr.NameRange, attr.Expr, n, nil)
}

// labeled descends through the objects that hold the labels of a block type.
func (c *jsonConverter) labeled(body *hclsyntax.Body, typ string, at hcl.Range, expr hcl.Expression, n int, names []string) {
	if list, diags := hcl.ExprList(expr); !diags.HasErrors() {
		for _, item := range list {
			c.labeled(body, typ, at, item, n, names)
		}
		return
	}
	pairs, diags := hcl.ExprMap(expr)
	if diags.HasErrors() {
		c.diags = append(c.diags, problem(expr.Range(), "a %s block must be a JSON object", typ)...)
		return
	}
	if n > 0 {
		for _, pair := range pairs {
			if name := c.key(pair.Key); name != "//" {
				c.labeled(body, typ, pair.Key.Range(), pair.Value, n-1, append(names[:len(names):len(names)], name))
			}
		}
		return
	}
	body.Blocks = append(body.Blocks, c.block(typ, at, names, pairs, expr.Range()))
}

func (c *jsonConverter) block(typ string, at hcl.Range, names []string, pairs []hcl.KeyValuePair, whole hcl.Range) *hclsyntax.Block {
	inner := newBody(whole)
	outer := c.known
	defer func() { c.known = outer }()
	switch typ {
	case "resource":
		c.known = c.catalog.fields(names[0])
	case "dynamic":
		c.known = fields{"content": outer[names[0]]}
	default:
		c.known = nil
		if code := outer[typ]; strings.HasPrefix(code, "#") {
			c.known = c.catalog.fields(code)
		}
	}
	for _, pair := range pairs {
		name := c.key(pair.Key)
		if name == "//" {
			continue
		}
		attr := &hcl.Attribute{Name: name, Expr: pair.Value, NameRange: pair.Key.Range(), Range: hcl.RangeBetween(pair.Key.Range(), pair.Value.Range())}
		c.argument(inner, typ, attr)
	}
	block := &hclsyntax.Block{
		Type: typ, Labels: names, Body: inner, TypeRange: at,
		OpenBraceRange: hcl.Range{Filename: whole.Filename, Start: whole.Start, End: whole.Start}, CloseBraceRange: hcl.Range{Filename: whole.Filename, Start: whole.End, End: whole.End},
	}
	for range names {
		block.LabelRanges = append(block.LabelRanges, at)
	}
	return block
}

func (c *jsonConverter) key(e hcl.Expression) string {
	v, diags := e.Value(nil)
	if diags.HasErrors() || !isKnownString(v) {
		return ""
	}
	return v.AsString()
}

// blocksIn are the arguments that are blocks, whatever block they stand in.
var blocksIn = map[string]bool{
	"lifecycle": true, "provisioner": true, "connection": true, "precondition": true, "postcondition": true,
	"validation": true, "default_tags": true, "assume_role": true, "assert": true,
}

// argument converts one property of a block. Nothing in JSON tells attributes
// from nested blocks: what the provider says is a block becomes one.
func (c *jsonConverter) argument(body *hclsyntax.Body, typ string, attr *hcl.Attribute) {
	switch {
	case attr.Name == "dynamic" && (typ == "resource" || typ == "data" || typ == "content" || typ == "provider"):
		c.labeled(body, "dynamic", attr.NameRange, attr.Expr, 1, nil)
	case typ == "dynamic" && attr.Name == "content", blocksIn[attr.Name] && typ != "locals" && typ != "variable" || typ == "variable" && attr.Name == "validation":
		n := 0
		if attr.Name == "provisioner" {
			n = 1
		}
		c.labeled(body, attr.Name, attr.NameRange, attr.Expr, n, nil)
	case strings.HasPrefix(c.known[attr.Name], "#") && isObject(attr.Expr):
		c.labeled(body, attr.Name, attr.NameRange, attr.Expr, 0, nil)
	case typ == "data" && attr.Name == "statement", typ == "statement" && (attr.Name == "principals" || attr.Name == "not_principals" || attr.Name == "condition"):
		c.labeled(body, attr.Name, attr.NameRange, attr.Expr, 0, nil)
	default:
		c.attribute(body, attr, c.value(typ, attr))
	}
}

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
		return c.native(e) // ignore_changes = all
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
