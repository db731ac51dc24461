package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// Line returns a finding as one line, as the table's first line and the
// expectations of a rule's fixtures have it:
//
//	main.tf:7:3: high: message [s3/mfa-delete]
//	main.tf:7:3: undetermined: message (depends on var.x) [s3/mfa-delete]
func Line(f *engine.Finding, o Options) string {
	o.Color = false
	t := &table{Options: o}
	return t.headline(f)
}

const instancesShown = 3

// table writes the report for a terminal. Errors of the writer are kept by
// bufio and come out of Flush.
type table struct {
	Options
	w *bufio.Writer
}

func writeTable(w io.Writer, r *engine.Result, o Options) error {
	t := &table{Options: o, w: bufio.NewWriter(w)}
	failed, open, _ := split(r.Findings)
	listed := failed
	if o.Undetermined {
		listed = slices.Concat(failed, open)
	}
	for _, f := range listed {
		t.finding(f)
		t.line("")
	}
	if r.Units > 0 || len(r.Findings) > 0 { // else the command itself says that there is nothing to lint
		for _, line := range t.counts(r) {
			t.line(line)
		}
	}
	return t.w.Flush()
}

func (t *table) line(text string) {
	_, _ = t.w.WriteString(text) // Flush returns the error
	_ = t.w.WriteByte('\n')
}

func (t *table) headline(f *engine.Finding) string {
	return t.paint(bold, visible(place(f))) + ": " + t.paint(severityColor(f), t.severity(f)) + ": " +
		t.paint(bold, visible(message(f))) + " " + t.paint(dim, "["+f.Rule.ID+"]")
}

func (t *table) finding(f *engine.Finding) {
	t.line(t.headline(f))
	t.snippet(f)
	notes := t.notes(f)
	width := 0
	for _, n := range notes {
		width = max(width, cells(n.label))
	}
	for _, n := range notes {
		label := n.label
		for _, text := range n.lines {
			for _, wrapped := range wrap(visible(text), t.Width-width-10) {
				t.line("      " + t.paint(dim, pad(label, width)) + "  " + wrapped)
				label = ""
			}
		}
	}
}

// note is a labeled remark below a snippet.
type note struct {
	label string
	lines []string
}

func (t *table) notes(f *engine.Finding) []note {
	var notes []note
	add := func(label word, lines ...string) {
		if len(lines) > 0 && lines[0] != "" {
			notes = append(notes, note{t.say(label), lines})
		}
	}
	add(wordPath, steps(f.Flow)...)
	add(wordCalledBy, calls(f.Calls)...)
	add(wordAlso, t.others(f, instancesShown))
	add(wordNote, f.Condition)
	add(wordIn, strings.Join(f.Environments, ", "))
	add(wordConstruct, f.Construct)
	add(wordFix, t.fix(f.Rule))
	if t.Sources {
		add(wordSources, f.Rule.Related...)
	}
	return notes
}

// steps renders the path of a packet or permission, one numbered line a step,
// with the places in a column of their own.
func steps(flow []engine.FlowStep) []string {
	width := 0
	for _, s := range flow {
		width = max(width, cells(visible(s.Node)))
	}
	var lines []string
	for i, s := range flow {
		line := strconv.Itoa(i+1) + ". " + pad(visible(s.Node), width)
		if s.Text != "" {
			line += "  " + s.Text
		}
		if !s.Range.IsZero() {
			line += "  (" + s.Range.String() + ")"
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// calls renders the chain of module calls, innermost first, as one reads it
// from the place of the finding outward.
func calls(chain []graph.Call) []string {
	var lines []string
	for _, c := range slices.Backward(chain) {
		line := c.Address
		if !c.Range.IsZero() {
			line += "  (" + c.Range.String() + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// others names the further instances that fail alike: "a, b and 3 more".
func (o Options) others(f *engine.Finding, shown int) string {
	if len(f.Instances) < 2 {
		return ""
	}
	rest := f.Instances[1:]
	if len(rest) <= shown+1 { // "and 1 more" is no shorter than the name
		return strings.Join(rest, ", ")
	}
	return strings.Join(rest[:shown], ", ") + " " + o.say(wordMore, len(rest)-shown)
}

// place is where a finding is: file:line:column, or what is known of it.
func place(f *engine.Finding) string {
	if f.Range.File == "" {
		return f.Unit
	}
	return f.Range.String()
}

// counts renders the summary, two lines: what was found, what was read.
func (o Options) counts(r *engine.Result) []string {
	if r.Units == 0 && len(r.Findings) == 0 {
		return []string{o.say(wordNothing) + "."}
	}
	failed, open, suppressed := split(r.Findings)
	var parts []string
	parts = append(parts, o.countSeverities(failed))
	if len(open) > 0 {
		text := o.count(len(open), wordUndetermined[0], wordUndetermined[0], wordUndetermined[1])
		if !o.Undetermined {
			text += " (" + o.say(wordShowOpen) + ")"
		}
		parts = append(parts, text)
	}
	if len(suppressed) > 0 {
		parts = append(parts, o.count(len(suppressed), wordSuppressed[0], wordSuppressed[0], wordSuppressed[1]))
	}
	if r.Elsewhere > 0 {
		parts = append(parts, o.say(wordElsewhere, o.countFindings(r.Elsewhere)))
	}
	read := o.count(r.Files, "file", "files", "파일") + ", " +
		o.count(r.Units, "unit", "units", "단위") + ", " +
		o.count(r.Resources, "resource", "resources", "리소스")
	if o.Elapsed > 0 {
		read += o.say(wordInTime, elapsed(o.Elapsed))
	}
	return []string{strings.Join(parts, "; ") + ".", read + "."}
}

// countSeverities renders "4 findings: 1 high, 3 low", and how many of them
// fail the run where that is not all.
func (o Options) countSeverities(failed []*engine.Finding) string {
	if len(failed) == 0 {
		return o.say(wordNoFindings)
	}
	counts := bySeverity(failed)
	var words []string
	failing := 0
	for _, s := range engine.Severities {
		if counts[s] > 0 {
			words = append(words, fmt.Sprintf("%d %s", counts[s], s))
		}
		if o.fails(s) {
			failing += counts[s]
		}
	}
	text := o.countFindings(len(failed)) + ": " + strings.Join(words, ", ")
	if o.FailOn != "" && o.FailOn != "never" && failing < len(failed) {
		text += " (" + o.say(wordFailing, failing, o.FailOn) + ")"
	}
	return text
}

func elapsed(d time.Duration) string {
	if d < time.Second {
		return strconv.FormatInt(max(d.Milliseconds(), 1), 10) + " ms"
	}
	return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
}

// wrap breaks a text between words into lines of at most width cells; a width
// below 30 leaves it whole.
func wrap(text string, width int) []string {
	if width < 30 || cells(text) <= width {
		return []string{text}
	}
	indent := ""
	if n := len(text) - len(strings.TrimLeft(text, "0123456789")); n > 0 && strings.HasPrefix(text[n:], ". ") {
		indent = strings.Repeat(" ", n+2) // below the text of a numbered step
	}
	var lines []string
	line := ""
	for w := range strings.SplitAfterSeq(text, " ") {
		if line != indent && line != "" && cells(line)+cells(strings.TrimRight(w, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = indent
		}
		line += w
	}
	return append(lines, strings.TrimRight(line, " "))
}
