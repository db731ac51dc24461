package cloudformation

import (
	"maps"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// reportCycles warns of resources that depend on each other in a circle, which
// CloudFormation refuses to create.
func (r *run) reportCycles() {
	next := map[string][]string{}
	headers := map[string]graph.Range{}
	for _, resource := range r.unit.Resources {
		if resource.Mode != graph.Managed {
			continue
		}
		headers[resource.Address] = resource.Header
		to := map[string]bool{}
		resource.Attributes.Walk(func(_ graph.Path, v *graph.Value) bool {
			for _, ref := range v.References {
				to[ref.To] = true
			}
			return true
		})
		depends := resource.Meta.Get("DependsOn")
		for i := 0; depends.Index(i) != nil; i++ {
			d := depends.Index(i)
			for _, ref := range d.References {
				to[ref.To] = true
			}
		}
		next[resource.Address] = slices.Sorted(maps.Keys(to))
	}
	state := map[string]int{} // 1: on the path, 2: done
	var path []string
	var visit func(string)
	visit = func(address string) {
		state[address] = 1
		path = append(path, address)
		for _, to := range next[address] {
			if _, ok := next[to]; !ok {
				continue
			}
			switch state[to] {
			case 0:
				visit(to)
			case 1:
				circle := append(slices.Clone(path[slices.Index(path, to):]), to)
				r.report(graph.Warning, headers[to], "circular dependency: %s", strings.Join(circle, " -> "))
			}
		}
		path = path[:len(path)-1]
		state[address] = 2
	}
	for _, address := range slices.Sorted(maps.Keys(next)) {
		if state[address] == 0 {
			visit(address)
		}
	}
}
