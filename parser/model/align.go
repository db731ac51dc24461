package model

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/plumb-iac/plumb/parser/graph"
)

// alignment relates the lines of a text to the source lines that it was
// written in: a heredoc, or a YAML block scalar.
type alignment struct {
	file   string
	text   string
	starts []int        // offset of each line of the text
	source []sourceLine // the line of the source for each of them
}

type sourceLine struct {
	text   string
	number int // 1-based
	offset int // in the file
}

// align returns nil where the text isn't written out line by line at the place.
func (n *normalizer) align(place graph.Range, text string) *alignment {
	if n.unit == nil {
		return nil
	}
	file := n.unit.Files[place.File]
	start, end := place.Start.Byte, place.End.Byte
	if file == nil || start < 0 || end > len(file.Bytes) || start >= end {
		return nil
	}
	written := string(file.Bytes[start:end])
	if !strings.HasPrefix(written, "<<") && !strings.HasPrefix(written, "|") {
		return nil
	}
	a := &alignment{file: place.File, text: text}
	offset := start
	for i, line := range strings.SplitAfter(written, "\n") {
		if i > 0 {
			a.source = append(a.source, sourceLine{strings.TrimRight(line, "\r\n"), place.Start.Line + i, offset})
		}
		offset += len(line)
	}
	at := 0
	for line := range strings.SplitAfterSeq(strings.TrimRight(text, "\n"), "\n") {
		a.starts = append(a.starts, at)
		at += len(line)
	}
	if len(a.starts) > len(a.source) {
		return nil
	}
	return a
}

// place is where a stretch of the text stands in the source: to the column
// where the lines agree, else whole lines.
func (a *alignment) place(start, end int) graph.Range {
	return graph.Range{File: a.file, Start: a.position(start, false), End: a.position(end, true)}
}

func (a *alignment) position(at int, end bool) graph.Position {
	line, ok := slices.BinarySearch(a.starts, at)
	if !ok {
		line--
	}
	stop := len(a.text)
	if line+1 < len(a.starts) {
		stop = a.starts[line+1]
	}
	text := a.text[a.starts[line]:stop]
	source := a.source[line]
	content := strings.TrimLeft(source.text, " \t")
	indent := len(source.text) - len(content)
	var column int // in bytes
	switch trimmed := strings.TrimLeft(text, " \t"); {
	case strings.TrimRight(trimmed, " \t\r\n") == strings.TrimRight(content, " \t"):
		column = indent + max(0, at-a.starts[line]-(len(text)-len(trimmed)))
	case end:
		column = len(source.text)
	default:
		column = indent
	}
	column = min(column, len(source.text))
	return graph.Position{
		Line: source.number, Column: 1 + utf8.RuneCountInString(source.text[:column]),
		Byte: source.offset + column,
	}
}
