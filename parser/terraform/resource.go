package terraform

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// resource is one resource or data block of one module instance.
type resource struct {
	m         *module
	decl      *declaration
	expansion *expansion
	instances []*instance
	whole     cell
	busy      bool
}

// instance is one instance of a resource.
type instance struct {
	of      *resource
	address string
	content *content
	read    map[string]*cell // attributes as other expressions see them
}

// resourceOf returns the resource that expressions call key; nil where it
// isn't declared.
func (m *module) resourceOf(key string) *resource {
	if r, ok := m.resources[key]; ok {
		return r
	}
	d, ok := m.src.resources[key]
	if !ok {
		return nil
	}
	r := &resource{m: m, decl: d}
	m.resources[key] = r
	return r
}

// address returns the address of the block, without instance key.
func (r *resource) address() string { return r.m.prefix + r.decl.key() }

// expand finds the instances.
func (r *resource) expand() {
	if r.expansion != nil {
		return
	}
	if r.busy {
		r.m.e.warn(r.decl.head, "%s refers to itself in its count or for_each", r.decl.key())
		r.setExpansion(undecided(r.m, uncertainMark(graph.ReasonInvalid)))
		return
	}
	r.busy = true
	x := r.m.expansion(r.decl)
	r.busy = false
	if r.expansion == nil {
		r.setExpansion(x)
	}
}

func (r *resource) setExpansion(x *expansion) {
	r.expansion = x
	for _, key := range x.keys {
		r.instances = append(r.instances, &instance{
			of: r, address: r.address() + key.suffix, content: newContent(r.address()+key.suffix, key.scope, r.decl.body), read: map[string]*cell{},
		})
	}
	if !x.known {
		marks := general(x.marks)
		marks[referenceMark{r.address() + "[?]", ""}] = struct{}{}
		x.marks = marks
	}
}

// value returns what the resource's name stands for as a whole.
func (r *resource) value() cty.Value {
	r.expand()
	at := func() graph.Range { return r.decl.head }
	return r.m.e.once(&r.whole, r.decl.key(), at, func() cty.Value {
		return r.expansion.shape(func(i int) cty.Value { return r.instances[i].object() })
	})
}

// metaArguments are no attributes of a resource.
var resourceMeta = map[string]bool{
	"count": true, "for_each": true, "provider": true, "depends_on": true, "lifecycle": true,
	"provisioner": true, "connection": true,
}

// object returns the instance as a value: what is written, and the attributes
// that some expression of the unit reads from such values.
func (i *instance) object() cty.Value {
	values := map[string]cty.Value{}
	add := func(name string) {
		if _, ok := values[name]; !ok && !resourceMeta[name] {
			values[name] = i.attribute(name)
		}
	}
	for name := range i.content.body.Attributes {
		add(name)
	}
	for name := range i.content.blocks() {
		add(name)
	}
	if known, ok := schemas[i.of.decl.typ]; ok {
		for name := range known {
			add(name)
		}
		return cty.ObjectVal(values)
	}
	for _, name := range i.of.m.e.names {
		add(name)
	}
	return cty.ObjectVal(values)
}

// attribute returns an attribute as other expressions see it: what is written,
// else what the shape of the resource tells, else unknown; always with a
// reference to the instance.
func (i *instance) attribute(name string) cty.Value {
	mark := referenceMark{i.address, name}
	at := func() graph.Range { return i.of.decl.head }
	return i.of.m.e.once(cellOf(i.read, name), i.address+"."+name, at, func() cty.Value {
		if v, ok := i.evaluated(name); ok {
			return v.Mark(mark)
		}
		return i.computed(name).Mark(mark)
	})
}

// evaluated returns an attribute that the configuration decides.
func (i *instance) evaluated(name string) (cty.Value, bool) {
	if v, ok := special(i, name); ok {
		return v, true
	}
	if attr, ok := i.content.body.Attributes[name]; ok && !resourceMeta[name] {
		v := i.content.attribute(name, attr)
		if isNull(v) && schemas[i.of.decl.typ] == nil {
			return cty.NilVal, false // the provider may decide it
		}
		return v, true
	}
	if i.content.hasBlock(name) {
		return i.content.blockValue(name), true
	}
	return cty.NilVal, false
}

// computed returns an attribute that the provider decides.
func (i *instance) computed(name string) cty.Value {
	if known, ok := schemas[i.of.decl.typ]; ok {
		if ty, ok := known[name]; ok {
			return ty
		}
	}
	return cty.DynamicVal
}

// sourceOf returns the expression that gave an attribute.
func (i *instance) sourceOf(name string) (hclsyntax.Expression, bool) {
	attr, ok := i.content.body.Attributes[name]
	if !ok {
		return nil, false
	}
	return attr.Expr, true
}
