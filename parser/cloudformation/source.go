package cloudformation

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/plumb-iac/plumb/parser/graph"
)

// source is one file and the start of each of its lines.
type source struct {
	name  string
	bytes []byte
	lines []int // byte offsets of line starts; lines end at LF only
}

func newSource(name string, b []byte) *source {
	s := &source{name: name, bytes: b, lines: make([]int, 1, 1+bytes.Count(b, []byte{'\n'}))}
	for i := 0; ; {
		n := bytes.IndexByte(b[i:], '\n')
		if n < 0 {
			return s
		}
		i += n + 1
		s.lines = append(s.lines, i)
	}
}

// position converts a byte offset.
func (s *source) position(offset int) graph.Position {
	offset = max(0, min(offset, len(s.bytes)))
	line := sort.SearchInts(s.lines, offset+1) - 1
	column := utf8.RuneCount(s.bytes[s.lines[line]:offset]) + 1
	return graph.Position{Line: line + 1, Column: column, Byte: offset}
}

// span returns the range between two byte offsets.
func (s *source) span(start, end int) graph.Range {
	from := s.position(start)
	// Most values end on the line that they start on, which saves the search.
	if next := from.Line; end >= start && (next >= len(s.lines) || end < s.lines[next]) && end <= len(s.bytes) {
		to := from
		to.Column += utf8.RuneCount(s.bytes[start:end])
		to.Byte = end
		return graph.Range{File: s.name, Start: from, End: to}
	}
	return graph.Range{File: s.name, Start: from, End: s.position(max(start, end))}
}

// whole returns the range of the file without a line, for diagnostics about all of it.
func (s *source) whole() graph.Range { return graph.Range{File: s.name} }
