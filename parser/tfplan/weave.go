package tfplan

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// weaver puts together what a plan keeps apart: values, what is unknown of
// them, what is sensitive, and the expressions that they came from.
type weaver struct {
	b   *builder
	in  *context // nil where the plan has no configuration of the resource
	key string   // prefix of the module instance: module.a["x"].
}

// value weaves one value.
func (w *weaver) value(after, unknown, sensitive, expression any) *graph.Value {
	refs := w.references(expression)
	v := w.plain(after, unknown, sensitive, expression)
	if v == nil {
		return nil
	}
	if len(refs) > 0 {
		v.References = refs
		v.Walk(func(path graph.Path, leaf *graph.Value) bool {
			if len(path) > 0 && leaf.Form == graph.Unknown && len(leaf.References) == 0 {
				leaf.References = refs
			}
			return true
		})
	}
	if sensitive == true {
		v.Sensitive = true
	}
	return v
}

func (w *weaver) plain(after, unknown, sensitive, expression any) *graph.Value {
	if unknown == true {
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonComputed})
	}
	switch after := after.(type) {
	case string:
		return graph.NewString(after)
	case bool:
		return graph.NewBool(after)
	case json.Number:
		return graph.NewNumber(after.String())
	case []any:
		list := graph.NewList()
		open, _ := unknown.([]any)
		for i := range max(len(after), len(open)) {
			element := w.value(at(after, i), at(open, i), at(sensitive, i), below(expression, i))
			if element == nil {
				element = &graph.Value{}
			}
			list.List = append(list.List, element)
		}
		return list
	case map[string]any:
		entries := map[string]*graph.Value{}
		open, _ := unknown.(map[string]any)
		secret, _ := sensitive.(map[string]any)
		inner, _ := below(expression, 0).(map[string]any)
		for name := range union(after, open) {
			if v := w.value(after[name], open[name], secret[name], inner[name]); v != nil && !isEmpty(v) {
				entries[name] = v
			}
		}
		return graph.NewMap(entries)
	case nil:
		switch unknown.(type) {
		case map[string]any:
			return w.plain(map[string]any{}, unknown, sensitive, expression)
		case []any:
			return w.plain([]any{}, unknown, sensitive, expression)
		}
	}
	return nil
}

// at returns an element of a list, or nil.
func at(list any, i int) any {
	elements, ok := list.([]any)
	if !ok || i >= len(elements) {
		return nil
	}
	return elements[i]
}

// below returns the expressions of the i-th block. One block stands for
// several where it is dynamic. An expression itself has nothing below it.
func below(expression any, i int) any {
	switch e := expression.(type) {
	case []any:
		if len(e) == 0 {
			return nil
		}
		return e[min(i, len(e)-1)]
	case map[string]any:
		if _, ok := e["references"]; ok {
			return nil
		}
		if _, ok := e["constant_value"]; ok {
			return nil
		}
		return e
	}
	return nil
}

// references returns the resources that an expression refers to.
func (w *weaver) references(expression any) []graph.Reference {
	e, ok := expression.(map[string]any)
	if !ok || w.in == nil {
		return nil
	}
	list, _ := e["references"].([]any)
	seen := map[graph.Reference]bool{}
	w.follow(w.in, w.key, list, seen, 0)
	refs := make([]graph.Reference, 0, len(seen))
	for ref := range seen {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b graph.Reference) int {
		if c := strings.Compare(a.To, b.To); c != 0 {
			return c
		}
		return strings.Compare(a.Attribute, b.Attribute)
	})
	return refs
}

// maxFollow bounds the calls that a reference is followed through.
const maxFollow = 64

// follow resolves references, through variables to the arguments of the call
// and through outputs into the called module. A plan lists every reference
// beside its own prefixes; only the longest counts.
func (w *weaver) follow(in *context, key string, list []any, seen map[graph.Reference]bool, depth int) {
	if depth > maxFollow {
		return
	}
	for i, item := range list {
		text, _ := item.(string)
		if i > 0 {
			if longer, _ := list[i-1].(string); strings.HasPrefix(longer, text) && len(longer) > len(text) {
				continue
			}
		}
		steps := split(text)
		switch {
		case len(steps) < 2:
		case steps[0] == "var":
			if in.parent != nil {
				if e, ok := in.call[bare(steps[1])].(map[string]any); ok {
					refs, _ := e["references"].([]any)
					w.follow(in.parent, parentKey(key), refs, seen, depth+1)
				}
			}
		case steps[0] == "module":
			w.output(in, key, steps, seen, depth)
		case steps[0] == "local" || steps[0] == "each" || steps[0] == "count" || steps[0] == "path" || steps[0] == "terraform" || steps[0] == "self":
		default:
			n := 2
			if steps[0] == "data" {
				n = 3
			}
			if len(steps) < n {
				continue
			}
			ref := graph.Reference{To: key + strings.Join(steps[:n], ".")}
			if len(steps) > n {
				ref.Attribute = bare(steps[n])
			}
			seen[w.b.instance(ref)] = true
		}
	}
}

// output follows module.NAME.OUTPUT into the called module.
func (w *weaver) output(in *context, key string, steps []string, seen map[graph.Reference]bool, depth int) {
	call, ok := in.module.ModuleCalls[bare(steps[1])]
	if !ok || len(steps) < 3 {
		return
	}
	out, ok := call.Module.Outputs[bare(steps[2])]
	if !ok {
		return
	}
	e, _ := out.Expression.(map[string]any)
	refs, _ := e["references"].([]any)
	inner := &context{module: &call.Module, path: in.path + "module." + bare(steps[1]) + ".", parent: in, call: call.Expressions}
	w.follow(inner, key+"module."+steps[1]+".", refs, seen, depth+1)
}

// instance completes a reference to a resource of which there is one instance
// only, since references often leave out its key.
func (b *builder) instance(ref graph.Reference) graph.Reference {
	if _, planned := b.unknown[ref.To]; planned {
		return ref
	}
	if instances := b.instances[configAddress(ref.To)]; len(instances) == 1 && strings.HasPrefix(instances[0], ref.To) {
		ref.To = instances[0]
	}
	return ref
}

// split splits a reference at its dots, passing over instance keys.
func split(text string) []string {
	var steps []string
	start, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == '.' && !quoted:
			steps = append(steps, text[start:i])
			start = i + 1
		}
	}
	return append(steps, text[start:])
}

// bare removes the instance key from a step.
func bare(step string) string {
	name, _, _ := strings.Cut(step, "[")
	return name
}

// instanceOf returns the module instance of an address, as a prefix.
func instanceOf(address string) string {
	steps := split(address)
	n := 0
	for n+1 < len(steps) && steps[n] == "module" {
		n += 2
	}
	if n == 0 {
		return ""
	}
	return strings.Join(steps[:n], ".") + "."
}

// parentKey returns the module instance above one.
func parentKey(key string) string {
	steps := split(strings.TrimSuffix(key, "."))
	if len(steps) <= 2 {
		return ""
	}
	return strings.Join(steps[:len(steps)-2], ".") + "."
}

// constant returns the value of an expression that is one.
func constant(expression any) *graph.Value {
	e, ok := expression.(map[string]any)
	if !ok {
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonComputed})
	}
	v, ok := e["constant_value"]
	if !ok {
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonComputed})
	}
	if value := (&weaver{}).plain(v, nil, nil, nil); value != nil {
		return value
	}
	return &graph.Value{}
}
