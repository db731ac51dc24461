package model_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// BenchmarkNormalize reports the time per unit and per resource.
func BenchmarkNormalize(b *testing.B) {
	root, err := os.OpenRoot("testdata/twins")
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	for _, name := range []string{"network", "s3", "iam", "workload"} {
		u := terraform.NewLoader(root, terraform.Options{}).Load(name)
		b.Run(name, func(b *testing.B) { normalize(b, u) })
	}
	for _, size := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("groups-%d", size), func(b *testing.B) { normalize(b, groups(size)) })
	}
}

func normalize(b *testing.B, u *graph.Unit) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		model.Normalize(u)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(u.Resources)), "ns/resource")
}

// groups makes a unit of security groups, half of the resources, and rules, of
// which every tenth belongs to nobody knows which group.
func groups(size int) *graph.Unit {
	u := &graph.Unit{Language: graph.Terraform}
	add := func(address, typ string, attributes map[string]*graph.Value) {
		u.Resources = append(u.Resources, &graph.Resource{
			Address: address, Type: typ, Language: graph.Terraform, Attributes: graph.NewMap(attributes),
		})
	}
	for i := range size / 2 {
		address := fmt.Sprintf("aws_security_group.g%d", i)
		add(address, "aws_security_group", map[string]*graph.Value{"name": graph.NewString(fmt.Sprint("g", i))})
		of := graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonComputed})
		if i%10 > 0 {
			of.References = []graph.Reference{{To: address, Attribute: "id"}}
		}
		add(fmt.Sprintf("aws_security_group_rule.r%d", i), "aws_security_group_rule", map[string]*graph.Value{
			"security_group_id": of, "type": graph.NewString("ingress"), "protocol": graph.NewString("tcp"),
			"from_port": graph.NewInt(i), "to_port": graph.NewInt(i), "cidr_blocks": graph.NewList(graph.NewString("10.0.0.0/8")),
		})
	}
	u.Sort()
	return u
}
