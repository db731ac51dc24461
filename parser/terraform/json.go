package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
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
				c.labeled(body, typ, pair.Key.Range(), pair.Value, n-1, append(slices.Clip(names), name))
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
