package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/triage"
)

// configReader reads the nodes of a configuration file, so that every mistake
// has its line. It keeps the first one.
type configReader struct {
	file  string
	names []ruleName
	err   error
}

func (r *configReader) at(n *yaml.Node) string {
	return fmt.Sprintf("%s:%d:%d", r.file, n.Line, n.Column)
}

func (r *configReader) fail(n *yaml.Node, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(r.at(n)+": "+format, args...)
	}
}

// mapping hands each value to the function for its key. Any other key is a mistake.
func (r *configReader) mapping(n *yaml.Node, keys map[string]func(*yaml.Node)) {
	for key, value := range r.entries(n) {
		read, ok := keys[key.Value]
		if !ok {
			r.fail(key, "unknown key %q, expected one of %s", key.Value, strings.Join(slices.Sorted(maps.Keys(keys)), ", "))
			return
		}
		read(value)
	}
}

// entries yields the keys and values of a mapping; nothing written is an empty one.
func (r *configReader) entries(n *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		n = follow(n)
		if isNull(n) {
			return
		}
		if n.Kind != yaml.MappingNode {
			r.fail(n, "expected a mapping")
			return
		}
		seen := map[string]bool{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if seen[key.Value] {
				r.fail(key, "key %q is written twice", key.Value)
				return
			}
			seen[key.Value] = true
			if !yield(key, follow(n.Content[i+1])) {
				return
			}
		}
	}
}

func (r *configReader) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		r.fail(n, "expected a word")
		return ""
	}
	return n.Value
}

// texts reads a list of scalars, or a single one.
func (r *configReader) texts(n *yaml.Node) []string {
	if isNull(n) {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return []string{r.text(n)}
	}
	var texts []string
	for _, item := range n.Content {
		texts = append(texts, r.text(follow(item)))
	}
	return texts
}

// word reads one of the given words.
func (r *configReader) word(n *yaml.Node, allowed ...string) string {
	text := r.text(n)
	if r.err == nil && !slices.Contains(allowed, text) {
		r.fail(n, "unknown value %q, expected one of %s", text, strings.Join(allowed, ", "))
	}
	return text
}

func (r *configReader) words(n *yaml.Node, allowed ...string) []string {
	if n.Kind != yaml.SequenceNode {
		return []string{r.word(n, allowed...)}
	}
	var words []string
	for _, item := range n.Content {
		words = append(words, r.word(follow(item), allowed...))
	}
	return words
}

// toggle reads true or false; YAML 1.2 has no on and off, people have.
func (r *configReader) toggle(n *yaml.Node) bool {
	switch strings.ToLower(r.text(n)) {
	case "true", "on", "yes":
		return true
	case "false", "off", "no":
	default:
		r.fail(n, "expected on or off")
	}
	return false
}

// rule notes a name of a rule, for the check against the pack.
func (r *configReader) rule(n *yaml.Node) string {
	r.names = append(r.names, ruleName{pattern: n.Value, at: r.at(n)})
	return n.Value
}

func (r *configReader) switches(n *yaml.Node) []ruleSwitch {
	var switches []ruleSwitch
	for key, value := range r.entries(n) {
		switches = append(switches, ruleSwitch{pattern: r.rule(key), on: r.toggle(value)})
	}
	return switches
}

func (r *configReader) severities(n *yaml.Node) map[string]engine.Severity {
	severities := map[string]engine.Severity{}
	words := failOnWords()
	for key, value := range r.entries(n) {
		severities[r.rule(key)] = engine.Severity(r.word(value, words[:len(words)-1]...))
	}
	return severities
}

func (r *configReader) params(n *yaml.Node) map[string]map[string]any {
	params := map[string]map[string]any{}
	for key, value := range r.entries(n) {
		settings := map[string]any{}
		for name, setting := range r.entries(value) {
			var v any
			if err := setting.Decode(&v); err != nil {
				r.fail(setting, "%v", err)
			}
			settings[name.Value] = v
		}
		params[r.rule(key)] = settings
	}
	return params
}

// values reads a mapping from names to values.
func (r *configReader) values(n *yaml.Node, kind inputKind) []assignment {
	var inputs []assignment
	for key, value := range r.entries(n) {
		inputs = append(inputs, assignment{kind: kind, name: key.Value, value: r.value(value)})
	}
	return inputs
}

// value writes a scalar as on a command line, and all else as YAML flow, which
// is also how both languages write lists and maps there.
func (r *configReader) value(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	var v any
	if err := n.Decode(&v); err != nil {
		r.fail(n, "%v", err)
		return ""
	}
	text, err := compactJSON(v)
	if err != nil {
		r.fail(n, "%v", err)
	}
	return text
}

// environments reads named sets of values: a list of files, or a mapping with
// variables, parameters and files.
func (r *configReader) environments(n *yaml.Node) []environment {
	var environments []environment
	for key, value := range r.entries(n) {
		e := environment{name: key.Value}
		if value.Kind == yaml.MappingNode {
			r.mapping(value, map[string]func(*yaml.Node){
				"files":      func(n *yaml.Node) { e.inputs = append(e.inputs, fileInputs(r.texts(n))...) },
				"variables":  func(n *yaml.Node) { e.inputs = append(e.inputs, r.values(n, terraformVariable)...) },
				"parameters": func(n *yaml.Node) { e.inputs = append(e.inputs, r.values(n, stackParameter)...) },
			})
		} else {
			e.inputs = fileInputs(r.texts(value))
		}
		environments = append(environments, e)
	}
	return environments
}

func (r *configReader) suppressions(n *yaml.Node) triage.Policy {
	var p triage.Policy
	r.mapping(n, map[string]func(*yaml.Node){
		"require-reason": func(n *yaml.Node) { p.RequireReason = r.toggle(n) },
		"require-expiry": func(n *yaml.Node) { p.RequireExpiry = r.toggle(n) },
		"protected": func(n *yaml.Node) {
			p.Protected = r.texts(n)
			for _, item := range n.Content {
				r.rule(item)
			}
		},
	})
	return p
}

// follow returns what an alias stands for.
func follow(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }
