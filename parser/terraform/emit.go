package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// emit adds the resources of a module and of all that it calls to the unit.
func (m *module) emit() {
	for _, key := range sortedKeys(m.src.resources) {
		if d := m.src.resources[key]; d.kind != "ephemeral" {
			m.emitResource(key)
		}
	}
	for _, d := range m.src.providers {
		m.emitProvider(d)
	}
	for _, name := range sortedKeys(m.src.locals) {
		m.local(name) // for its diagnostics
	}
	for _, name := range sortedKeys(m.src.modules) {
		c := m.callOf(name)
		c.expand()
		for _, i := range c.instances {
			if called := i.load(); called != nil {
				called.emit()
			}
		}
	}
	if m.call != nil {
		for _, name := range sortedKeys(m.src.variables) {
			m.variable(name)
		}
		for _, name := range sortedKeys(m.src.outputs) {
			m.output(name)
		}
	}
}

func (m *module) emitResource(key string) {
	r := m.resourceOf(key)
	r.expand()
	mode := graph.Managed
	if r.decl.kind == "data" {
		mode = graph.Data
	}
	conditional := m.conditional()
	if !r.expansion.known {
		conditional = m.doubt(r)
	}
	for _, i := range r.instances {
		if m.e.total++; m.e.total > maxTotal {
			m.e.warn(r.decl.head, "more than %d resources, which is the limit", maxTotal)
			return
		}
		attributes := i.content.graph(resourceMeta)
		i.complete(attributes)
		m.e.unit.Resources = append(m.e.unit.Resources, &graph.Resource{
			Address: i.address, ConfigAddress: m.config + r.decl.key(), Type: r.decl.typ, Language: graph.Terraform, Mode: mode,
			Range: r.decl.whole, Header: r.decl.head, Calls: m.chain,
			Attributes: attributes, Meta: i.meta(), Conditional: conditional,
		})
	}
}

// complete adds what is known beyond what is written: the attributes of
// Terraform's own resources, and policy documents.
func (i *instance) complete(attributes *graph.Value) {
	add := func(name string) {
		v := i.of.m.e.toGraph(i.attribute(name))
		v.References = nil // those of the arguments that it follows from
		attributes.Map[name] = v
	}
	for name := range schemas[i.of.decl.typ] {
		if attributes.Map[name] == nil {
			add(name)
		}
	}
	if i.of.decl.kind == "data" && i.of.decl.typ == "aws_iam_policy_document" {
		add("json")
	}
}

// conditional says why it isn't known whether the module instance exists.
func (m *module) conditional() *graph.Uncertainty {
	for at := m; at.call != nil; at = at.call.of.parent {
		if x := at.call.of.expansion; !x.known {
			if x.why == nil {
				x.why = uncertainty(general(x.marks))
			}
			return x.why
		}
	}
	return nil
}

// doubt says why it isn't known whether a resource exists. Blocks of a module
// that are repeated by the same expression exist together: they share it.
func (m *module) doubt(r *resource) *graph.Uncertainty {
	for _, name := range []string{"count", "for_each"} {
		attr, ok := r.decl.body.Attributes[name]
		if !ok {
			continue
		}
		at, text := attr.Expr.Range(), m.e.textOf(attr.SrcRange.Filename, m.src)
		if !at.CanSliceBytes(text) {
			break
		}
		key := name + " = " + string(at.SliceBytes(text))
		if m.doubts[key] == nil {
			m.doubts[key] = uncertainty(general(r.expansion.marks))
		}
		return m.doubts[key]
	}
	return uncertainty(general(r.expansion.marks))
}

// meta returns what stands beside the attributes: lifecycle, depends_on,
// provider and the default tags of the provider.
func (i *instance) meta() *graph.Value {
	entries := map[string]*graph.Value{}
	m := i.of.m
	if list := i.content.blocks()["lifecycle"]; list != nil {
		if v := list.items[0].content.lifecycle(); v != nil {
			v.Range = list.items[0].at
			entries["lifecycle"] = v
		}
	}
	if attr, ok := i.content.body.Attributes["depends_on"]; ok {
		v := graph.NewList()
		v.Range = m.position(attr.SrcRange)
		items, _ := hcl.ExprList(attr.Expr)
		for _, item := range items {
			if t, diags := hcl.AbsTraversalForExpr(item); !diags.HasErrors() {
				element := graph.NewString(m.prefix + traversalText(t))
				element.Range = m.position(item.Range())
				element.References = []graph.Reference{{To: element.Text}}
				v.List = append(v.List, element)
			}
		}
		entries["depends_on"] = v
	}
	if p := m.providerOf(i.of.decl); p != nil {
		v := graph.NewString(p.address)
		v.References = []graph.Reference{{To: p.address}}
		entries["provider"] = v
		if tags := p.defaultTags(); tags != nil {
			entries["default_tags"] = tags
		}
	}
	return graph.NewMap(entries)
}

// lifecycle returns the arguments of a lifecycle block. ignore_changes lists
// names, not values.
func (c *content) lifecycle() *graph.Value {
	entries := map[string]*graph.Value{}
	for _, name := range sortedKeys(c.body.Attributes) {
		attr := c.body.Attributes[name]
		at := c.scope.module.position(attr.SrcRange)
		switch name {
		case "ignore_changes", "replace_triggered_by":
			v := graph.NewList()
			items, diags := hcl.ExprList(attr.Expr)
			if diags.HasErrors() {
				v = graph.NewString(hcl.ExprAsKeyword(attr.Expr))
			}
			for _, item := range items {
				if t, diags := hcl.AbsTraversalForExpr(item); !diags.HasErrors() {
					v.List = append(v.List, graph.NewString(traversalText(t)))
				}
			}
			v.Range = at
			entries[name] = v
		default:
			v := c.argument(name, attr)
			entries[name] = v
		}
	}
	return graph.NewMap(entries)
}

// traversalText writes a traversal as the source does.
func traversalText(t hcl.Traversal) string {
	var b strings.Builder
	for _, step := range t {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			b.WriteString(step.Name)
		case hcl.TraverseAttr:
			b.WriteString("." + step.Name)
		case hcl.TraverseIndex:
			if isKnownString(step.Key) {
				b.WriteString("[" + quoteKey(step.Key.AsString()) + "]")
			} else if step.Key.Type() == cty.Number && step.Key.IsKnown() {
				b.WriteString("[" + step.Key.AsBigFloat().Text('f', -1) + "]")
			}
		}
	}
	return b.String()
}
