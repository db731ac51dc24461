package engine_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// source makes a rule file from its parts; lines of meta go below custom.
func source(id, kinds, meta, body string) string {
	return fmt.Sprintf(`# METADATA
# title: Title of %[1]s
# description: What happens otherwise.
# related_resources:
#   - https://docs.aws.amazon.com/
# custom:
#   severity: high
#   category: encryption
#   kinds: [%[2]s]
%[3]s
#   fix: {text: "Fix it"}
#   ko:
#     title: "제목"
#     description: "설명"
#     message: "나쁨: {resource}"
#     fix: "고치기"
package rules.%[4]s

import rego.v1

import data.lib.finding
import data.lib.value

%[5]s
`, id, kinds, meta, strings.ReplaceAll(strings.ReplaceAll(id, "/", "."), "-", "_"), body)
}

const plainMeta = `#   evidence: [encrypted]
#   message: "{resource} is bad"`

const encryptedBody = `deny contains found if {
	some volume in input.kinds["test.volume"]
	not volume.encrypted
	found := finding.at(volume, ["encrypted"], {})
}`

// pack reads rules given by ID, with the real libraries.
func pack(t *testing.T, rules map[string]string) *engine.Pack {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, lib := range []string{"lib/finding.rego", "lib/value.rego"} {
		text, err := os.ReadFile("../rules/" + lib)
		if err != nil {
			t.Fatal(err)
		}
		fsys[lib] = &fstest.MapFile{Data: text}
	}
	for id, text := range rules {
		fsys[strings.ReplaceAll(id, "-", "_")+".rego"] = &fstest.MapFile{Data: []byte(text)}
	}
	p, err := engine.ReadPack(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// node makes a node at a line of main.tf; each attribute has a line of its own
// below, in the order of the names.
func node(address, kind string, line int, attributes map[string]*graph.Value) *graph.Node {
	at := func(line int) graph.Range {
		return graph.Range{
			File: "main.tf", Start: graph.Position{Line: line, Column: 1, Byte: line * 100},
			End: graph.Position{Line: line, Column: 9, Byte: line*100 + 8},
		}
	}
	names := graph.NewMap(attributes).Keys()
	for i, name := range names {
		if v := attributes[name]; v.Origin == graph.FromSource {
			v.Range = at(line + 1 + i)
		}
	}
	config := address
	for strings.Contains(config, "[") {
		before, rest, _ := strings.Cut(config, "[")
		_, after, _ := strings.Cut(rest, "]")
		config = before + after
	}
	whole := at(line)
	whole.End = at(line + 1 + len(names)).End
	return &graph.Node{
		Kind: kind, Address: address, Attributes: graph.NewMap(attributes), Region: at(line),
		Resource: &graph.Resource{
			Address: address, ConfigAddress: config, Type: "aws_" + strings.ReplaceAll(kind, ".", "_"),
			Language: graph.Terraform, Header: at(line), Range: whole, Attributes: graph.NewMap(nil),
		},
	}
}

func unit(nodes ...*graph.Node) *graph.Unit {
	u := &graph.Unit{Path: ".", Language: graph.Terraform, Nodes: nodes}
	for _, n := range nodes {
		u.Resources = append(u.Resources, n.Resource)
	}
	u.Sort()
	return u
}

func unknown(decider string, oneOf ...*graph.Value) *graph.Value {
	return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonVariable, Deciders: []string{decider}, OneOf: oneOf})
}

func conditional(n *graph.Node, decider string) *graph.Node {
	n.Conditional = &graph.Uncertainty{Reason: graph.ReasonCondition, Deciders: []string{decider}}
	return n
}

type attributes = map[string]*graph.Value

