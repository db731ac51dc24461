package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// settle follows parentheses, names and decided conditions to the expression
// that made the value.
func (p *placer) settle(at site, depth int) (site, bool) {
	for ; depth <= maxFollow; depth++ {
		switch e := at.expr.(type) {
		case *hclsyntax.ParenthesesExpr:
			at.expr = e.Expression
			continue
		case *hclsyntax.TemplateWrapExpr:
			at.expr = e.Wrapped
			continue
		case *reference:
			next, ok := p.target(e.Traversal, at.ctx, depth)
			if !ok {
				return at, false
			}
			at = next
			continue
		case *relative:
			next, ok := p.descend(site{e.Source, at.ctx}, e.Traversal, depth+1)
			if !ok {
				return at, false
			}
			at = next
			continue
		case *hclsyntax.IndexExpr:
			key, diags := e.Key.Value(at.ctx)
			if diags.HasErrors() {
				return at, false
			}
			key, _ = key.Unmark()
			next, ok := p.descend(site{e.Collection, at.ctx}, hcl.Traversal{hcl.TraverseIndex{Key: key}}, depth+1)
			if !ok {
				return at, false
			}
			at = next
			continue
		case *conditional:
			cond, diags := e.Condition.Value(at.ctx)
			cond, _ = cond.Unmark()
			if diags.HasErrors() || cond.Type() != cty.Bool || cond.IsNull() {
				return at, false
			}
			if !cond.IsKnown() {
				return at, true
			}
			at.expr = e.FalseResult
			if cond.True() {
				at.expr = e.TrueResult
			}
			continue
		}
		return at, true
	}
	return at, false
}

// target returns the expression that a name stands for.
func (p *placer) target(t hcl.Traversal, ctx *hcl.EvalContext, depth int) (site, bool) {
	root := t.RootName()
	s := scopeOf(ctx)
	if s == nil || s.module == nil || depth > maxFollow {
		return site{}, false
	}
	for c := ctx; c != s.ctx && c != nil; c = c.Parent() {
		if _, bound := c.Variables[root]; bound {
			return site{}, false // a name of a for expression
		}
	}
	if _, bound := s.names[root]; bound {
		return p.iterated(s, root, t, depth)
	}
	m := s.module
	switch root {
	case "local":
		attr, ok := m.src.locals[attrAt(t, 1)]
		if !ok {
			return site{}, false
		}
		return p.descend(site{attr.Expr, m.base.ctx}, t[2:], depth+1)
	case "var":
		at, ok := m.given(attrAt(t, 1))
		if !ok {
			return site{}, false
		}
		return p.descend(at, t[2:], depth+1)
	case "module":
		return p.outputSite(m, t, depth)
	case "data", "resource", "each", "count", "self", "path", "terraform":
		return site{}, false
	}
	return p.attributeSite(m, t, depth)
}

// iterated follows each.value and the value of a dynamic block's iterator to
// the element of the for_each expression.
func (p *placer) iterated(s *scope, root string, t hcl.Traversal, depth int) (site, bool) {
	from, ok := s.origin[root]
	if !ok || attrAt(t, 1) != "value" {
		return site{}, false
	}
	key, _ := s.names[root].GetAttr("key").Unmark()
	if !key.IsKnown() || key.IsNull() {
		return site{}, false
	}
	return p.descend(from, append(hcl.Traversal{hcl.TraverseIndex{Key: key}}, t[2:]...), depth+1)
}

// given returns the expression that sets a variable: the argument of the call,
// or the default.
func (m *module) given(name string) (site, bool) {
	d, ok := m.src.variables[name]
	if !ok {
		return site{}, false
	}
	if m.call != nil {
		if attr, ok := m.call.of.decl.body.Attributes[name]; ok {
			return site{attr.Expr, m.call.scope.ctx}, true
		}
	} else if in, ok := m.e.inputs[name]; ok {
		return site{in.expr, m.base.ctx}, in.expr != nil
	}
	if attr, ok := d.body.Attributes["default"]; ok {
		return site{attr.Expr, m.base.ctx}, true
	}
	return site{}, false
}

