package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// readParameters reads a parameter file: the list of the AWS CLI, the
// Parameters of a template configuration, a plain mapping, a list of
// "Name=Value" texts, or lines of NAME=VALUE.
func (l *Loader) readParameters(file string) (map[string]given, *graph.Diagnostic) {
	problem := func(message string, at graph.Range) *graph.Diagnostic {
		return &graph.Diagnostic{Severity: graph.Error, Message: message, Range: at}
	}
	b, err := l.read(file)
	if err != nil {
		return nil, problem(err.Error(), graph.Range{File: file})
	}
	doc, err := parse(newSource(file, b))
	if err == nil && doc.root != nil && doc.root.kind != scalarNode {
		values, bad := assignments(doc.root)
		if bad != nil {
			return nil, problem("parameter file: expected a list of ParameterKey and ParameterValue, a mapping of names to values, or lines of NAME=VALUE", bad.span())
		}
		return values, nil
	}
	values := map[string]given{}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := override(line)
		if !ok {
			return nil, problem("parameter file: expected NAME=VALUE or JSON", graph.Range{File: file})
		}
		values[name] = given{text: value}
	}
	return values, nil
}

// override reads NAME=VALUE, or ParameterKey=NAME,ParameterValue=VALUE as the
// SAM command line takes it.
func override(text string) (name, value string, ok bool) {
	if rest, found := strings.CutPrefix(text, "ParameterKey="); found {
		name, value, ok = strings.Cut(rest, ",ParameterValue=")
	} else {
		name, value, ok = strings.Cut(text, "=")
	}
	return strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"`), ok
}

// assignments reads parameter values from a document; bad is what is none.
func assignments(root *node) (values map[string]given, bad *node) {
	values = map[string]given{}
	for _, item := range root.elements() {
		if item.is(scalarNode) {
			name, value, ok := override(item.text())
			if !ok {
				return nil, item
			}
			values[name] = given{text: value}
			continue
		}
		name := item.get("ParameterKey").text()
		if name == "" {
			return nil, item
		}
		if _, value := item.entry("ParameterValue"); value != nil {
			values[name] = givenValue(value)
		}
	}
	if inner := root.get("Parameters"); inner.is(mappingNode) {
		root = inner
	}
	root.pairs(func(key, value *node) {
		if value.is(mappingNode) {
			bad = value
			return
		}
		values[key.value] = givenValue(value.target())
	})
	return values, bad
}

func givenValue(n *node) given {
	if n.kind != sequenceNode {
		return given{text: n.value}
	}
	g := given{list: []string{}}
	for _, item := range n.items {
		g.list = append(g.list, item.text())
	}
	return g
}
