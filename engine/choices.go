package engine

import "github.com/plumb-iac/plumb/parser/graph"

// possibleValues lists every value that an unknown can have, or nothing where
// there is no such list.
func possibleValues(u unknownAt) []*graph.Value {
	if u.value.Why != nil && len(u.value.Why.OneOf) > 0 {
		return u.value.Why.OneOf
	}
	return nil
}
