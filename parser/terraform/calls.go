package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// moduleCall is one module block of one module instance.
type moduleCall struct {
	parent    *module
	decl      *declaration
	expansion *expansion
	instances []*callInstance
	whole     cell
	busy      bool
}

// callInstance is one instance of a call: one instance of the called module.
type callInstance struct {
	of     *moduleCall
	suffix string
	scope  *scope
	module *module // nil where the module isn't here
	loaded bool
}

// callOf returns a module call; nil where it isn't declared.
func (m *module) callOf(name string) *moduleCall {
	if c, ok := m.calls[name]; ok {
		return c
	}
	d, ok := m.src.modules[name]
	if !ok {
		return nil
	}
	c := &moduleCall{parent: m, decl: d}
	m.calls[name] = c
	return c
}

// expand finds the instances of the call.
func (c *moduleCall) expand() {
	if c.expansion != nil {
		return
	}
	if c.busy {
		c.parent.e.warn(c.decl.head, "module.%s refers to itself in its count or for_each", c.decl.name)
		c.expansion = undecided(c.parent, uncertainMark(graph.ReasonInvalid))
		return
	}
	c.busy = true
	x := c.parent.expansion(c.decl)
	c.busy = false
	if c.expansion != nil {
		return
	}
	c.expansion = x
	for _, key := range x.keys {
		c.instances = append(c.instances, &callInstance{of: c, suffix: key.suffix, scope: key.scope})
	}
}

// load returns the called module, or nil where it isn't here.
func (c *callInstance) load() *module {
	if c.loaded {
		return c.module
	}
	c.loaded = true
	parent := c.of.parent
	e := parent.e
	dir, ok := parent.sourceDir(c.of.decl)
	if !ok {
		return nil
	}
	if len(parent.chain) >= maxCalls {
		e.warn(c.of.decl.head, "module.%s is called %d levels deep, which is the limit", c.of.decl.name, maxCalls)
		return nil
	}
	if parent.isWithin(dir) {
		e.warn(c.of.decl.head, "module.%s calls a module that it is part of", c.of.decl.name)
		return nil
	}
	if e.modules++; e.modules > maxModules {
		e.warn(c.of.decl.head, "more than %d module instances, which is the limit", maxModules)
		return nil
	}
	c.module = newModule(e, e.use(dir), parent, c)
	c.module.checkArguments(c.of.decl)
	return c.module
}

// isWithin reports whether dir is the module's own directory or that of a caller.
func (m *module) isWithin(dir string) bool {
	for at := m; ; at = at.call.of.parent {
		if at.src.dir == dir {
			return true
		}
		if at.call == nil {
			return false
		}
	}
}

// metaArguments of a module block are no variables of the called module.
var metaArguments = []string{"source", "version", "count", "for_each", "providers", "depends_on"}

func (m *module) checkArguments(d *declaration) {
	for _, name := range sortedKeys(d.body.Attributes) {
		if _, ok := m.src.variables[name]; ok || m.src.broken || slices.Contains(metaArguments, name) {
			continue
		}
		m.e.warn(m.call.of.parent.position(d.body.Attributes[name].SrcRange), "module.%s has no variable named %q", d.name, name)
	}
}

// outputOf returns an output of one instance; attempts to read what isn't
// there give unknown values.
func (c *callInstance) outputOf(name string, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	m := c.load()
	if m == nil {
		return unknown(cty.DynamicPseudoType, graph.ReasonModule, ""), nil
	}
	if v, ok := m.output(name); ok {
		return v, nil
	}
	if m.src.broken {
		return unknown(cty.DynamicPseudoType, graph.ReasonInvalid, ""), nil
	}
	return cty.DynamicVal, problem(at, "module.%s has no output named %q", c.of.decl.name, name)
}

// object returns all outputs of one instance.
func (c *callInstance) object() cty.Value {
	m := c.load()
	if m == nil {
		return unknown(cty.DynamicPseudoType, graph.ReasonModule, "")
	}
	values := map[string]cty.Value{}
	for name := range m.src.outputs {
		values[name], _ = m.output(name)
	}
	return cty.ObjectVal(values)
}

// value returns what module.NAME stands for as a whole.
func (c *moduleCall) value() cty.Value {
	c.expand()
	at := func() graph.Range { return c.decl.head }
	return c.parent.e.once(&c.whole, "module."+c.decl.name, at, func() cty.Value {
		return c.expansion.shape(func(i int) cty.Value { return c.instances[i].object() })
	})
}
