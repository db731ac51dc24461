package graph

import (
	"cmp"
	"fmt"
)

// Position is a point in a source file.
type Position struct {
	Line   int // 1-based
	Column int // 1-based, in Unicode code points
	Byte   int // 0-based offset from the start of the file
}

// Range is a stretch of a source file; End is exclusive. The zero Range means
// that a value was not written anywhere, as a default is not.
type Range struct {
	File  string // relative to the root, with forward slashes
	Start Position
	End   Position
}

// IsZero reports whether the range points nowhere.
func (r Range) IsZero() bool { return r.Start.Line == 0 }

// Contains reports whether other lies within r.
func (r Range) Contains(other Range) bool {
	return !r.IsZero() && !other.IsZero() && r.File == other.File &&
		!other.Start.Before(r.Start) && !r.End.Before(other.End)
}

// Before reports whether p stands before q.
func (p Position) Before(q Position) bool { return p.compare(q) < 0 }

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Compare orders ranges by file, start and end.
func (r Range) Compare(other Range) int {
	return cmp.Or(cmp.Compare(r.File, other.File), r.Start.compare(other.Start), r.End.compare(other.End))
}

// String renders the start as file:line:column, the form that editors and
// terminals make clickable.
func (r Range) String() string {
	if r.IsZero() {
		return r.File
	}
	return fmt.Sprintf("%s:%d:%d", r.File, r.Start.Line, r.Start.Column)
}
