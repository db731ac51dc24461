package rules_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/plumb-iac/plumb/engine/ruletest"
	"github.com/plumb-iac/plumb/parser/graph"
)

// BenchmarkRules asks each rule about many copies of its failing fixture. A rule
// that joins by scanning shows in the larger number: its time a copy grows.
//
//	go test -run - -bench 'Rules/vpc' ./rules
func BenchmarkRules(b *testing.B) {
	pack := embedded(b, readPack(b))
	all, err := ruletest.Fixtures(fixtures)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range all {
		if f.Purpose() != ruletest.Failing {
			continue
		}
		units, err := f.Units()
		if err != nil {
			b.Fatal(err)
		}
		e := newEngine(b, pack, f.Rule)
		for _, n := range []int{50, 400} {
			copied := copies(units[0], n)
			b.Run(fmt.Sprintf("%s/%s/%d", f.Rule, f.Folder, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := e.Evaluate(b.Context(), copied); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "us/copy")
			})
		}
	}
}

// copies returns a unit with the nodes of another, n times.
func copies(u *graph.Unit, n int) *graph.Unit {
	out := *u
	out.Nodes = nil
	for i := range n {
		renamed := map[string]string{}
		for _, node := range u.Nodes {
			renamed[node.Address] = fmt.Sprintf("module.copy%d.%s", i, node.Address)
		}
		for _, node := range u.Nodes {
			clone, resource := *node, *node.Resource
			resource.Address = fmt.Sprintf("module.copy%d.%s", i, resource.Address)
			clone.Resource, clone.Address, clone.Attributes = &resource, renamed[node.Address], rename(node.Attributes, renamed)
			out.Nodes = append(out.Nodes, &clone)
		}
	}
	return &out
}

// rename returns a value in which addresses are replaced.
func rename(v *graph.Value, renamed map[string]string) *graph.Value {
	if v == nil {
		return nil
	}
	clone := *v
	if to, ok := renamed[v.Text]; ok && v.Form == graph.String {
		clone.Text = to
	}
	clone.List = slices.Clone(v.List)
	for i, e := range clone.List {
		clone.List[i] = rename(e, renamed)
	}
	clone.Map = maps.Clone(v.Map)
	for name, e := range clone.Map {
		clone.Map[name] = rename(e, renamed)
	}
	return &clone
}
