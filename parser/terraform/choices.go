package terraform

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// choiceMark lists what an unknown string can be. Like a textMark it describes
// one value only.
type choiceMark struct {
	self   cty.Value
	values []*graph.Value
}

// choicesOf returns what an unknown value can be, or nil.
func choicesOf(v cty.Value) []*graph.Value {
	plain, marks := v.Unmark()
	for mark := range marks {
		if choice, ok := mark.(*choiceMark); ok && same(choice.self, plain) {
			return choice.values
		}
	}
	return nil
}

// choose makes an unset variable that a validation limits to a list of strings,
// contains(["a", "b"], var.x), one of these.
func (m *module) choose(d *declaration, v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	if plain.Type() != cty.String {
		return v
	}
	for _, block := range d.body.Blocks {
		attr, ok := block.Body.Attributes["condition"]
		if !ok || block.Type != "validation" {
			continue
		}
		c, ok := attr.Expr.(*call)
		if !ok || c.Name != "contains" || len(c.Args) != 2 {
			continue
		}
		list, ok := c.Args[0].(*hclsyntax.TupleConsExpr)
		subject, isName := c.Args[1].(*reference)
		if !ok || !isName || len(list.Exprs) == 0 || traversalText(subject.Traversal) != "var."+d.name {
			continue
		}
		choice := &choiceMark{self: plain.RefineNotNull()}
		for _, e := range list.Exprs {
			text, ok := literalString(e)
			if !ok {
				return v
			}
			one := graph.NewString(text)
			one.Range = m.position(e.Range())
			one.ValueRange = one.Range
			choice.values = append(choice.values, one)
		}
		return choice.self.WithMarks(marks).Mark(choice)
	}
	return v
}
