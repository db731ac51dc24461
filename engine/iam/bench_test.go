package iam

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

// benchUnit is a unit of n policies of four statements, as aws_iam_policy_document gives them.
func benchUnit(n int) *graph.Unit {
	strings := func(texts ...string) *graph.Value {
		list := graph.NewList()
		for _, t := range texts {
			list.List = append(list.List, graph.NewString(t))
		}
		return list
	}
	statement := func(effect, resource string, actions ...string) *graph.Value {
		return graph.NewMap(map[string]*graph.Value{
			"effect": graph.NewString(effect), "actions": strings(actions...), "resources": strings(resource),
			"not_actions": strings(), "not_resources": strings(), "conditions": strings(),
			"principals": strings(), "not_principals": strings(),
		})
	}
	u := &graph.Unit{Language: graph.Terraform}
	for i := range n {
		document := graph.NewMap(map[string]*graph.Value{"statements": graph.NewList(
			statement("Allow", "arn:aws:s3:::logs/*", "s3:GetObject", "s3:PutObject"),
			statement("Allow", "*", "ec2:Describe*", "logs:*"),
			statement("Allow", "*", "s3:Get*", "sqs:SendMessage"),
			statement("Deny", "*", "iam:*"),
		)})
		u.Nodes = append(u.Nodes, &graph.Node{
			Kind: "iam.policy", Address: fmt.Sprintf("aws_iam_policy.p[%d]", i),
			Attributes: graph.NewMap(map[string]*graph.Value{"document": document}),
		})
	}
	return u
}

func BenchmarkAnnotate(b *testing.B) {
	for _, n := range []int{100, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			u := benchUnit(n)
			for b.Loop() {
				Annotate(u)
			}
		})
	}
}

// Without policies, nothing is computed and the catalog isn't read.
func BenchmarkAnnotateNothing(b *testing.B) {
	u := &graph.Unit{}
	for range 10000 {
		u.Nodes = append(u.Nodes, &graph.Node{Kind: "ebs.volume", Attributes: graph.NewMap(nil)})
	}
	for b.Loop() {
		Annotate(u)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	p := Policies{Identity: []*Policy{PolicyOf(benchUnit(1).Nodes[0].Attributes.Get("document"))}}
	r := Request{Principal: Literal(user), Action: Literal("s3:GetObject"), Resource: Literal("arn:aws:s3:::logs/a")}
	for b.Loop() {
		Evaluate(r, p)
	}
}

// The first look at a service unpacks it.
func BenchmarkOpenCatalog(b *testing.B) {
	for b.Loop() {
		openCatalog(catalogData).services["s3"]()
	}
}

// Roles that assume one another, one of which has control of the account.
func BenchmarkChains(b *testing.B) {
	for _, n := range []int{100, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			u := chainUnit(n)
			for b.Loop() {
				Annotate(u)
			}
		})
	}
}

func chainUnit(n int) *graph.Unit {
	u := benchUnit(n)
	for i, p := range u.Nodes[:n] {
		role := fmt.Sprintf("aws_iam_role.r[%d]", i)
		p.Attributes.Map["roles"] = graph.NewList(graph.NewString(role))
		managed := graph.NewList()
		if i == 0 {
			managed.List = append(managed.List, graph.NewString("arn:aws:iam::aws:policy/AdministratorAccess"))
		}
		u.Nodes = append(u.Nodes, &graph.Node{Kind: "iam.role", Address: role, Attributes: graph.NewMap(map[string]*graph.Value{
			"trust": graph.NewMap(map[string]*graph.Value{"statements": graph.NewList()}), "managed_policies": managed,
		})})
	}
	return u
}
