package model

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
)

const satelliteMapping = `
test.parent:
  doc: a parent
  tf: aws_parent
  fold: {aws_rule: parent_id}
  attrs:
    name: {tf: name}
    mode: {tf: [aws_rule/mode, mode], default: off, source: x}
    rules: {type: list, collect: true, tf: [rule, 'aws_rule[type=in]/'], default: [], item: {port: {type: number, tf: port}}}
`

func TestSatellites(t *testing.T) {
	data := resource("data.aws_parent.d", "aws_parent", nil)
	data.Mode = graph.Data
	parent := func(name string) *graph.Resource {
		return resource("aws_parent."+name, "aws_parent", map[string]any{"name": name})
	}
	rule := func(of any, more map[string]any) *graph.Resource {
		attributes := map[string]any{"parent_id": of, "type": "in", "mode": "on", "port": 22}
		maps.Copy(attributes, more)
		return resource("aws_rule.r", "aws_rule", attributes)
	}
	alone := func(name string) map[string]any {
		return map[string]any{"name": name, "mode": "off", "rules": []any{}}
	}
	joined := map[string]any{"name": "a", "mode": "on", "rules": []any{map[string]any{"port": "#22"}}}
	conditional := rule(ref("aws_parent.a", "id"), nil)
	conditional.Conditional = &graph.Uncertainty{Reason: graph.ReasonVariable}
	text := open(graph.ReasonComputed)
	text.References = []graph.Reference{{To: "aws_parent.a", Attribute: "id"}}
	text.Why.Parts = []graph.Part{{Hole: &graph.Hole{}}, {Text: "-suffix"}}
	named := graph.NewString("a")
	named.References = []graph.Reference{{To: "aws_parent.a", Attribute: "name"}}
	derived := graph.NewString("a-logs")
	derived.References = []graph.Reference{{To: "aws_parent.a", Attribute: "name"}}

	cases := []struct {
		name string
		rule *graph.Resource
		want map[string]any // of aws_parent.a
	}{
		{"joins by reference", rule(ref("aws_parent.a", "id"), nil), joined},
		{"joins by a name that both sides spell out", rule("a", nil), joined},
		{"joins by a reference whose text is known", rule(named, nil), joined},
		{"leaves alone what is named otherwise", rule("elsewhere", nil), alone("a")},
		{"a text made from a name names another thing", rule(derived, nil), alone("a")},
		{"another resource's rule", rule(ref("aws_parent.b", "id"), nil), alone("a")},
		{"a filter keeps what does not pass out", rule(ref("aws_parent.a", "id"), map[string]any{"type": "out"}), map[string]any{"name": "a", "mode": "on", "rules": []any{}}},
		{
			"a filter that isn't known leaves the element open",
			rule(ref("aws_parent.a", "id"), map[string]any{"type": open(graph.ReasonVariable)}),
			map[string]any{"name": "a", "mode": "on", "rules": []any{unknown{"variable", map[string]any{"port": "#22"}, nil}}},
		},
		{"what another stack exports is none of these", rule(open(graph.ReasonImport), nil), alone("a")},
		{"what a data source found is none of these", rule(ref("data.aws_parent.d", "id"), nil), alone("a")},
		{
			"a parent that isn't known may be any", rule(open(graph.ReasonVariable), nil),
			map[string]any{"name": "a", "mode": unknown{"variable", "on", "off"}, "rules": []any{unknown{"variable", map[string]any{"port": "#22"}, nil}}},
		},
		{
			"a text around a reference may be any", rule(text, nil),
			map[string]any{"name": "a", "mode": unknown{"computed", "on", "off"}, "rules": []any{unknown{"computed", map[string]any{"port": "#22"}, nil}}},
		},
		{
			"a satellite that may not exist", conditional,
			map[string]any{"name": "a", "mode": unknown{"variable", "on", "off"}, "rules": []any{unknown{"variable", map[string]any{"port": "#22"}, nil}}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			all := nodes(mappings(t, satelliteMapping), parent("a"), parent("b"), data, c.rule)
			if diff := cmp.Diff(c.want, all["aws_parent.a"]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a satellite under the same condition as its parent is certain", func(t *testing.T) {
		p := parent("a")
		p.Conditional = conditional.Conditional
		all := nodes(mappings(t, satelliteMapping), p, conditional)
		if diff := cmp.Diff(joined, all["aws_parent.a"]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("any number of strangers leave one open element", func(t *testing.T) {
		second := rule(open(graph.ReasonVariable), nil)
		second.Address = "aws_rule.s"
		all := nodes(mappings(t, satelliteMapping), parent("a"), rule(open(graph.ReasonVariable), nil), second)
		attributes, _ := all["aws_parent.a"].(map[string]any)
		if diff := cmp.Diff([]any{unknown{"variable"}}, attributes["rules"]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestReferences(t *testing.T) {
	const mapping = `
test.thing:
  doc: a thing
  tf: aws_thing
  attrs:
    name: {tf: name}
    out: {type: ref, to: test.thing, tf: target}
    all: {type: list, of: ref, tf: targets}
`
	both := open(graph.ReasonComputed)
	both.References = []graph.Reference{{To: "aws_thing.a", Attribute: "id"}, {To: "aws_thing.b", Attribute: "id"}}
	passed := open(graph.ReasonComputed)
	passed.References = []graph.Reference{{To: "aws_link.l", Attribute: "thing_id"}, {To: "aws_thing.a", Attribute: "id"}}
	cases := []struct {
		name   string
		target *graph.Value
		want   any
	}{
		{"a reference is an address", ref("aws_thing.a", "id"), "aws_thing.a"},
		{"a resource without a kind has an address too", ref("aws_link.l", "id"), "aws_link.l"},
		{"a literal that names nothing here", graph.NewString("vpc-123"), "vpc-123"},
		{"a literal that names a resource", graph.NewString("first"), "aws_thing.a"},
		{"a variable", open(graph.ReasonVariable), unknown{"variable"}},
		{"a data source", ref("data.aws_thing.d", "id"), unknown{"computed"}},
		{"one of two resources", both, unknown{"computed"}},
		{"what another resource passes on", passed, "aws_thing.a"},
		{"one of several values", open(graph.ReasonCondition, ref("aws_thing.a", "id"), "x"), unknown{"condition", "aws_thing.a", "x"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			all := nodes(mappings(t, mapping),
				resource("aws_thing.a", "aws_thing", map[string]any{"name": "first"}),
				resource("aws_thing.b", "aws_thing", map[string]any{"name": "second"}),
				resource("aws_link.l", "aws_link", map[string]any{"thing_id": ref("aws_thing.a", "id")}),
				resource("aws_thing.x", "aws_thing", map[string]any{"target": c.target, "targets": []any{c.target}}))
			attributes, _ := all["aws_thing.x"].(map[string]any)
			if diff := cmp.Diff(c.want, attributes["out"]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEmbedded(t *testing.T) {
	const mapping = `
test.disk:
  doc: a disk
  tf: [aws_disk, 'aws_machine#disk[*].inner[0]']
  attrs:
    size: {type: number, tf: size}
    zone: {tf: [zone, ../zone]}
    policy: {tf: '@policy'}
`
	machine := resource("aws_machine.m", "aws_machine", map[string]any{
		"zone": "z",
		"disk": []any{
			map[string]any{"inner": []any{map[string]any{"size": 1}}},
			map[string]any{},
			map[string]any{"inner": []any{map[string]any{"size": "2"}}},
		},
	})
	machine.Meta = source(map[string]any{"policy": "Retain"})
	hidden := resource("aws_machine.n", "aws_machine", map[string]any{"disk": open(graph.ReasonVariable), "zone": "y"})
	want := map[string]any{
		"aws_machine.m#disk[0].inner[0]": map[string]any{"parent": "aws_machine.m", "size": "#1", "zone": "z", "policy": "Retain"},
		"aws_machine.m#disk[2].inner[0]": map[string]any{"parent": "aws_machine.m", "size": "#2", "zone": "z", "policy": "Retain"},
		"aws_machine.n#disk[?]":          map[string]any{"parent": "aws_machine.n", "size": unknown{"variable"}, "zone": unknown{"variable"}},
	}
	if diff := cmp.Diff(want, nodes(mappings(t, mapping), machine, hidden)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
