package tfplan

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// builder turns a plan into a unit.
type builder struct {
	plan    *plan
	unit    *graph.Unit
	file    string
	src     []byte
	unknown map[string]any // after_unknown by address
	config  map[string]configured
	// instances lists the addresses of the instances of each configured resource.
	instances map[string][]string
	located   int // where the last resource was found
}

// configured is the configuration of a resource: its expressions, and the
// module that they stand in.
type configured struct {
	expressions map[string]any
	provider    string
	dependsOn   []string
	in          *context
}

// context is one module of the configuration.
type context struct {
	module *module
	path   string // module.vpc.module.subnets. , empty for the root
	parent *context
	call   map[string]any // the arguments of the call
}

func (b *builder) build() {
	deleted := map[string]bool{}
	for _, change := range b.plan.ResourceChanges {
		b.unknown[change.Address] = change.Change.AfterUnknown
		config := configAddress(change.Address)
		b.instances[config] = append(b.instances[config], change.Address)
		deleted[change.Address] = slices.Equal(change.Change.Actions, []string{"delete"}) || slices.Equal(change.Change.Actions, []string{"forget"})
	}
	b.configure(&context{module: &b.plan.Configuration.RootModule})
	seen := map[string]bool{}
	take := func(r resource) bool {
		first := !seen[r.Address] && !deleted[r.Address]
		seen[r.Address] = true
		return first
	}
	b.module(b.plan.PlannedValues.RootModule, nil, take)
	// Of the state before, only data sources are of interest: those that have
	// been read while planning are nowhere else.
	b.module(b.plan.PriorState.Values.RootModule, nil, func(r resource) bool { return r.Mode == "data" && take(r) })
	b.pseudo()
}

// configure indexes the configuration by address.
func (b *builder) configure(c *context) {
	for _, r := range c.module.Resources {
		b.config[c.path+r.Address] = configured{expressions: r.Expressions, provider: r.ProviderConfigKey, dependsOn: r.DependsOn, in: c}
	}
	for _, name := range slices.Sorted(maps.Keys(c.module.ModuleCalls)) {
		call := c.module.ModuleCalls[name]
		b.configure(&context{module: &call.Module, path: c.path + "module." + name + ".", parent: c, call: call.Expressions})
	}
}

// module adds the resources of one module instance and of those below it.
func (b *builder) module(v values, calls []graph.Call, take func(resource) bool) {
	if v.Address != "" {
		calls = append(slices.Clip(calls), graph.Call{Address: v.Address, Range: b.start()})
	}
	for _, r := range v.Resources {
		if take(r) {
			b.resource(r, calls)
		}
	}
	for _, child := range v.ChildModules {
		b.module(child, calls, take)
	}
}

// start is the place of what has no better one.
func (b *builder) start() graph.Range { return rangeAt(b.file, b.src, 0, 1) }

// locate finds where a resource stands in the plan; resources come in order.
func (b *builder) locate(address string) graph.Range {
	text, err := json.Marshal(address)
	if err != nil {
		return b.start()
	}
	for _, from := range []int{b.located, 0} {
		if i := bytes.Index(b.src[from:], text); i >= 0 {
			b.located = from + i
			return rangeAt(b.file, b.src, b.located, len(text))
		}
	}
	return b.start()
}

func (b *builder) resource(r resource, calls []graph.Call) {
	config := configAddress(r.Address)
	mode := graph.Managed
	if r.Mode == "data" {
		mode = graph.Data
	}
	at := b.locate(r.Address)
	c := b.config[config]
	w := &weaver{b: b, in: c.in, key: instanceOf(r.Address)}
	attributes := graph.NewMap(map[string]*graph.Value{})
	unknown, _ := b.unknown[r.Address].(map[string]any)
	sensitive, _ := r.SensitiveValues.(map[string]any)
	for name := range union(r.Values, unknown) {
		v := w.value(r.Values[name], unknown[name], sensitive[name], c.expressions[name])
		if v != nil && !isEmpty(v) {
			attributes.Map[name] = v
		}
	}
	b.unit.Resources = append(b.unit.Resources, &graph.Resource{
		Address: r.Address, ConfigAddress: config, Type: r.Type, Language: graph.Terraform, Mode: mode,
		Range: at, Header: at, Calls: calls, Attributes: attributes, Meta: b.meta(c),
	})
}

// meta returns what stands beside the attributes.
func (b *builder) meta(c configured) *graph.Value {
	entries := map[string]*graph.Value{}
	if c.provider != "" {
		if p, ok := b.plan.Configuration.ProviderConfig[c.provider]; ok {
			address := providerAddress(p)
			v := graph.NewString(address)
			v.References = []graph.Reference{{To: address}}
			entries["provider"] = v
			if blocks, ok := p.Expressions["default_tags"].([]any); ok && len(blocks) > 0 {
				block, _ := blocks[0].(map[string]any)
				entries["default_tags"] = constant(block["tags"])
			}
		}
	}
	if len(c.dependsOn) > 0 {
		list := graph.NewList()
		for _, to := range c.dependsOn {
			v := graph.NewString(c.in.path + to)
			v.References = []graph.Reference{{To: v.Text}}
			list.List = append(list.List, v)
		}
		entries["depends_on"] = list
	}
	return graph.NewMap(entries)
}

// union returns the keys of both maps.
func union(a, b map[string]any) map[string]bool {
	keys := map[string]bool{}
	for key := range a {
		keys[key] = true
	}
	for key := range b {
		keys[key] = true
	}
	return keys
}

// isEmpty reports whether a value is how a plan writes that there are no
// blocks of a type.
func isEmpty(v *graph.Value) bool { return v.Form == graph.List && len(v.List) == 0 }

// configAddress removes the instance keys from an address.
func configAddress(address string) string {
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case quoted && c == '\\':
			i++
		case c == '"' && depth > 0:
			quoted = !quoted
		case quoted:
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth == 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}
