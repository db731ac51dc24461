package model

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// Kind is one canonical kind with its sources, satellites and attributes.
type Kind = mapping.Kind

// Kinds returns all kinds, sorted by name. They are shared: do not modify them.
func Kinds() []Kind { return kinds }

// Lookup returns the kind with a name such as s3.bucket.
func Lookup(name string) (Kind, bool) {
	i, ok := slices.BinarySearchFunc(kinds, name, func(k Kind, name string) int { return strings.Compare(k.Name, name) })
	if !ok {
		return Kind{}, false
	}
	return kinds[i], true
}

// catalog is a set of kinds and what each source type means to them.
type catalog struct {
	kinds []mapping.Kind    // sorted by name
	types []mapping.TypeUse // sorted by type
}

func (c *catalog) use(sourceType string) *mapping.TypeUse {
	low, high := 0, len(c.types)
	for low < high {
		middle := int(uint(low+high) >> 1)
		if c.types[middle].Type < sourceType {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < len(c.types) && c.types[low].Type == sourceType {
		return &c.types[low]
	}
	return nil
}
