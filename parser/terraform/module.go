package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/plumb-iac/plumb/parser/graph"
)

// module is one instance of a module: a directory with the arguments of one
// call. Everything in it is evaluated on demand.
type module struct {
	e      *evaluation
	src    *source
	call   *callInstance // nil for the root module
	prefix string        // of addresses: module.db["a"].
	config string        // of addresses without instance keys: module.db.
	chain  []graph.Call
	base   *scope // without count or each

	variables map[string]*cell
	locals    map[string]*cell
	outputs   map[string]*cell
	resources map[string]*resource
	calls     map[string]*moduleCall
	defaults  map[string]*providerConfig
	doubts    map[string]*graph.Uncertainty // by count or for_each, as written
}

func newModule(e *evaluation, src *source, parent *module, from *callInstance) *module {
	m := &module{
		e: e, src: src, call: from,
		variables: map[string]*cell{}, locals: map[string]*cell{}, outputs: map[string]*cell{},
		resources: map[string]*resource{}, calls: map[string]*moduleCall{}, defaults: map[string]*providerConfig{},
		doubts: map[string]*graph.Uncertainty{},
	}
	if parent != nil {
		address := "module." + from.of.decl.name
		m.prefix = parent.prefix + address + from.suffix + "."
		m.config = parent.config + address + "."
		m.chain = append(append([]graph.Call(nil), parent.chain...), graph.Call{Address: parent.prefix + address + from.suffix, Range: from.of.decl.head})
	}
	m.base = newScope(m, nil, nil)
	return m
}

func (m *module) position(r hcl.Range) graph.Range {
	return convertRange(r, m.e.textOf(r.Filename, m.src))
}

func cellOf(cells map[string]*cell, name string) *cell {
	c, ok := cells[name]
	if !ok {
		c = &cell{}
		cells[name] = c
	}
	return c
}

// local returns the value of local.NAME; false where it isn't declared.
func (m *module) local(name string) (cty.Value, bool) {
	attr, ok := m.src.locals[name]
	if !ok {
		return cty.NilVal, false
	}
	at := func() graph.Range { return m.position(attr.SrcRange) }
	return m.e.once(cellOf(m.locals, name), "local."+name, at, func() cty.Value {
		return m.base.value(attr.Expr)
	}), true
}

// output returns the value of an output; false where it isn't declared.
func (m *module) output(name string) (cty.Value, bool) {
	d, ok := m.src.outputs[name]
	if !ok {
		return cty.NilVal, false
	}
	at := func() graph.Range { return d.head }
	return m.e.once(cellOf(m.outputs, name), "output."+name, at, func() cty.Value {
		attr, ok := d.body.Attributes["value"]
		if !ok {
			m.e.warn(d.head, "output %q has no value", name)
			return unknown(cty.DynamicPseudoType, graph.ReasonInvalid, "")
		}
		v := m.base.value(attr.Expr)
		if m.flag(d, "sensitive") {
			v = v.Mark(sensitiveMark{})
		}
		return v
	}), true
}

// flag evaluates a bool argument of a declaration; false where it isn't there
// or not known.
func (m *module) flag(d *declaration, name string) bool {
	attr, ok := d.body.Attributes[name]
	if !ok {
		return false
	}
	v, _ := m.base.value(attr.Expr).Unmark()
	v, err := convert.Convert(v, cty.Bool)
	return err == nil && v.IsKnown() && !v.IsNull() && v.True()
}

// variable returns the value of var.NAME; false where it isn't declared.
func (m *module) variable(name string) (cty.Value, bool) {
	d, ok := m.src.variables[name]
	if !ok {
		return cty.NilVal, false
	}
	at := func() graph.Range { return d.head }
	return m.e.once(cellOf(m.variables, name), "var."+name, at, func() cty.Value {
		v := m.typed(d)
		if m.flag(d, "sensitive") {
			v = v.Mark(sensitiveMark{})
		}
		if m.flag(d, "ephemeral") {
			v = v.Mark(ephemeralMark{})
		}
		return v
	}), true
}

