package report

import (
	"bufio"
	_ "embed" // the page
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/engine"
)

//go:embed page.html
var page string

type (
	htmlPage struct {
		Lang                     string
		Say                      map[string]string
		Counts, Diagnostics      []string
		Failed, Open, Suppressed []htmlFinding
	}
	htmlFinding struct {
		Class, Grade, Message, Rule, Page, Place string
		Lines                                    []htmlLine
		Notes                                    []htmlNote
	}
	htmlLine struct{ Number, Before, Marked, After string }
	htmlNote struct {
		Label string
		Lines []string
	}
)

// writeHTML writes one page without scripts or references to other files, so
// that it can be kept as a build artifact. html/template escapes by context.
func writeHTML(w io.Writer, r *engine.Result, o Options) error {
	t, err := template.New("page").Parse(page)
	if err != nil {
		return err
	}
	failed, open, suppressed := split(r.Findings)
	data := htmlPage{
		Lang: "en",
		Say: map[string]string{
			"Findings":     o.say(wordFindings),
			"Diagnostics":  o.say(wordDiagnostics),
			"Undetermined": upperFirst(o.say(wordUndetermined)),
			"Suppressed":   upperFirst(o.say(wordSuppressed)),
		},
		Counts: Options{Language: o.Language, Undetermined: true, FailOn: o.FailOn}.counts(r),
		Failed: o.htmlFindings(worstFirst(failed)),
		Open:   o.htmlFindings(open), Suppressed: o.htmlFindings(suppressed),
	}
	if o.korean() {
		data.Lang = "ko"
	}
	for _, d := range r.Diagnostics {
		data.Diagnostics = append(data.Diagnostics, diagnosticLine(d, Options{}))
	}
	b := bufio.NewWriter(w)
	if err := t.Execute(b, data); err != nil {
		return err
	}
	return b.Flush()
}

func (o Options) htmlFindings(findings []*engine.Finding) []htmlFinding {
	list := make([]htmlFinding, 0, len(findings))
	for _, f := range findings {
		h := htmlFinding{
			Class: string(f.Severity), Grade: o.severity(f), Message: visible(message(f)),
			Rule: f.Rule.ID, Page: rulePage(f.Rule), Place: visible(place(f)), Lines: htmlLines(f),
		}
		if f.Verdict == engine.Open {
			h.Class = "open"
		}
		for _, n := range (&table{Options: o}).notes(f) {
			note := htmlNote{Label: n.label}
			for _, l := range n.lines {
				note.Lines = append(note.Lines, visible(l))
			}
			h.Notes = append(h.Notes, note)
		}
		if f.Suppressed != nil {
			h.Notes = append(h.Notes, htmlNote{Label: o.say(wordSuppressed), Lines: []string{visible(o.reason(f.Suppressed))}})
		}
		list = append(list, h)
	}
	return list
}

// htmlLines marks the range within one line; a range of several lines is shown
// whole and needs no mark.
func htmlLines(f *engine.Finding) []htmlLine {
	var lines []htmlLine
	width := len(strconv.Itoa(f.Range.Start.Line + len(f.Snippet)))
	for i, text := range f.Snippet {
		line := htmlLine{Number: fmt.Sprintf("%*d", width, f.Range.Start.Line+i)}
		runes := []rune(text)
		start, end := 0, 0
		if i == 0 && f.Range.Start.Line == f.Range.End.Line {
			start = min(max(f.Range.Start.Column-1, 0), len(runes))
			end = min(max(f.Range.End.Column-1, start), len(runes))
		}
		line.Before, line.Marked, line.After = printed(runes[:start]), printed(runes[start:end]), printed(runes[end:])
		lines = append(lines, line)
	}
	return lines
}

// printed is source text with its tabs as spaces.
func printed(text []rune) string {
	return visible(strings.ReplaceAll(string(text), "\t", strings.Repeat(" ", tabCells)))
}
