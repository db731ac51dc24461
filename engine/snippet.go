package engine

import (
	"bytes"

	"github.com/plumb-iac/plumb/parser/graph"
)

// lineIndex finds lines in the files of a unit. A file is split when the first
// finding needs it.
type lineIndex struct {
	files map[string]*graph.File
	lines map[string][][]byte
}

func newLineIndex(u *graph.Unit) *lineIndex {
	return &lineIndex{files: u.Files, lines: map[string][][]byte{}}
}

// text returns the source lines of a range, the first few of a long one.
func (l *lineIndex) text(r graph.Range) []string {
	file := l.files[r.File]
	if file == nil || r.IsZero() {
		return nil
	}
	lines, ok := l.lines[r.File]
	if !ok {
		lines = bytes.Split(file.Bytes, []byte("\n"))
		l.lines[r.File] = lines
	}
	last := r.End.Line
	if r.End.Column == 1 && last > r.Start.Line {
		last--
	}
	last = min(last, r.Start.Line+maxSnippet-1, len(lines))
	var found []string
	for n := r.Start.Line; n <= last; n++ {
		found = append(found, string(bytes.TrimSuffix(lines[n-1], []byte("\r"))))
	}
	return found
}
