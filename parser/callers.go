package parser

import (
	"slices"
	"strings"
)

// callers is the graph of which module calls which, or which template nests
// which.
type callers struct {
	calls map[string][]string // callees, direct
	by    map[string][]string // callers, direct
}

// newCallers takes the callees of each name. A call from an example of a module
// to the module itself is left out: the example shows the module's use, the
// module's own unit is not part of it.
func newCallers(names []string, callees [][]string) callers {
	c := callers{calls: map[string][]string{}, by: map[string][]string{}}
	for i, from := range names {
		example := exampleOf(from)
		for _, to := range callees[i] {
			if to == from || (example != "" && !within(to, example)) {
				continue
			}
			c.calls[from] = append(c.calls[from], to)
			c.by[to] = append(c.by[to], from)
		}
	}
	return c
}

// exampleOf returns the examples directory that a path lies in, or "".
func exampleOf(name string) string {
	segments := strings.Split(name, "/")
	if i := slices.Index(segments, examplesDir); i >= 0 {
		return strings.Join(segments[:i+1], "/")
	}
	return ""
}

// roots returns those of the names that no other one calls. Of names that only
// call each other in a circle, the first stands for all of them, so that
// nothing is left out.
func (c callers) roots(names []string) []string {
	var roots []string
	reached := map[string]bool{}
	for _, name := range names {
		if len(c.by[name]) == 0 {
			roots = append(roots, name)
			c.reach(name, c.calls, reached)
		}
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		if !reached[name] {
			roots = append(roots, name)
			c.reach(name, c.calls, reached)
		}
	}
	return roots
}

// rootsOf returns the roots from which a name is called, directly or not: the
// name itself where nothing calls it.
func (c callers) rootsOf(name string) []string {
	above := map[string]bool{}
	c.reach(name, c.by, above)
	var roots []string
	for n := range above {
		if len(c.by[n]) == 0 {
			roots = append(roots, n)
		}
	}
	if len(roots) == 0 {
		return []string{name} // a circle
	}
	slices.Sort(roots)
	return roots
}

func (c callers) reach(name string, edges map[string][]string, reached map[string]bool) {
	if reached[name] {
		return
	}
	reached[name] = true
	for _, next := range edges[name] {
		c.reach(next, edges, reached)
	}
}
