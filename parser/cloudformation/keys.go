package cloudformation

import "fmt"

// maxMerge bounds the entries that merge keys may add to one file.
const maxMerge = 100_000

// merge replaces the merge keys of a mapping by the entries that they name and
// the mapping does not have itself; the first of several sources wins.
func (c *converter) merge(n *node, merges []*node) {
	own, seen := n.items, map[string]bool{}
	n.items = make([]*node, 0, len(own))
	for i := 0; i+1 < len(own); i += 2 {
		if own[i].value != "<<" || own[i].style != plainStyle {
			seen[own[i].value] = true
			n.items = append(n.items, own[i], own[i+1])
		}
	}
	add := func(from *node) {
		from.pairs(func(k, v *node) {
			if c.merged++; !seen[k.value] && c.merged <= maxMerge {
				seen[k.value] = true
				n.items = append(n.items, k, v)
			}
		})
	}
	for _, m := range merges {
		add(m)
		for _, e := range m.elements() {
			add(e)
		}
	}
	if c.merged > maxMerge {
		c.fail(n.start, fmt.Sprintf("merge keys add more than %d entries", maxMerge))
	}
}

// repeatedKeys returns the keys of a mapping that stand in it before.
func repeatedKeys(n *node) (repeated []*node) {
	const few = 16
	if len(n.items) <= 2*few {
		for i := 2; i < len(n.items); i += 2 {
			for j := 0; j < i; j += 2 {
				if n.items[i].value == n.items[j].value && n.items[i].kind == scalarNode && n.items[j].kind == scalarNode {
					repeated = append(repeated, n.items[i])
					break
				}
			}
		}
		return repeated
	}
	seen := make(map[string]bool, len(n.items)/2)
	for i := 0; i+1 < len(n.items); i += 2 {
		if k := n.items[i]; k.kind == scalarNode {
			if seen[k.value] {
				repeated = append(repeated, k)
			}
			seen[k.value] = true
		}
	}
	return repeated
}
