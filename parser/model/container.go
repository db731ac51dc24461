package model

import (
	"strings"
	"unicode"

	"github.com/plumb-iac/plumb/parser/graph"
)

// containers brings container definitions to one shape: those of Terraform are
// a JSON text in camelCase, those of CloudFormation a list in PascalCase.
//
// Shape: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
func (n *normalizer) containers(v *graph.Value) *graph.Value {
	if document := n.document(v); document != nil {
		v = document
	}
	return snakeValue(v)
}

// hasFreeNames reports whether the keys of a map are the user's own.
func hasFreeNames(name string) bool { return name == "options" || name == "docker_labels" }

// snakeValue is a value with all names in snake_case.
func snakeValue(v *graph.Value) *graph.Value {
	if v == nil || (v.Form != graph.List && v.Form != graph.Map) {
		return v
	}
	c := *v
	if v.Form == graph.List {
		c.List = make([]*graph.Value, len(v.List))
		for i, e := range v.List {
			c.List[i] = snakeValue(e)
		}
		return &c
	}
	c.Map = make(map[string]*graph.Value, len(v.Map))
	for key, e := range v.Map {
		if e.IsAbsent() {
			continue
		}
		name := snake(key)
		if !hasFreeNames(name) {
			e = snakeValue(e)
		}
		c.Map[name] = e
	}
	return &c
}

// snake writes readonlyRootFilesystem and ReadonlyRootFilesystem as
// readonly_root_filesystem.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) {
			if i > 0 {
				b.WriteByte('_')
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
