package model

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
)

// statement is a canonical statement: what is not given is an empty list.
func statement(parts map[string]any) map[string]any {
	s := map[string]any{"effect": "Allow"}
	for _, name := range []string{"actions", "not_actions", "resources", "not_resources", "principals", "not_principals", "conditions"} {
		s[name] = []any{}
	}
	maps.Copy(s, parts)
	return s
}

func statements(all ...any) any { return map[string]any{"statements": append([]any{}, all...)} }

func partly(reason graph.Reason, parts ...any) *graph.Value {
	v := open(reason)
	for _, p := range parts {
		if text, ok := p.(string); ok {
			v.Why.Parts = append(v.Why.Parts, graph.Part{Text: text})
			continue
		}
		h := &graph.Hole{Why: &graph.Uncertainty{Reason: reason}}
		if to, ok := p.(graph.Reference); ok {
			h.References = []graph.Reference{to}
		}
		v.Why.Parts = append(v.Why.Parts, graph.Part{Hole: h})
	}
	return v
}

func TestPolicy(t *testing.T) {
	decoded := open(graph.ReasonComputed)
	decoded.Decoded = source(map[string]any{"Statement": map[string]any{"Effect": "Deny", "Action": "s3:*", "Resource": ref("aws_s3_bucket.b", "arn")}})
	cases := []struct {
		name string
		in   *graph.Value
		want any
	}{
		{
			"single strings become lists",
			source(map[string]any{"Statement": map[string]any{"Sid": "One", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}),
			statements(statement(map[string]any{"sid": "One", "actions": []any{"s3:*"}, "resources": []any{"*"}})),
		},
		{
			"JSON text", graph.NewString(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":["a:*"],"NotResource":"x"}]}`),
			statements(statement(map[string]any{"effect": "Deny", "not_actions": []any{"a:*"}, "not_resources": []any{"x"}})),
		},
		{
			"a document whose text is unknown", decoded,
			statements(statement(map[string]any{"effect": "Deny", "actions": []any{"s3:*"}, "resources": []any{unknown{"computed"}}})),
		},
		{
			"JSON text with holes",
			partly(graph.ReasonVariable, `{"Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":["arn:`, 0, `:x","`, 0, `"]},`, 0, `]}`),
			statements(statement(map[string]any{"actions": []any{"s3:Get*"}, "resources": []any{unknown{"variable"}, unknown{"variable"}}}), unknown{"variable"}),
		},
		{
			"the principal *", source(map[string]any{"Statement": []any{map[string]any{"Effect": "Allow", "Principal": "*"}}}),
			statements(statement(map[string]any{"principals": []any{map[string]any{"type": "*", "id": "*"}}})),
		},
		{
			"principals of several types", source(map[string]any{"Statement": []any{map[string]any{
				"Effect": "Allow", "Principal": map[string]any{"AWS": []any{"*", "123456789012"}, "Service": "ec2.amazonaws.com"},
				"NotPrincipal": map[string]any{"CanonicalUser": "abc"},
			}}}),
			statements(statement(map[string]any{
				"principals": []any{
					map[string]any{"type": "AWS", "id": "*"},
					map[string]any{"type": "AWS", "id": "123456789012"},
					map[string]any{"type": "Service", "id": "ec2.amazonaws.com"},
				},
				"not_principals": []any{map[string]any{"type": "CanonicalUser", "id": "abc"}},
			})),
		},
		{
			"a principal that isn't known", source(map[string]any{"Statement": []any{map[string]any{"Effect": "Allow", "Principal": map[string]any{"AWS": open(graph.ReasonParameter)}}}}),
			statements(statement(map[string]any{"principals": []any{map[string]any{"type": "AWS", "id": unknown{"parameter"}}}})),
		},
		{
			"conditions in the order of their names", source(map[string]any{"Statement": []any{map[string]any{
				"Effect":    "Allow",
				"Condition": map[string]any{"StringLike": map[string]any{"b": "y", "a": []any{"x"}}, "Bool": map[string]any{"aws:SecureTransport": false}},
			}}}),
			statements(statement(map[string]any{"conditions": []any{
				map[string]any{"operator": "Bool", "key": "aws:SecureTransport", "values": []any{"false"}},
				map[string]any{"operator": "StringLike", "key": "a", "values": []any{"x"}},
				map[string]any{"operator": "StringLike", "key": "b", "values": []any{"y"}},
			}})),
		},
		{"an unknown document", open(graph.ReasonModule), unknown{"module"}},
		{"unknown statements", source(map[string]any{"Statement": open(graph.ReasonModule)}), unknown{"module"}},
		{
			"actions that may be a list", source(map[string]any{"Statement": []any{map[string]any{"Effect": "Allow", "Action": open(graph.ReasonParameter)}}}),
			statements(statement(map[string]any{"actions": unknown{"parameter"}})),
		},
		{
			"a statement by an undecided condition",
			source(map[string]any{"Statement": []any{open(graph.ReasonCondition, map[string]any{"Effect": "Allow", "Action": "*"}, nil)}}),
			statements(unknown{"condition", statement(map[string]any{"actions": []any{"*"}}), nil}),
		},
		{
			"one of two documents",
			open(graph.ReasonCondition, map[string]any{"Statement": []any{}}, nil),
			unknown{"condition", statements(), nil},
		},
		{"what is left out by a condition", source(map[string]any{"Statement": []any{nil}}), statements()},
		{
			"a statement alone", source(map[string]any{"Effect": "Allow", "Action": "events:PutEvents"}),
			statements(statement(map[string]any{"actions": []any{"events:PutEvents"}})),
		},
		{"text that is no document", graph.NewString("see the wiki"), unknown{"invalid"}},
		{"text that is no JSON", graph.NewString("{Statement"), unknown{"invalid"}},
		{"a document without statements", graph.NewString("{}"), statements()},
		{"a document that is nested too deeply", graph.NewString(strings.Repeat("[", 1000) + strings.Repeat("]", 1000)), unknown{"invalid"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			n := &normalizer{unit: &graph.Unit{}}
			if diff := cmp.Diff(c.want, plain(n.policy(c.in))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPolicyPlaces checks where the parts of a document in a heredoc stand.
func TestPolicyPlaces(t *testing.T) {
	text := "{\n  \"Statement\": [\n    {\"Effect\": \"Allow\",\n     \"Action\": \"*\"}\n  ]\n}\n"
	file := "policy = <<-EOT\n    {\n      \"Statement\": [\n        {\"Effect\": \"Allow\",\n         \"Action\": \"*\"}\n      ]\n    }\n    EOT\n"
	start := strings.Index(file, "<<")
	v := graph.NewString(text)
	v.ValueRange = graph.Range{
		File:  "main.tf",
		Start: graph.Position{Line: 1, Column: start + 1, Byte: start},
		End:   graph.Position{Line: 8, Column: 8, Byte: len(file) - 1},
	}
	v.Range = v.ValueRange
	n := &normalizer{unit: &graph.Unit{Files: map[string]*graph.File{"main.tf": {Path: "main.tf", Bytes: []byte(file)}}}}
	document := n.policy(v)
	for path, want := range map[string]string{
		"statements.0":           "{\"Effect\": \"Allow\",\n         \"Action\": \"*\"}",
		"statements.0.effect":    "\"Effect\": \"Allow\"",
		"statements.0.actions":   "\"Action\": \"*\"",
		"statements.0.actions.0": "\"Action\": \"*\"",
	} {
		r := document.At(strings.Split(path, ".")).Range
		if got := file[r.Start.Byte:r.End.Byte]; got != want {
			t.Errorf("%s stands at %q, want %q", path, got, want)
		}
	}
	if r := document.At(graph.Path{"statements", "0"}).Range; r.String() != "main.tf:4:9" {
		t.Errorf("the statement starts at %s, want main.tf:4:9", r)
	}
}