func evaluate(t *testing.T, o engine.Options, u *graph.Unit) []*engine.Finding {
	t.Helper()
	e, err := engine.New(o)
	if err != nil {
		t.Fatal(err)
	}
	found, err := e.Evaluate(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// brief renders findings as line verdict address (why).
func brief(found []*engine.Finding) []string {
	var out []string
	for _, f := range found {
		text := strconv.Itoa(f.Range.Start.Line) + " " + string(f.Verdict) + " " + strings.Join(f.Instances, ",")
		if f.Why != "" {
			text += " (" + f.Why + ")"
		}
		out = append(out, text)
	}
	return out
}

const joinBody = `deny contains found if {
	some network in input.kinds["test.network"]
	not input.incoming[network.address]["test.log"]
	found := finding.at(network, [], {})
}`

const portBody = `deny contains found if {
	some group in input.kinds["test.group"]
	some i, rule in value.items(group.ingress)
	some j, cidr in value.items(rule.cidrs)
	cidr == "0.0.0.0/0"
	found := finding.at(group, ["ingress", i, "cidrs", j], {})
}`

const absentBody = `deny contains found if {
	some bucket in input.kinds["test.bucket"]
	not _guarded(bucket)
	found := finding.absent(bucket, ["statements"], {})
}

_guarded(bucket) if {
	some statement in value.items(bucket.statements)
	statement.effect == "Deny"
}`

const restsBody = `deny contains found if {
	some volume in input.kinds["test.volume"]
	not volume.encrypted
	not _default_on
	bad := finding.at(volume, ["encrypted"], {})
	found := _rest(bad)
}

_default_on if {
	some setting in input.kinds["test.setting"]
	setting.enabled == true
}

_rest(bad) := bad if not input.kinds["test.setting"]

_rest(bad) := finding.rests_on(bad, input.kinds["test.setting"][0], ["enabled"])`

const explicitBody = `undetermined contains found if {
	some volume in input.kinds["test.volume"]
	value.unknown(volume.snapshot)
	found := finding.at(volume, ["snapshot"], {})
}

deny contains found if {
	some volume in input.kinds["test.volume"]
	volume.encrypted == false
	found := finding.at(volume, ["encrypted"], {})
}`

func TestGate(t *testing.T) {
	no := graph.NewBool(false)
	yes := graph.NewBool(true)
	for _, tc := range []struct {
		name, kinds, meta, body string
		nodes                   []*graph.Node
		want                    []string
	}{
		{
			name: "a known violation fails", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"encrypted": no})},
			want:  []string{"2 fail a"},
		},
		{
			name: "an absent attribute fails at the header", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{})},
			want:  []string{"1 fail a"},
		},
		{
			name: "known compliance is silent", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"encrypted": yes})},
		},
		{
			name: "unknown evidence is open and names what decides", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"encrypted": unknown("var.x")})},
			want:  []string{"2 open a (depends on var.x)"},
		},
		{
			name: "possible values that all fail are a failure", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"encrypted": unknown("var.x", no, graph.NewMap(nil).Get("x"), no)})},
			want:  []string{"2 fail a"},
		},
		{
			name: "possible values that all comply are silent", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"encrypted": unknown("var.x", yes, yes)})},
		},
		{
			name: "possible values that differ stay open", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"encrypted": unknown("var.x", yes, no)})},
			want:  []string{"2 open a (depends on var.x)"},
		},
		{
			name: "a failure on a conditional resource stays a failure", kinds: "test.volume", meta: plainMeta, body: encryptedBody,
			nodes: []*graph.Node{conditional(node("a", "test.volume", 1, attributes{"encrypted": no}), "var.create")},
			want:  []string{"2 fail a"},
		},
		{
			name: "absence fails while nothing refers to it", kinds: "test.network, test.log", meta: `#   message: "{resource} is bad"`, body: joinBody,
			nodes: []*graph.Node{node("a", "test.network", 1, attributes{})},
			want:  []string{"1 fail a"},
		},
		{
			name: "absence is open while what refers to it is conditional", kinds: "test.network, test.log", meta: `#   message: "{resource} is bad"`, body: joinBody,
			nodes: []*graph.Node{
				node("a", "test.network", 1, attributes{}),
				conditional(node("l", "test.log", 5, attributes{"network": graph.NewString("a")}), "var.logs"),
			},
			want: []string{"1 open a (depends on var.logs)"},
		},
		{
			name: "nodes under the same condition exist together", kinds: "test.network, test.log", meta: `#   message: "{resource} is bad"`, body: joinBody,
			nodes: []*graph.Node{
				conditional(node("a", "test.network", 1, attributes{}), "var.create"),
				conditional(node("l", "test.log", 5, attributes{"network": graph.NewString("a")}), "var.create"),
			},
		},
		{
			name: "nodes under different conditions may not", kinds: "test.network, test.log", meta: `#   message: "{resource} is bad"`, body: joinBody,
			nodes: []*graph.Node{
				conditional(node("a", "test.network", 1, attributes{}), "var.create"),
				conditional(node("l", "test.log", 5, attributes{"network": graph.NewString("a")}), "var.logs"),
			},
			want: []string{"1 open a (depends on var.logs)"},
		},
		{
			name: "one unknown element does not hide its neighbors", kinds: "test.group", body: portBody,
			meta: "#   evidence: [\"ingress[*].cidrs\"]\n" + `#   message: "{resource} is bad"`,
			nodes: []*graph.Node{node("a", "test.group", 1, attributes{"ingress": graph.NewList(
				graph.NewMap(attributes{"cidrs": unknown("var.office")}),
				graph.NewMap(attributes{"cidrs": graph.NewList(graph.NewString("0.0.0.0/0"))}),
			)})},
			want: []string{"2 fail a"},
		},
		{
			name: "unknown evidence below a list is open", kinds: "test.group", body: portBody,
			meta: "#   evidence: [\"ingress[*].cidrs\"]\n" + `#   message: "{resource} is bad"`,
			nodes: []*graph.Node{node("a", "test.group", 1, attributes{"ingress": graph.NewList(
				graph.NewMap(attributes{"cidrs": graph.NewList(graph.NewString("10.0.0.0/8"), unknown("var.office"))}),
			)})},
			want: []string{"2 open a (depends on var.office)"},
		},
		{
			name: "absence below a path rests on everything below", kinds: "test.bucket", meta: `#   message: "{resource} is bad"`, body: absentBody,
			nodes: []*graph.Node{node("a", "test.bucket", 1, attributes{"statements": graph.NewList(graph.NewMap(attributes{"effect": unknown("var.effect")}))})},
			want:  []string{"2 open a (depends on var.effect)"},
		},
		{
			name: "partly known text below a path does not open it", kinds: "test.bucket", meta: `#   message: "{resource} is bad"`, body: absentBody,
			nodes: []*graph.Node{node("a", "test.bucket", 1, attributes{"statements": graph.NewList(graph.NewMap(attributes{
				"resource": graph.NewUnknown(&graph.Uncertainty{Parts: []graph.Part{{Text: "arn:"}, {Hole: &graph.Hole{}}}}),
			}))})},
			want: []string{"2 fail a"},
		},
		{
			name: "a finding is open by an attribute of another resource", kinds: "test.volume, test.setting", meta: plainMeta, body: restsBody,
			nodes: []*graph.Node{
				node("a", "test.volume", 1, attributes{"encrypted": no}),
				node("s", "test.setting", 5, attributes{"enabled": unknown("var.on")}),
			},
			want: []string{"2 open a (depends on var.on)"},
		},
		{
			name: "possible values of another resource settle it", kinds: "test.volume, test.setting", meta: plainMeta, body: restsBody,
			nodes: []*graph.Node{
				node("a", "test.volume", 1, attributes{"encrypted": no}),
				node("s", "test.setting", 5, attributes{"enabled": unknown("var.on", yes, yes)}),
			},
		},
		{
			name: "two unknowns are tried in every combination", kinds: "test.volume, test.setting", meta: plainMeta, body: restsBody,
			nodes: []*graph.Node{
				node("a", "test.volume", 1, attributes{"encrypted": unknown("var.a", yes, no)}),
				node("s", "test.setting", 5, attributes{"enabled": unknown("var.on", no, yes)}),
			},
			want: []string{"2 open a (depends on var.a)"},
		},
		{
			name: "what a rule says it can't tell is open", kinds: "test.volume", meta: `#   message: "{resource} is bad"`, body: explicitBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"snapshot": unknown("var.snapshot")})},
			want:  []string{"2 open a (depends on var.snapshot)"},
		},
		{
			name: "a resource that fails needs no open question", kinds: "test.volume", meta: `#   message: "{resource} is bad"`, body: explicitBody,
			nodes: []*graph.Node{node("a", "test.volume", 1, attributes{"encrypted": no, "snapshot": unknown("var.snapshot")})},
			want:  []string{"2 fail a"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := pack(t, map[string]string{"test/rule": source("test/rule", tc.kinds, tc.meta, tc.body)})
			got := brief(evaluate(t, engine.Options{Pack: p}, unit(tc.nodes...)))
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGrouping(t *testing.T) {
	p := pack(t, map[string]string{"test/rule": source("test/rule", "test.volume", plainMeta, encryptedBody)})
	var nodes []*graph.Node
	for _, address := range []string{"v[1]", "v[0]", "w"} {
		line := 1
		if address == "w" {
			line = 9
		}
		nodes = append(nodes, node(address, "test.volume", line, attributes{"encrypted": graph.NewBool(false)}))
	}
	got := brief(evaluate(t, engine.Options{Pack: p}, unit(nodes...)))
	want := []string{"2 fail v[0],v[1]", "10 fail w"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestKeys(t *testing.T) {
	p := pack(t, map[string]string{
		"test/rule": source("test/rule", "test.volume", plainMeta, encryptedBody),
		"test/port": source("test/port", "test.group", "#   evidence: [\"ingress[*].cidrs\"]\n"+`#   message: "{resource} is bad"`, portBody),
	})
	open := func(cidr string) *graph.Value {
		return graph.NewMap(attributes{"cidrs": graph.NewList(graph.NewString(cidr))})
	}
	keys := func(o engine.Options, nodes ...*graph.Node) []string {
		o.Pack = p
		var out []string
		for _, f := range evaluate(t, o, unit(nodes...)) {
			out = append(out, f.Key)
		}
		return out
	}
	volume := func(address string, line int) *graph.Node {
		return node(address, "test.volume", line, attributes{"encrypted": graph.NewBool(false)})
	}
	group := func(rules ...*graph.Value) *graph.Node {
		return node("g", "test.group", 1, attributes{"ingress": graph.NewList(rules...)})
	}
	base := keys(engine.Options{}, volume("a", 1))
	for _, tc := range []struct {
		name  string
		same  bool
		other []string
		base  []string
	}{
		{"moved lines keep the key", true, keys(engine.Options{}, volume("a", 50)), base},
		{"Korean keeps the key", true, keys(engine.Options{Language: "ko"}, volume("a", 1)), base},
		{"an instance key keeps the key", true, keys(engine.Options{}, volume("a[0]", 1)), base},
		{"another resource has another key", false, keys(engine.Options{}, volume("b", 1)), base},
		{"reordered elements keep the key", true, keys(engine.Options{}, group(open("10.0.0.0/8"), open("0.0.0.0/0"))), keys(engine.Options{}, group(open("0.0.0.0/0"), open("10.0.0.0/8")))},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if slices.Equal(tc.base, tc.other) != tc.same || len(tc.base) != 1 {
				t.Errorf("keys %v and %v, expected same: %t", tc.base, tc.other, tc.same)
			}
		})
	}
}
