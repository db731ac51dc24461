package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Value resolves a name when it is asked for. Names bound by a for expression
// or by the instance at hand come first, then what the module declares.
func (r *reference) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	root := r.Traversal.RootName()
	for c := ctx; c != nil; c = c.Parent() {
		if v, ok := c.Variables[root]; ok {
			return r.Traversal[1:].TraverseRel(v)
		}
	}
	s := scopeOf(ctx)
	if s == nil || s.module == nil {
		return r.ScopeTraversalExpr.Value(ctx)
	}
	return s.module.resolve(r.Traversal, r.SrcRange)
}

// problem makes the diagnostics of one error.
func problem(at hcl.Range, format string, args ...any) hcl.Diagnostics {
	return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Invalid reference", Detail: fmt.Sprintf(format, args...), Subject: &at}}
}

// attrAt returns the name of the attribute step at index i of a traversal.
func attrAt(t hcl.Traversal, i int) string {
	if i < len(t) {
		if step, ok := t[i].(hcl.TraverseAttr); ok {
			return step.Name
		}
	}
	return ""
}

func (m *module) resolve(t hcl.Traversal, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	root, name := t.RootName(), attrAt(t, 1)
	switch root {
	case "var", "local":
		return m.resolveNamed(root, name, t, at)
	case "module":
		return m.resolveModule(name, t, at)
	case "path":
		return m.resolvePath(name, at)
	case "terraform", "tofu":
		return m.resolveTerraform(name, at)
	case "data", "ephemeral":
		return m.resolveResource(root+"."+name+"."+attrAt(t, 2), t, 3, at)
	case "resource":
		return m.resolveResource(name+"."+attrAt(t, 2), t, 3, at)
	case "each", "count", "self":
		return cty.DynamicVal, problem(at, "%s can't be used here", root)
	}
	return m.resolveResource(root+"."+name, t, 2, at)
}

// undeclared is the answer to a name that nothing declares. In a module of
// which a file could not be read, that is no news.
func (m *module) undeclared(at hcl.Range, what string) (cty.Value, hcl.Diagnostics) {
	if m.src.broken {
		return unknown(cty.DynamicPseudoType, graph.ReasonInvalid, ""), nil
	}
	return cty.DynamicVal, problem(at, "%s is not declared in this module", what)
}

func (m *module) resolveNamed(root, name string, t hcl.Traversal, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	find := m.variable
	if root == "local" {
		find = m.local
	}
	v, ok := find(name)
	if !ok {
		return m.undeclared(at, root+"."+name)
	}
	return t[2:].TraverseRel(v)
}

func (m *module) resolveModule(name string, t hcl.Traversal, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	c := m.callOf(name)
	if c == nil {
		return m.undeclared(at, "module."+name)
	}
	c.expand()
	rest := t[2:]
	key, indexed := keyAt(rest)
	switch x := c.expansion; {
	case !x.known:
		if indexed {
			rest = rest[1:]
		}
		if out := attrAt(rest, 0); out != "" {
			v, diags := c.instances[0].outputOf(out, at)
			return follow(uncertain(v, x.marks), rest[1:], diags)
		}
	case x.by == single && attrAt(rest, 0) != "":
		v, diags := c.instances[0].outputOf(attrAt(rest, 0), at)
		return follow(v, rest[1:], diags)
	case x.by != single && indexed && attrAt(rest, 1) != "":
		if i := x.find(key); i >= 0 {
			v, diags := c.instances[i].outputOf(attrAt(rest, 1), at)
			return follow(v, rest[2:], diags)
		}
	}
	return rest.TraverseRel(c.value())
}

// uncertain makes a value unknown, since its instance may not exist; it keeps
// what the value refers to, and what it would be made of.
func uncertain(v cty.Value, marks cty.ValueMarks) cty.Value {
	all := merged(deepMarks(v), general(marks))
	if document := documentOf(v); document != nil {
		self := cty.UnknownVal(cty.String).RefineNotNull()
		return self.WithMarks(all).Mark(&documentMark{self: self, build: document.build}).Mark(existenceMark{})
	}
	if parts := textOf(v); parts != nil {
		return withText(cty.UnknownVal(cty.String), parts, all).Mark(existenceMark{})
	}
	return cty.DynamicVal.WithMarks(all)
}

// keyAt returns the key of an index step that begins a traversal.
func keyAt(t hcl.Traversal) (cty.Value, bool) {
	if len(t) > 0 {
		if step, ok := t[0].(hcl.TraverseIndex); ok {
			return step.Key, true
		}
	}
	return cty.NilVal, false
}

