package graph

import (
	"strconv"
	"strings"
)

// Path leads from a resource or node to one of its values: map keys and list
// indexes (in decimal), outermost first.
type Path []string

// String renders the path as people write it: ingress[0].cidrs[1].
func (p Path) String() string {
	var b strings.Builder
	for i, step := range p {
		if _, err := strconv.Atoi(step); err == nil {
			b.WriteString("[" + step + "]")
			continue
		}
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(step)
	}
	return b.String()
}

// At returns the value at path below v, or nil where there is none. An unknown
// value met on the way is returned in place of what would lie below it, since
// that is just as unknown.
func (v *Value) At(path Path) *Value {
	for _, step := range path {
		if v == nil || v.Form == Unknown {
			return v
		}
		v = v.step(step)
	}
	return v
}

// Nearest returns the range of the value at path, or of its closest ancestor
// that is written in the source; false where even v is not.
func (v *Value) Nearest(path Path) (Range, bool) {
	var found Range
	for i := 0; v != nil; i++ {
		if !v.Range.IsZero() {
			found = v.Range
		}
		if i == len(path) || v.Form == Unknown {
			break
		}
		v = v.step(path[i])
	}
	return found, !found.IsZero()
}

func (v *Value) step(step string) *Value {
	switch v.Form {
	case Map:
		return v.Map[step]
	case List:
		if i, err := strconv.Atoi(step); err == nil {
			return v.Index(i)
		}
	default:
	}
	return nil
}
