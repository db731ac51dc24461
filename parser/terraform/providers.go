package terraform

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/plumb-iac/plumb/parser/graph"
)

// providerConfig is one provider block, in the module that it stands in.
type providerConfig struct {
	m       *module
	decl    *declaration
	address string // provider.aws, provider.aws.west, with the module's prefix
	content *content
}

// providerOf finds the configuration that a resource uses: the one it names,
// else the default of its type's provider. Modules inherit default
// configurations, and get others by the providers argument of their call.
func (m *module) providerOf(d *declaration) *providerConfig {
	name := localProvider(d.typ)
	alias := ""
	if attr, ok := d.body.Attributes["provider"]; ok {
		if t, diags := hcl.AbsTraversalForExpr(attr.Expr); !diags.HasErrors() {
			name, alias = t.RootName(), attrAt(t, 1)
		}
	}
	return m.provider(name, alias)
}

// localProvider returns the provider that a resource type belongs to by name.
func localProvider(typ string) string {
	for i := range len(typ) {
		if typ[i] == '_' {
			return typ[:i]
		}
	}
	return typ
}

func (m *module) provider(name, alias string) *providerConfig {
	key := name
	if alias != "" {
		key += "." + alias
	}
	if p, ok := m.defaults[key]; ok {
		return p
	}
	p := m.findProvider(name, alias, key)
	m.defaults[key] = p
	return p
}

func (m *module) findProvider(name, alias, key string) *providerConfig {
	for _, d := range m.src.providers {
		as, _ := literal(d.body, "alias")
		if d.name == name && as == alias {
			return &providerConfig{m: m, decl: d, address: m.prefix + "provider." + key, content: newContent(m.prefix+"provider."+key, m.base, d.body)}
		}
	}
	if m.call == nil {
		return nil
	}
	parent := m.call.of.parent
	if attr, ok := m.call.of.decl.body.Attributes["providers"]; ok {
		pairs, diags := hcl.ExprMap(attr.Expr)
		if !diags.HasErrors() {
			for _, pair := range pairs {
				inner, problems := hcl.AbsTraversalForExpr(pair.Key)
				outer, more := hcl.AbsTraversalForExpr(pair.Value)
				if problems.HasErrors() || more.HasErrors() {
					continue
				}
				if inner.RootName() == name && attrAt(inner, 1) == alias {
					return parent.provider(outer.RootName(), attrAt(outer, 1))
				}
			}
		}
	}
	if alias == "" {
		return parent.provider(name, "")
	}
	return nil
}

// defaultTags returns the default_tags of a provider configuration, or nil.
func (p *providerConfig) defaultTags() *graph.Value {
	list := p.content.blocks()["default_tags"]
	if list == nil || len(list.items) == 0 {
		return nil
	}
	inner := list.items[0].content
	attr, ok := inner.body.Attributes["tags"]
	if !ok {
		return nil
	}
	return inner.argument("tags", attr)
}