// constraint is the type of a variable.
type constraint struct {
	wanted   cty.Type // with optional attributes
	plain    cty.Type
	defaults *typeexpr.Defaults
}

func (m *module) constraint(d *declaration) constraint {
	c := constraint{wanted: cty.DynamicPseudoType, plain: cty.DynamicPseudoType}
	attr, ok := d.body.Attributes["type"]
	if !ok {
		return c
	}
	word, quoted := literalString(attr.Expr) // the quoted words of Terraform 0.11
	if !quoted {
		word = hcl.ExprAsKeyword(attr.Expr)
	}
	switch word { // the shorthands without element type
	case "list":
		c.wanted = cty.List(cty.DynamicPseudoType)
	case "map":
		c.wanted = cty.Map(cty.DynamicPseudoType)
	case "set":
		c.wanted = cty.Set(cty.DynamicPseudoType)
	case "string":
		c.wanted = cty.String
	default:
		ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(attr.Expr)
		if diags.HasErrors() {
			m.e.report(diags, m.src)
			return c
		}
		c.wanted, c.defaults = ty, defaults
	}
	c.plain = c.wanted.WithoutOptionalAttributesDeep()
	return c
}

// typed finds the value of a variable and converts it to its type.
func (m *module) typed(d *declaration) cty.Value {
	c := m.constraint(d)
	fallback, hasDefault := d.body.Attributes["default"]
	v, at, given := m.argument(d, c)
	if given && isNull(v) && hasDefault && m.notNullable(d) {
		given = false
	}
	if !given {
		if !hasDefault {
			return m.missing(d, c)
		}
		v, at = m.base.value(fallback.Expr), m.position(fallback.Expr.Range())
	}
	return m.convert(v, c, at, "var."+d.name)
}

func (m *module) notNullable(d *declaration) bool {
	_, ok := d.body.Attributes["nullable"]
	return ok && !m.flag(d, "nullable")
}

// missing is the value of a variable that nobody sets.
func (m *module) missing(d *declaration, c constraint) cty.Value {
	if m.call == nil {
		return m.choose(d, unknown(c.plain, graph.ReasonVariable, "var."+d.name))
	}
	m.e.warn(m.call.of.decl.head, "the module call does not set the required variable %q", d.name)
	return unknown(c.plain, graph.ReasonInvalid, "")
}

// argument returns what was given for a variable, and where.
func (m *module) argument(d *declaration, c constraint) (v cty.Value, at graph.Range, given bool) {
	if m.call == nil {
		in, ok := m.e.inputs[d.name]
		if !ok {
			return cty.NilVal, graph.Range{}, false
		}
		return in.value(m.e, c.wanted), in.at, true
	}
	attr, ok := m.call.of.decl.body.Attributes[d.name]
	if !ok {
		return cty.NilVal, graph.Range{}, false
	}
	return m.call.scope.value(attr.Expr), m.call.of.parent.position(attr.Expr.Range()), true
}

// convert converts a value to a type constraint, filling in the defaults of
// optional attributes.
func (m *module) convert(v cty.Value, c constraint, at graph.Range, name string) cty.Value {
	if c.defaults != nil {
		v = applyDefaults(c.defaults, v)
	}
	if c.wanted.HasDynamicTypes() && (c.wanted.IsListType() || c.wanted.IsSetType() || c.wanted.IsMapType()) {
		v = uniform(v)
	}
	converted, err := convert.Convert(v, c.wanted)
	if err != nil {
		m.e.warn(at, "unsuitable value for %s: %s", name, conversionError(err))
		return invalid(v).WithMarks(deepMarks(v))
	}
	return converted
}

// isNull reports whether a value is a known null, whatever its marks.
func isNull(v cty.Value) bool {
	plain, _ := v.Unmark()
	return plain.IsKnown() && plain.IsNull()
}
