package report

import (
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/engine"
)

const (
	tabCells     = 4
	snippetCells = 120 // of a source line, where the terminal's width is not known
)

// snippet renders the source lines of a finding. A range within one line gets
// carets below it; of a range of several lines each line is marked:
//
//	 7 |   mfa_delete = "Disabled"
//	   |   ^^^^^^^^^^^^^^^^^^^^^^^
//
//	> 7 |   statement {
//	> 8 |     actions = ["*"]
func (t *table) snippet(f *engine.Finding) {
	if len(f.Snippet) == 0 || f.Range.IsZero() {
		return
	}
	last := f.Range.Start.Line + len(f.Snippet) - 1
	gutter := max(len(strconv.Itoa(last)), 4)
	limit := snippetCells
	if t.Width > 0 {
		limit = max(t.Width-gutter-5, 20)
	}
	single := f.Range.End.Line == f.Range.Start.Line
	for i, text := range f.Snippet {
		number := pad("", gutter-len(strconv.Itoa(f.Range.Start.Line+i))) + strconv.Itoa(f.Range.Start.Line+i)
		if !single {
			line, _ := excerpt(text, 1, 1, limit)
			t.line(t.paint(severityColor(f), ">") + t.paint(dim, number+" |") + " " + line)
			continue
		}
		line, carets := excerpt(text, f.Range.Start.Column, f.Range.End.Column, limit)
		t.line(" " + t.paint(dim, number+" |") + " " + line)
		if i == 0 {
			t.line(" " + t.paint(dim, pad("", gutter)+" |") + " " + pad("", cells(carets)-cells(strings.TrimLeft(carets, " "))) +
				t.paint(severityColor(f), strings.TrimLeft(carets, " ")))
		}
	}
	if !single && f.Range.End.Line > last {
		t.line(" " + t.paint(dim, pad("", gutter)+" | ..."))
	}
}

// excerpt returns a source line as a terminal shows it and the carets that
// mark the columns from start to end, exclusive. Of a line that is wider than
// limit it keeps the surroundings of start.
func excerpt(text string, start, end, limit int) (line, carets string) {
	pieces := make([]string, 0, len(text))
	at := 0
	for _, r := range text {
		piece := visible(string(r))
		if r == '\t' {
			piece = strings.Repeat(" ", tabCells-at%tabCells)
		}
		pieces = append(pieces, piece)
		at += cells(piece)
	}
	start = min(max(start, 1), len(pieces)+1)
	end = min(max(end, start+1), len(pieces)+2)

	from, before, after := 0, "", ""
	if at > limit {
		from = max(0, start-1-limit/3)
		if from > 0 {
			before = "..."
		}
	}
	var b, c strings.Builder
	b.WriteString(before)
	c.WriteString(strings.Repeat(" ", len(before)))
	used := len(before)
	for i := from; i < len(pieces); i++ {
		width := cells(pieces[i])
		if at > limit && used+width > limit-3 {
			after = "..."
			break
		}
		b.WriteString(pieces[i])
		used += width
		mark := " "
		if i+1 >= start && i+1 < end {
			mark = "^"
		}
		c.WriteString(strings.Repeat(mark, width))
	}
	b.WriteString(after)
	if start > len(pieces) {
		c.WriteString("^") // just past the end of the line
	}
	return strings.TrimRight(b.String(), " "), strings.TrimRight(c.String(), " ")
}
