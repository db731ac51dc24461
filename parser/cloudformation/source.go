package cloudformation

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/plumb-iac/plumb/parser/graph"
)

// source is one file and what it takes to find the line and column of a byte.
type source struct {
	name  string
	bytes []byte
	lines []int // byte offsets of line starts; lines end at LF only
	// runes counts the characters before every stride bytes, so that a column in
	// a long line is found at once; nil where every character is one byte.
	runes []int
}

const stride = 128

func newSource(name string, b []byte) *source {
	s := &source{name: name, bytes: b, lines: make([]int, 1, 1+bytes.Count(b, []byte{'\n'}))}
	for i := 0; ; {
		n := bytes.IndexByte(b[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		s.lines = append(s.lines, i)
	}
	if total := utf8.RuneCount(b); total != len(b) {
		s.runes = make([]int, 1, len(b)/stride+1)
		for i := stride; i <= len(b); i += stride {
			s.runes = append(s.runes, s.runes[len(s.runes)-1]+starts(b[i-stride:i]))
		}
	}
	return s
}

// starts counts the bytes that start a character.
func starts(b []byte) (n int) {
	for _, c := range b {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// before counts the characters before a byte.
func (s *source) before(offset int) int {
	if s.runes == nil {
		return offset
	}
	block := offset / stride
	return s.runes[block] + starts(s.bytes[block*stride:offset])
}

// position converts a byte offset.
func (s *source) position(offset int) graph.Position {
	offset = max(0, min(offset, len(s.bytes)))
	line := sort.SearchInts(s.lines, offset+1) - 1
	return graph.Position{Line: line + 1, Column: s.before(offset) - s.before(s.lines[line]) + 1, Byte: offset}
}

// span returns the range between two byte offsets.
func (s *source) span(start, end int) graph.Range {
	from := s.position(start)
	// Most values end on the line that they start on, which saves the search.
	if next := from.Line; end >= start && (next >= len(s.lines) || end < s.lines[next]) && end <= len(s.bytes) {
		to := from
		to.Column += s.before(end) - s.before(from.Byte)
		to.Byte = end
		return graph.Range{File: s.name, Start: from, End: to}
	}
	return graph.Range{File: s.name, Start: from, End: s.position(max(start, end))}
}

// whole returns the range of the file without a line, for diagnostics about all of it.
func (s *source) whole() graph.Range { return graph.Range{File: s.name} }
