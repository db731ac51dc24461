package engine

import (
	"slices"
	"strconv"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// possibleValues lists every value that an unknown can have: the branches of a
// condition, the allowed values of a parameter, true and false for what the
// model calls a bool. Nothing where there is no such list; the words that a
// mapping translates are none, since they need not be all.
func possibleValues(u unknownAt) []*graph.Value {
	if u.value.Why != nil && len(u.value.Why.OneOf) > 0 {
		return u.value.Why.OneOf
	}
	if isBool(u.node.Kind, u.path) {
		return []*graph.Value{graph.NewBool(true), graph.NewBool(false)}
	}
	return nil
}

// isBool reports whether the model declares the attribute at a path as a bool.
func isBool(kind string, path graph.Path) bool {
	k, ok := model.Lookup(kind)
	return ok && attributeType(k.Attributes, path) == mapping.Bool
}

// attributeType returns the type of the attribute that a path leads to, through
// the elements of lists.
func attributeType(attributes []mapping.Attribute, path graph.Path) mapping.Type {
	for i := range attributes {
		a := &attributes[i]
		if len(path) < len(a.Steps) || !slices.Equal(a.Steps, path[:len(a.Steps)]) {
			continue
		}
		rest := path[len(a.Steps):]
		if len(rest) == 0 {
			return a.Type
		}
		if _, err := strconv.Atoi(rest[0]); err != nil {
			continue
		}
		if len(rest) == 1 {
			return a.Of
		}
		return attributeType(a.Item, rest[1:])
	}
	return mapping.Any
}
