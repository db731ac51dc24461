package iam

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
)

func value(v any) *graph.Value {
	switch x := v.(type) {
	case string:
		return graph.NewString(x)
	case []any:
		list := graph.NewList()
		for _, e := range x {
			list.List = append(list.List, value(e))
		}
		return list
	case map[string]any:
		entries := make(map[string]*graph.Value, len(x))
		for k, e := range x {
			entries[k] = value(e)
		}
		return graph.NewMap(entries)
	case *graph.Value:
		return x
	default:
		return &graph.Value{}
	}
}

func document(action, resource any) map[string]any {
	return map[string]any{"statements": []any{map[string]any{
		"effect": "Allow", "actions": []any{action}, "resources": []any{resource},
		"not_actions": []any{}, "not_resources": []any{}, "principals": []any{}, "not_principals": []any{}, "conditions": []any{},
	}}}
}

func trust(kind, id any) map[string]any {
	d := document("sts:AssumeRole", "*")
	s := d["statements"].([]any)[0].(map[string]any)
	s["principals"] = []any{map[string]any{"type": kind, "id": id}}
	s["resources"] = []any{}
	return d
}

func reference(to string) *graph.Value {
	return &graph.Value{
		Form: graph.Unknown, Why: &graph.Uncertainty{Reason: graph.ReasonComputed},
		References: []graph.Reference{{To: to, Attribute: "arn"}},
	}
}

func unset(name string) *graph.Value {
	return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonVariable, Deciders: []string{name}})
}

func node(kind, address string, attributes map[string]any) *graph.Node {
	return &graph.Node{Kind: kind, Address: address, Resource: &graph.Resource{Address: address}, Attributes: value(attributes)}
}

func TestAnnotateDocuments(t *testing.T) {
	admin := document("*", "*")
	tests := []struct {
		name  string
		nodes []*graph.Node
		want  string // of admin of the first grant of the first node; "none" without grants
	}{
		{"judges a policy", []*graph.Node{node("iam.policy", "p", map[string]any{"document": admin})}, "true"},
		{"leaves a boundary alone", []*graph.Node{
			node("iam.policy", "p", map[string]any{"document": admin}),
			node("iam.role", "r", map[string]any{"permissions_boundary": "p"}),
		}, "none"},
		{"judges a boundary that is attached too", []*graph.Node{
			node("iam.policy", "p", map[string]any{"document": admin}),
			node("iam.role", "r", map[string]any{"permissions_boundary": "p", "managed_policies": []any{"p"}}),
		}, "true"},
		{"names the variable that decides an action", []*graph.Node{
			node("iam.policy", "p", map[string]any{"document": document(unset("var.action"), "*")}),
		}, "var.action"},
		{"names the variable that decides a document", []*graph.Node{
			node("iam.policy", "p", map[string]any{"document": unset("var.policy")}),
		}, "var.policy"},
		{"knows that a prefix is not everything", []*graph.Node{
			node("iam.policy", "p", map[string]any{"document": document(&graph.Value{Form: graph.Unknown, Why: &graph.Uncertainty{
				Reason: graph.ReasonVariable, Parts: []graph.Part{{Text: "s3:"}, {Hole: &graph.Hole{MayBeEmpty: true}}},
			}}, "*")}),
		}, "false"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := &graph.Unit{Nodes: tt.nodes}
			Annotate(u)
			got := "none"
			grants := u.Nodes[0].Attributes.Get("grants")
			admin := grants.Index(0).Get("admin")
			switch {
			case grants != nil && !grants.IsKnown():
				got = grants.Why.Deciders[0]
			case admin != nil && !admin.IsKnown():
				got = admin.Why.Deciders[0]
			case admin != nil:
				got = TruthOf(admin.Bool).String()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("admin (-want +got)\n%s", diff)
			}
		})
	}
}

