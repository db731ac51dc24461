package model

import (
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// principals lists who a statement is about: {type, id} each. "*" alone has
// the type *; {"AWS": "*"} has the type AWS.
func (n *normalizer) principals(v *graph.Value) *graph.Value {
	if v.IsAbsent() {
		return emptyList
	}
	if d := n.document(v); d != nil {
		v = d
	}
	if v.Form == graph.Unknown {
		return (&builder{normalizer: n}).alternatives(v, n.principals)
	}
	list := &graph.Value{Form: graph.List, Range: v.Range, ValueRange: v.ValueRange}
	if v.Form != graph.Map {
		for _, e := range asList(v) {
			kind := "AWS"
			if e.Form == graph.String && e.Text == "*" {
				kind = "*"
			}
			list.List = append(list.List, principal(graph.NewString(kind), e))
		}
		return list
	}
	for _, kind := range v.Keys() {
		ids := v.Map[kind]
		for _, id := range asList(ids) {
			p := principal(&graph.Value{Form: graph.String, Text: kind, Range: ids.Range}, id)
			if ids.Form != graph.List {
				p.Range = ids.Range
			}
			list.List = append(list.List, p)
		}
	}
	return list
}

func principal(kind, id *graph.Value) *graph.Value {
	if isScalar(id) {
		id = coerce(id, mapping.String)
	}
	return &graph.Value{
		Form: graph.Map, Map: map[string]*graph.Value{"type": kind, "id": id},
		Range: id.Range, ValueRange: id.ValueRange,
	}
}

// conditions lists the tests of a statement: {operator, key, values} each, in
// the order of their names.
func conditions(v *graph.Value) *graph.Value {
	if v.IsAbsent() {
		return emptyList
	}
	if v.Form == graph.Unknown {
		return v
	}
	list := &graph.Value{Form: graph.List, Range: v.Range, ValueRange: v.ValueRange}
	for _, operator := range v.Keys() {
		tests := v.Map[operator]
		if tests.Form == graph.Unknown {
			list.List = append(list.List, tests)
			continue
		}
		for _, key := range tests.Keys() {
			values := tests.Map[key]
			list.List = append(list.List, &graph.Value{
				Form: graph.Map, Map: map[string]*graph.Value{
					"operator": {Form: graph.String, Text: operator, Range: tests.Range},
					"key":      {Form: graph.String, Text: key, Range: values.Range},
					"values":   stringList(values),
				}, Range: values.Range, ValueRange: values.ValueRange,
			})
		}
	}
	return list
}
