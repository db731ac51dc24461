package tfplan

import (
	"maps"
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// pseudo adds the root module, its variables and outputs, and the providers.
func (b *builder) pseudo() {
	counts := map[graph.Mode]int{}
	for _, r := range b.unit.Resources {
		counts[r.Mode]++
	}
	root := &b.plan.Configuration.RootModule
	b.add(graph.TypeTerraformModule, ".", map[string]*graph.Value{
		"resource_count": graph.NewInt(counts[graph.Managed]),
		"data_count":     graph.NewInt(counts[graph.Data]),
		"variable_count": graph.NewInt(len(root.Variables)),
		"output_count":   graph.NewInt(len(root.Outputs)),
	})
	w := &weaver{b: b, in: &context{module: root}}
	for _, name := range slices.Sorted(maps.Keys(root.Variables)) {
		b.variable(w, name)
	}
	for _, name := range slices.Sorted(maps.Keys(root.Outputs)) {
		b.output(w, name)
	}
	for _, key := range slices.Sorted(maps.Keys(b.plan.Configuration.ProviderConfig)) {
		b.provider(b.plan.Configuration.ProviderConfig[key])
	}
}

func (b *builder) add(typ, address string, entries map[string]*graph.Value) {
	for name, v := range entries {
		if v == nil {
			delete(entries, name)
		}
	}
	b.unit.Resources = append(b.unit.Resources, &graph.Resource{
		Address: address, ConfigAddress: configAddress(address), Type: typ, Language: graph.Terraform, Mode: graph.Pseudo,
		Range: b.start(), Header: b.start(), Attributes: graph.NewMap(entries), Meta: graph.NewMap(map[string]*graph.Value{}),
	})
}

func (b *builder) variable(w *weaver, name string) {
	variable := b.plan.Configuration.RootModule.Variables[name]
	entries := map[string]*graph.Value{"default": w.plain(variable.Default, nil, nil, nil)}
	if set, ok := b.plan.Variables[name]; ok {
		if v := w.plain(set.Value, nil, nil, nil); v != nil {
			v.Sensitive = variable.Sensitive
			entries["value"] = v
		}
	}
	described(entries, variable.Sensitive, variable.Description)
	b.add(graph.TypeTerraformVariable, "var."+name, entries)
}

func (b *builder) output(w *weaver, name string) {
	out := b.plan.Configuration.RootModule.Outputs[name]
	var unknown, secret any
	if change, ok := b.plan.OutputChanges[name]; ok {
		unknown, secret = change.AfterUnknown, change.AfterSensitive
	}
	entries := map[string]*graph.Value{}
	if planned, ok := b.plan.PlannedValues.Outputs[name]; ok {
		entries["value"] = w.value(planned.Value, unknown, secret, out.Expression)
	}
	described(entries, out.Sensitive, out.Description)
	b.add(graph.TypeTerraformOutput, "output."+name, entries)
}

// described adds what variables and outputs have in common.
func described(entries map[string]*graph.Value, sensitive bool, description string) {
	if sensitive {
		entries["sensitive"] = graph.NewBool(true)
	}
	if description != "" {
		entries["description"] = graph.NewString(description)
	}
}

func providerAddress(p providerConfig) string {
	address := "provider." + p.Name
	if p.Alias != "" {
		address += "." + p.Alias
	}
	if p.ModuleAddress != "" {
		address = p.ModuleAddress + "." + address
	}
	return address
}

func (b *builder) provider(p providerConfig) {
	entries := map[string]*graph.Value{"name": graph.NewString(p.Name)}
	if p.Alias != "" {
		entries["alias"] = graph.NewString(p.Alias)
	}
	for name, expression := range p.Expressions {
		entries[name] = written(expression)
	}
	b.add(graph.TypeTerraformProvider, providerAddress(p), entries)
}

// written returns the arguments of a configuration that are constant; blocks
// are lists of maps.
func written(expression any) *graph.Value {
	if blocks, ok := expression.([]any); ok {
		list := graph.NewList()
		for _, block := range blocks {
			entries := map[string]*graph.Value{}
			arguments, _ := block.(map[string]any)
			for name, argument := range arguments {
				entries[name] = written(argument)
			}
			list.List = append(list.List, graph.NewMap(entries))
		}
		return list
	}
	return constant(expression)
}