func TestChains(t *testing.T) {
	admin := node("iam.role", "admin", map[string]any{
		"name": "admin", "path": "/", "trust": trust("Service", "lambda.amazonaws.com"),
		"managed_policies": []any{"arn:aws:iam::aws:policy/AdministratorAccess"},
	})
	role := func(address string, trusted map[string]any, policies ...map[string]any) *graph.Node {
		var inline []any
		for _, p := range policies {
			inline = append(inline, map[string]any{"document": p})
		}
		return node("iam.role", address, map[string]any{"trust": trusted, "policies": inline})
	}
	lambda := trust("Service", "ec2.amazonaws.com")
	tests := []struct {
		name  string
		first *graph.Node
		rest  []*graph.Node
		want  []string // what each step takes
		open  bool
	}{
		{
			name: "passes the role to a function", first: role("a", lambda, document("iam:PassRole", reference("admin")), document("lambda:*", "*")),
			want: []string{"iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction"},
		},
		{
			name: "passes the role by its name", first: role("a", lambda, document("iam:PassRole", "arn:aws:iam::111122223333:role/adm*"), document("lambda:*", "*")),
			want: []string{"iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction"},
		},
		{name: "passes another role", first: role("a", lambda, document("iam:PassRole", "arn:aws:iam::111122223333:role/app"), document("lambda:*", "*"))},
		{name: "can't start anything", first: role("a", lambda, document("iam:PassRole", reference("admin")))},
		{name: "the role doesn't trust the service", first: role("a", lambda, document("iam:PassRole", reference("admin")), document("ec2:RunInstances", "*"))},
		{name: "isn't trusted by the role", first: role("a", lambda, document("sts:AssumeRole", reference("admin")))},
		{
			name: "over another role", first: role("a", lambda, document("sts:AssumeRole", reference("b"))),
			rest: []*graph.Node{role("b", trust("AWS", reference("a")), document("iam:PassRole", "*"), document("lambda:*", "*"))},
			want: []string{"sts:AssumeRole", "iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction"},
		},
		{
			name: "rewrites a function that runs as the role", first: role("a", lambda, document("lambda:UpdateFunctionCode", reference("f"))),
			rest: []*graph.Node{node("lambda.function", "f", map[string]any{"role": "admin"})},
			want: []string{"lambda:UpdateFunctionCode"},
		},
		{name: "held by a boundary", first: node("iam.role", "a", map[string]any{
			"policies":             []any{map[string]any{"document": document("lambda:UpdateFunctionCode", "*")}},
			"permissions_boundary": "limit", "trust": lambda,
		}), rest: []*graph.Node{node("iam.policy", "limit", map[string]any{"document": document("s3:*", "*")}), node("lambda.function", "f", map[string]any{"role": "admin"})}},
		{name: "may pass the role, by a variable", first: role("a", lambda, document("iam:PassRole", unset("var.role")), document("lambda:*", "*")), open: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := &graph.Unit{Nodes: append([]*graph.Node{tt.first, admin}, tt.rest...)}
			Annotate(u)
			chain := u.Nodes[0].Attributes.Get("chains")
			if chain.IsKnown() == tt.open {
				t.Fatalf("known = %v, want %v", chain.IsKnown(), !tt.open)
			}
			var got []string
			for _, s := range chain.List {
				got = append(got, s.Get("by").Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("chain (-want +got)\n%s", diff)
			}
		})
	}
}

// A statement or document that is one of several is judged by all of them.
func TestAlternatives(t *testing.T) {
	statement := func(d map[string]any) any {
		return d["statements"].([]any)[0]
	}
	oneOf := func(alternatives ...any) *graph.Value {
		v := graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonCondition, Deciders: []string{"parameter Env"}})
		for _, a := range alternatives {
			v.Why.OneOf = append(v.Why.OneOf, value(a))
		}
		return v
	}
	read, all := document("s3:GetObject", "arn:aws:s3:::b/*"), document("*", "*")
	tests := []struct {
		name     string
		document any
		want     Truth
	}{
		{"a statement or none", map[string]any{"statements": []any{oneOf(statement(read), nil)}}, False},
		{"everything or none", map[string]any{"statements": []any{oneOf(statement(all), nil)}}, Unknown},
		{"one document or another", oneOf(read, read), False},
		{"one document or everything", oneOf(read, all), Unknown},
		{"a document that could be anything", oneOf(read, unset("var.policy")), Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := &graph.Unit{Nodes: []*graph.Node{node("iam.policy", "p", map[string]any{"document": tt.document})}}
			Annotate(u)
			grants := u.Nodes[0].Attributes.Get("grants")
			got := TruthOf(false)
			if !grants.IsKnown() {
				got = Unknown
			} else {
				for _, g := range grants.List {
					if a := g.Get("admin"); !a.IsKnown() {
						got = Unknown
					} else if a.Bool {
						got = True
					}
				}
			}
			if got != tt.want {
				t.Errorf("admin = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestChoices(t *testing.T) {
	oneOf := func(texts ...any) *graph.Value {
		v := graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonCondition})
		for _, text := range texts {
			v.Why.OneOf = append(v.Why.OneOf, value(text))
		}
		return v
	}
	tests := []struct {
		name   string
		action *graph.Value
		want   Truth
	}{
		{"none of them is everything", oneOf("s3:GetObject", "s3:PutObject"), False},
		{"all of them are everything", oneOf("*", "*:*"), True},
		{"one of them is everything", oneOf("*", "s3:GetObject"), Unknown},
		{"one of them is a list", oneOf("s3:GetObject", []any{"*"}), Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := PolicyOf(value(document(tt.action, "*")))
			if got := p.Statements[0].isAdmin(p); got != tt.want {
				t.Errorf("admin = %v, want %v", got, tt.want)
			}
		})
	}
}
