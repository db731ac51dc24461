package secret

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
)

func TestAccessKeyIn(t *testing.T) {
	tests := []struct {
		name, text, hint string
	}{
		{"a key alone", "AKIAQ3EGMNAOB5XK2LPZ", "AKIA...PZ"},
		{"a temporary key in a script", "export KEY=ASIAQ3EGMNAOB5XK2LPZ\n", "ASIA...PZ"},
		{"a key of the documentation", "AKIAIOSFODNN7EXAMPLE", ""},
		{"the second key, when the first is an example", "AKIAIOSFODNN7EXAMPLE AKIAQ3EGMNAOB5XK2LPZ", "AKIA...PZ"},
		{"part of a longer word", "XAKIAQ3EGMNAOB5XK2LPZ", ""},
		{"too long", "AKIAQ3EGMNAOB5XK2LPZ7", ""},
		{"digits that no key has", "AKIA1890MNAOB5XK2LPZ", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if hint, _ := accessKeyIn(tt.text); hint != tt.hint {
				t.Errorf("hint %q, want %q", hint, tt.hint)
			}
		})
	}
}

func TestAnnotate(t *testing.T) {
	variable := func(address string, entries map[string]*graph.Value) *graph.Node {
		return &graph.Node{Kind: "variable", Address: address, Attributes: graph.NewMap(entries)}
	}
	unknown := func(reason graph.Reason, deciders ...string) *graph.Value {
		return graph.NewUnknown(&graph.Uncertainty{Reason: reason, Deciders: deciders})
	}
	tests := []struct {
		name  string
		value *graph.Value
		want  string // from, or "unknown"; empty for no entry
	}{
		{"a literal", graph.NewString("correct-horse"), fromLiteral},
		{"nothing", graph.NewString(""), ""},
		{"the default of a sensitive variable", graph.NewString("by-default"), fromDefault},
		{"a variable that is shown", unknown(graph.ReasonVariable, "var.shown"), fromVariable},
		{"a sensitive variable", unknown(graph.ReasonVariable, "var.hidden"), ""},
		{"a generated password", unknown(graph.ReasonComputed), ""},
		{"a module that isn't here", unknown(graph.ReasonModule), "unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := &graph.Unit{Language: graph.Terraform, Nodes: []*graph.Node{
				{Kind: "rds.instance", Address: "aws_db_instance.db", Attributes: graph.NewMap(map[string]*graph.Value{"password": tt.value})},
				variable("var.default", map[string]*graph.Value{"default": graph.NewString("by-default"), "value": graph.NewString("by-default"), "sensitive": graph.NewBool(true)}),
				variable("var.hidden", map[string]*graph.Value{"sensitive": graph.NewBool(true)}),
				variable("var.shown", map[string]*graph.Value{"sensitive": graph.NewBool(false)}),
			}}
			Annotate(u)
			got := ""
			if from := u.Nodes[0].Attributes.Get("credentials").Index(0).Get("from"); from != nil {
				got = from.Text
				if !from.IsKnown() {
					got = "unknown"
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("origin (-want +got)\n%s", diff)
			}
		})
	}
}
