package terraform

import (
	"github.com/plumb-iac/plumb/parser/graph"
)

// emitPseudo adds what rules read beside resources: the root module itself,
// its variables and its outputs.
func (e *evaluation) emitPseudo() {
	m := e.root
	at := graph.Range{}
	for _, name := range sortedKeys(m.src.files) {
		if f := m.src.files[name]; f.body != nil && at.IsZero() {
			at = graph.Range{File: name, Start: graph.Position{Line: 1, Column: 1}, End: graph.Position{Line: 1, Column: 1}}
		}
	}
	counts := map[graph.Mode]int{}
	for _, r := range e.unit.Resources {
		counts[r.Mode]++
	}
	e.pseudo(graph.TypeTerraformModule, ".", at, at, nil, map[string]*graph.Value{
		"resource_count": graph.NewInt(counts[graph.Managed]),
		"data_count":     graph.NewInt(counts[graph.Data]),
		"variable_count": graph.NewInt(len(m.src.variables)),
		"output_count":   graph.NewInt(len(m.src.outputs)),
	})
	for _, name := range sortedKeys(m.src.variables) {
		d := m.src.variables[name]
		entries := m.arguments(d, "type")
		if attr, ok := d.body.Attributes["type"]; ok {
			v := graph.NewString(string(attr.Expr.Range().SliceBytes(e.textOf(d.head.File, m.src))))
			v.Range = m.position(attr.SrcRange)
			entries["type"] = v
		}
		value, _ := m.variable(name)
		if at, ok := m.given(name); ok {
			v := m.base.placed(value, at)
			v.Range = m.position(at.expr.Range())
			v.ValueRange = v.Range
			entries["value"] = v
		} else {
			entries["value"] = e.toGraph(value)
		}
		if m.flag(d, "sensitive") && entries["default"] != nil {
			entries["default"].Sensitive = true
		}
		e.pseudo(graph.TypeTerraformVariable, "var."+name, d.whole, d.head, nil, entries)
	}
	for _, name := range sortedKeys(m.src.outputs) {
		d := m.src.outputs[name]
		entries := m.arguments(d, "")
		if attr, ok := d.body.Attributes["value"]; ok {
			value, _ := m.output(name)
			v := m.base.placed(value, site{attr.Expr, m.base.ctx})
			v.Range, v.ValueRange = m.position(attr.SrcRange), m.position(attr.Expr.Range())
			entries["value"] = v
		}
		e.pseudo(graph.TypeTerraformOutput, "output."+name, d.whole, d.head, nil, entries)
	}
}

// arguments evaluates the arguments of a declaration, but one.
func (m *module) arguments(d *declaration, but string) map[string]*graph.Value {
	entries := map[string]*graph.Value{}
	c := newContent(d.kind+"."+d.name, m.base, d.body)
	for name, attr := range d.body.Attributes {
		if name == but || name == "depends_on" || (d.kind == "output" && name == "value") {
			continue
		}
		entries[name] = c.argument(name, attr)
	}
	return entries
}

func (m *module) emitProvider(d *declaration) {
	address := m.prefix + "provider." + d.name
	if alias, ok := literal(d.body, "alias"); ok {
		address += "." + alias
	}
	c := newContent(address, m.base, d.body)
	m.e.pseudo(graph.TypeTerraformProvider, address, d.whole, d.head, m.chain, c.graph(nil).Map)
	last := m.e.unit.Resources[len(m.e.unit.Resources)-1]
	last.Attributes.Map["name"] = graph.NewString(d.name)
	last.ConfigAddress = m.config + address[len(m.prefix):]
}

func (e *evaluation) pseudo(typ, address string, whole, head graph.Range, calls []graph.Call, entries map[string]*graph.Value) {
	e.unit.Resources = append(e.unit.Resources, &graph.Resource{
		Address: address, ConfigAddress: address, Type: typ, Language: graph.Terraform, Mode: graph.Pseudo,
		Range: whole, Header: head, Calls: calls, Attributes: graph.NewMap(entries), Meta: graph.NewMap(map[string]*graph.Value{}),
	})
}