func follow(v cty.Value, rest hcl.Traversal, diags hcl.Diagnostics) (cty.Value, hcl.Diagnostics) {
	if diags.HasErrors() || len(rest) == 0 {
		return v, diags
	}
	return rest.TraverseRel(v)
}

func (m *module) resolvePath(name string, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	switch name {
	case "module":
		return cty.StringVal(relativePath(m.e.dir, m.src.dir)), nil
	case "root":
		return cty.StringVal("."), nil
	case "cwd":
		return unknown(cty.String, graph.ReasonFunction, ""), nil
	}
	return cty.DynamicVal, problem(at, "path.%s is not available, only path.module, path.root and path.cwd", name)
}

func (m *module) resolveTerraform(name string, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	switch name {
	case "workspace":
		return cty.StringVal(m.e.workspace()), nil
	case "applying":
		return cty.False.Mark(ephemeralMark{}), nil
	}
	return cty.DynamicVal, problem(at, "terraform.%s is not available, only terraform.workspace", name)
}

// resolveResource reads a resource, its instance or one of their attributes;
// the first n steps name the resource.
func (m *module) resolveResource(key string, t hcl.Traversal, n int, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	r := m.resourceOf(key)
	if r == nil {
		return m.undeclared(at, key)
	}
	r.expand()
	rest := t[min(n, len(t)):]
	index, indexed := keyAt(rest)
	switch x := r.expansion; {
	case !x.known:
		if indexed {
			rest = rest[1:]
		}
		if name := attrAt(rest, 0); name != "" {
			v := uncertain(r.instances[0].attribute(name), x.marks)
			return withoutMark(v, referenceMark{r.instances[0].address, ""}), nil
		}
	case x.by == single:
		name := attrAt(rest, 0)
		if name == "" && indexed && isKnownString(index) {
			name = index.AsString()
		}
		if name != "" {
			return r.instances[0].follow(name, rest[1:])
		}
	case indexed && attrAt(rest, 1) != "":
		if i := x.find(index); i >= 0 {
			return r.instances[i].follow(attrAt(rest, 1), rest[2:])
		}
	}
	if step := attrAt(rest, 0); step != "" && r.expansion.by != single && r.expansion.known {
		return cty.DynamicVal, problem(at, "%s has count or for_each set, so reading %s needs the key of an instance", key, step)
	}
	if indexed && r.expansion.by == single {
		return cty.DynamicVal, problem(at, "%s has neither count nor for_each, so it takes no instance key", key)
	}
	return rest.TraverseRel(r.value())
}

func withoutMark(v cty.Value, mark any) cty.Value {
	plain, marks := v.Unmark()
	delete(marks, mark)
	return plain.WithMarks(marks)
}

// follow reads an attribute and goes on below it. Below a block lie attributes
// that only the provider knows, so what isn't written there is unknown.
func (i *instance) follow(name string, rest hcl.Traversal) (cty.Value, hcl.Diagnostics) {
	v := i.attribute(name)
	if len(rest) == 0 {
		return v, nil
	}
	below, diags := rest.TraverseRel(v)
	if diags.HasErrors() && i.content.hasBlock(name) {
		return cty.DynamicVal.Mark(referenceMark{i.address, name}), nil
	}
	return below, diags
}

// Value adds the attribute to the reference where the source is a resource of
// which it isn't known whether it exists.
func (r *relative) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := r.RelativeTraversalExpr.Value(ctx)
	return withAttribute(v, r.Traversal), diags
}

// Value does the same for each element of a splat.
func (s *splat) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := s.SplatExpr.Value(ctx)
	if each, ok := s.Each.(*relative); ok {
		v = withAttribute(v, each.Traversal)
	}
	return v, diags
}

func withAttribute(v cty.Value, t hcl.Traversal) cty.Value {
	if v == cty.NilVal || v.Type() != cty.DynamicPseudoType || !v.IsMarked() {
		return v
	}
	name := attrAt(t, 0)
	if name == "" {
		name = attrAt(t, 1)
	}
	plain, marks := v.Unmark()
	for mark := range marks {
		if ref, ok := mark.(referenceMark); ok && ref.attribute == "" && name != "" {
			delete(marks, mark)
			marks[referenceMark{ref.to, name}] = struct{}{}
		}
	}
	return plain.WithMarks(marks)
}
