package engine

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

func BenchmarkInput(b *testing.B) {
	for _, n := range []int{500, 10000, 100000} {
		nodes := make([]*graph.Node, 0, n)
		for i := range n {
			nodes = append(nodes, &graph.Node{
				Kind: "ebs.volume", Address: fmt.Sprintf("aws_ebs_volume.v%d", i),
				Resource: &graph.Resource{Type: "aws_ebs_volume", Language: graph.Terraform},
				Attributes: graph.NewMap(map[string]*graph.Value{
					"encrypted": graph.NewBool(true), "size": graph.NewInt(i % 500), "volume_type": graph.NewString("gp3"),
					"kms_key": graph.NewString(fmt.Sprintf("aws_ebs_volume.v%d", i/2)),
					"tags":    graph.NewMap(map[string]*graph.Value{"team": graph.NewString("a"), "env": graph.NewString("prod")}),
				}),
			})
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newInput(nodes)
			}
		})
	}
}
