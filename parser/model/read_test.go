package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/compile"
)

// mappings makes a catalog of kinds from YAML.
func mappings(t *testing.T, text string) *catalog {
	t.Helper()
	kinds, err := compile.File("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	types, err := compile.Index(kinds)
	if err != nil {
		t.Fatal(err)
	}
	return &catalog{kinds: kinds, types: types}
}

// source makes a source value of plain Go data; a *graph.Value stands for itself.
func source(x any) *graph.Value {
	switch x := x.(type) {
	case *graph.Value:
		return x
	case string:
		return graph.NewString(x)
	case bool:
		return graph.NewBool(x)
	case int:
		return graph.NewInt(x)
	case []any:
		v := graph.NewList()
		for _, e := range x {
			v.List = append(v.List, source(e))
		}
		return v
	case map[string]any:
		v := graph.NewMap(map[string]*graph.Value{})
		for k, e := range x {
			v.Map[k] = source(e)
		}
		return v
	}
	return &graph.Value{}
}

// plain makes plain Go data of a canonical value; an unknown is its reason.
func plain(v *graph.Value) any {
	if v == nil {
		return nil
	}
	switch v.Form {
	case graph.Bool:
		return v.Bool
	case graph.String:
		return v.Text
	case graph.Number:
		return "#" + v.Text
	case graph.List:
		list := []any{}
		for _, e := range v.List {
			list = append(list, plain(e))
		}
		return list
	case graph.Map:
		entries := map[string]any{}
		for k, e := range v.Map {
			entries[k] = plain(e)
		}
		return entries
	case graph.Unknown:
		if len(v.Why.OneOf) == 0 {
			return unknown{string(v.Why.Reason)}
		}
		open := unknown{string(v.Why.Reason)}
		for _, one := range v.Why.OneOf {
			open = append(open, plain(one))
		}
		return open
	case graph.Null:
	}
	return nil
}

// unknown is the reason of an unknown value and what it can be.
type unknown []any

func open(reason graph.Reason, oneOf ...any) *graph.Value {
	why := &graph.Uncertainty{Reason: reason}
	for _, x := range oneOf {
		why.OneOf = append(why.OneOf, source(x))
	}
	return graph.NewUnknown(why)
}

func ref(to, attribute string) *graph.Value {
	v := open(graph.ReasonComputed)
	v.References = []graph.Reference{{To: to, Attribute: attribute}}
	return v
}

func resource(address, sourceType string, attributes map[string]any) *graph.Resource {
	r := &graph.Resource{Address: address, Type: sourceType, Language: graph.Terraform, Attributes: source(attributes)}
	if sourceType[0] == 'A' {
		r.Language = graph.CloudFormation
	}
	return r
}

func nodes(c *catalog, resources ...*graph.Resource) map[string]any {
	u := &graph.Unit{Resources: resources}
	u.Sort()
	c.normalize(u)
	all := map[string]any{}
	for _, n := range u.Nodes {
		all[n.Address] = plain(n.Attributes)
	}
	return all
}

func TestAttributes(t *testing.T) {
	cases := []struct {
		name       string
		attribute  string // of the kind, in YAML
		attributes map[string]any
		want       any
	}{
		{"a nested field", "{tf: 'a.b'}", map[string]any{"a": map[string]any{"b": "x"}}, "x"},
		{"the first block", "{tf: 'a[0].b'}", map[string]any{"a": []any{map[string]any{"b": "x"}}}, "x"},
		{"a single block stands for a list of one", "{tf: 'a[0].b'}", map[string]any{"a": map[string]any{"b": "x"}}, "x"},
		{"a block that isn't there", "{tf: 'a[1].b'}", map[string]any{"a": []any{map[string]any{"b": "x"}}}, nil},
		{
			"every element", "{type: list, tf: 'a[*].b'}",
			map[string]any{"a": []any{map[string]any{"b": "x"}, map[string]any{"c": "-"}, map[string]any{"b": "y"}}},
			[]any{"x", "y"},
		},
		{
			"the elements that pass a filter", "{tf: 'a[k=v.w].b'}",
			map[string]any{"a": []any{map[string]any{"k": "u", "b": "x"}, map[string]any{"k": "v.w", "b": "y"}}},
			"y",
		},
		{
			"a filter whose key is unknown", "{tf: 'a[k=v].b'}",
			map[string]any{"a": []any{map[string]any{"k": open(graph.ReasonVariable), "b": "x"}}},
			unknown{"variable"},
		},
		{
			"a filter that passes in spite of an unknown key", "{tf: 'a[k=v].b'}",
			map[string]any{"a": []any{map[string]any{"k": open(graph.ReasonVariable), "b": "x"}, map[string]any{"k": "v", "b": "y"}}},
			"y",
		},
		{"the first path that is present", "{tf: [a, b, c]}", map[string]any{"b": "x", "c": "y"}, "x"},
		{"null is absent", "{tf: [a, b]}", map[string]any{"a": nil, "b": "x"}, "x"},
		{"gathers all paths", "{type: list, collect: true, tf: [a, b]}", map[string]any{"a": []any{"x"}, "b": "y"}, []any{"x", "y"}},
		{"an empty list is not absent", "{type: list, tf: [a, b]}", map[string]any{"a": []any{}, "b": []any{"y"}}, []any{}},
		{"true as text", "{type: bool, tf: a}", map[string]any{"a": "True"}, true},
		{"a number as text", "{type: number, tf: a}", map[string]any{"a": "0443"}, "#443"},
		{"a text that is no number", "{type: number, tf: a}", map[string]any{"a": "many"}, unknown{"invalid"}},
		{"a number where a text belongs", "{tf: a}", map[string]any{"a": 6}, "6"},
		{"translates words", "{type: bool, tf: a, values: {Enabled: true, Suspended: false}}", map[string]any{"a": "Suspended"}, false},
		{
			"an unknown block makes what is below unknown", "{type: bool, tf: 'a[0].b'}",
			map[string]any{"a": open(graph.ReasonModule)},
			unknown{"module"},
		},
		{
			"projects the possible values of a block", "{type: bool, tf: 'a.b', default: false, source: x}",
			map[string]any{"a": open(graph.ReasonCondition, map[string]any{"b": "true"}, nil)},
			unknown{"condition", true, false},
		},
		{
			"one unknown element leaves its neighbors known", "{type: list, collect: true, tf: [a, b]}",
			map[string]any{"a": open(graph.ReasonVariable), "b": []any{"y"}},
			[]any{unknown{"variable"}, "y"},
		},
		{"a list that is unknown as a whole", "{type: list, tf: a}", map[string]any{"a": open(graph.ReasonVariable)}, unknown{"variable"}},
		{"a document in JSON", "{type: number, tf: 'a.b[0]'}", map[string]any{"a": `{"b": [7]}`}, "#7"},
		{"a map of pairs", "{type: map, tf: a, decode: pairs}", map[string]any{"a": []any{map[string]any{"key": "k", "value": "v"}}}, map[string]any{"k": "v"}},
		{"user data", "{tf: a, decode: base64}", map[string]any{"a": "IyEvYmluL3NoCmVjaG8K"}, "#!/bin/sh\necho\n"},
		{"words with commas", "{type: list, tf: a, decode: words}", map[string]any{"a": "EC2, ELB"}, []any{"EC2", "ELB"}},
		{"a block that is present", "{type: bool, tf: 'a[0]', decode: present, default: false}", map[string]any{"a": []any{map[string]any{}}}, true},
		{"a block that may be present", "{type: bool, tf: a, decode: present, default: false}", map[string]any{"a": open(graph.ReasonCondition, map[string]any{}, nil)}, unknown{"condition", true, false}},
		{
			"elements with attributes of their own", "{type: list, tf: a, item: {b: {type: bool, tf: b, default: true, source: x}, c.d: {tf: c}}}",
			map[string]any{"a": []any{map[string]any{"c": "x"}, open(graph.ReasonVariable)}},
			[]any{map[string]any{"b": true, "c": map[string]any{"d": "x"}}, unknown{"variable"}},
		},
		{
			"a default that depends on another attribute", "{type: bool, tf: z, default: false, default_if: {when: {a: 'aurora*'}, value: true}, source: x}",
			map[string]any{"a": "aurora-mysql"},
			true,
		},
		{
			"a default that depends on what is unknown", "{type: bool, tf: z, default: false, default_if: {when: {a: x}, value: true}, source: x}",
			map[string]any{"a": open(graph.ReasonVariable)},
			unknown{"variable", true, false},
		},
		{
			"a default that depends on what is absent", "{type: bool, tf: z, default: false, default_if: {when: {a: $absent}, value: true}, source: x}",
			map[string]any{},
			true,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			catalog := mappings(t, "test.thing:\n  doc: a thing\n  tf: aws_thing\n  attrs:\n    a: {type: any, tf: a}\n    out: "+c.attribute+"\n")
			all := nodes(catalog, resource("aws_thing.x", "aws_thing", c.attributes))
			attributes, _ := all["aws_thing.x"].(map[string]any)
			if diff := cmp.Diff(c.want, attributes["out"]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