func (p *placer) outputSite(m *module, t hcl.Traversal, depth int) (site, bool) {
	c := m.callOf(attrAt(t, 1))
	if c == nil || c.expansion == nil || !c.expansion.known {
		return site{}, false
	}
	rest, i := t[2:], 0
	if key, indexed := keyAt(rest); indexed {
		i, rest = c.expansion.find(key), rest[1:]
	}
	if i < 0 || i >= len(c.instances) || c.instances[i].module == nil {
		return site{}, false
	}
	m = c.instances[i].module
	d, ok := m.src.outputs[attrAt(rest, 0)]
	if !ok {
		return site{}, false
	}
	attr, ok := d.body.Attributes["value"]
	if !ok {
		return site{}, false
	}
	return p.descend(site{attr.Expr, m.base.ctx}, rest[1:], depth+1)
}

func (p *placer) attributeSite(m *module, t hcl.Traversal, depth int) (site, bool) {
	r := m.resources[t.RootName()+"."+attrAt(t, 1)]
	if r == nil || r.expansion == nil || !r.expansion.known {
		return site{}, false
	}
	rest, i := t[2:], 0
	if key, indexed := keyAt(rest); indexed {
		i, rest = r.expansion.find(key), rest[1:]
	}
	if i < 0 || i >= len(r.instances) {
		return site{}, false
	}
	expr, ok := r.instances[i].sourceOf(attrAt(rest, 0))
	if !ok {
		return site{}, false
	}
	return p.descend(site{expr, r.instances[i].content.scope.ctx}, rest[1:], depth+1)
}

// descend follows steps into an expression that shows its elements.
func (p *placer) descend(at site, steps hcl.Traversal, depth int) (site, bool) {
	for _, step := range steps {
		next, ok := p.settle(at, depth)
		if !ok || depth > maxFollow {
			return site{}, false
		}
		var key cty.Value
		switch step := step.(type) {
		case hcl.TraverseAttr:
			key = cty.StringVal(step.Name)
		case hcl.TraverseIndex:
			key = step.Key
		default:
			return site{}, false
		}
		if at, ok = p.element(next, key, depth+1); !ok {
			return site{}, false
		}
	}
	return at, true
}

// element finds the expression of one element of an object or tuple.
func (p *placer) element(at site, key cty.Value, depth int) (site, bool) {
	switch e := at.expr.(type) {
	case *hclsyntax.ObjectConsExpr:
		if !isKnownString(key) {
			return site{}, false
		}
		item, ok := itemOf(e, key.AsString(), at.ctx)
		return site{item.ValueExpr, at.ctx}, ok
	case *hclsyntax.TupleConsExpr:
		if key.Type() != cty.Number || !key.IsKnown() || key.IsNull() {
			return site{}, false
		}
		i, _ := key.AsBigFloat().Int64()
		if i < 0 || int(i) >= len(e.Exprs) {
			return site{}, false
		}
		return site{e.Exprs[i], at.ctx}, true
	case *call:
		for _, arg := range passing(e) {
			next, ok := p.settle(site{arg, at.ctx}, depth+1)
			if !ok {
				continue
			}
			if found, ok := p.element(next, key, depth+1); ok {
				return found, true
			}
		}
	}
	return site{}, false
}

// itemOf returns the last item of an object expression that has a key.
func itemOf(e *hclsyntax.ObjectConsExpr, key string, ctx *hcl.EvalContext) (hclsyntax.ObjectConsItem, bool) {
	for _, item := range slices.Backward(e.Items) {
		if name, ok := keyName(item, ctx); ok && name == key {
			return item, true
		}
	}
	return hclsyntax.ObjectConsItem{}, false
}

func keyName(item hclsyntax.ObjectConsItem, ctx *hcl.EvalContext) (string, bool) {
	v, diags := item.KeyExpr.Value(ctx)
	if diags.HasErrors() {
		return "", false
	}
	v, _ = v.Unmark()
	if v.Type() == cty.Number && v.IsKnown() && !v.IsNull() {
		return v.AsBigFloat().Text('f', -1), true
	}
	if !isKnownString(v) {
		return "", false
	}
	return v.AsString(), true
}
