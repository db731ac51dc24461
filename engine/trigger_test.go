package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

func TestTriggers(t *testing.T) {
	all := []string{"a.x", "a.y", "a.z"}
	for _, tc := range []struct {
		name, body string
		evidence   []string
		want       []string
	}{
		{name: "the kind of a loop", body: `deny contains 1 if some x in input.kinds["a.y"]`, want: []string{"a.y"}},
		{name: "the first of two loops", body: `deny contains 1 if { some x in input.kinds["a.y"]; some y in input.kinds["a.z"] }`, want: []string{"a.y"}},
		{name: "the kinds of all bodies", body: "deny contains 1 if some x in input.kinds[\"a.y\"]\n\nundetermined contains 1 if some x in input.kinds[\"a.z\"]", want: []string{"a.y", "a.z"}},
		{name: "the kind of the evidence", body: `deny contains 1 if some x in input.kinds["a.y"]`, evidence: []string{"e"}, want: []string{"a.x", "a.y"}},
		{name: "a list of kinds", body: `deny contains 1 if { some kind in ["a.y", "a.z"]; some x in input.kinds[kind] }`, want: []string{"a.y", "a.z"}},
		{name: "a constant list of kinds", body: "deny contains 1 if { some kind in _kinds; some x in input.kinds[kind] }\n\n_kinds := {\"a.y\", \"a.z\"}", want: []string{"a.y", "a.z"}},
		{name: "a list that is computed", body: "deny contains 1 if { some kind in _kinds; some x in input.kinds[kind] }\n\n_kinds := [k | some k in input.list]", want: all},
		{name: "resources from a function", body: `deny contains 1 if some x in _resources(input.kinds)` + "\n\n_resources(kinds) := kinds", want: all},
		{name: "a comprehension", body: `deny contains 1 if [x | some x in input.kinds["a.y"]] != []`, want: all},
	} {
		t.Run(tc.name, func(t *testing.T) {
			module, err := ast.ParseModuleWithOpts("x.rego", "package rules.a.x\n\nimport rego.v1\n\n"+tc.body+"\n", ast.ParserOptions{RegoVersion: ast.RegoV1})
			if err != nil {
				t.Fatal(err)
			}
			got := triggers(&Rule{Kinds: all, Evidence: tc.evidence}, module)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("triggers (-want +got):\n%s", diff)
			}
		})
	}
}
