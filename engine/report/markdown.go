package report

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// markdownBytes keeps a report below what a job summary or the body of a pull
// request comment may hold: 1 MiB and 65,536 characters. The rest is counted.
const markdownBytes = 60_000

// writeMarkdown writes a report for a job summary or a comment: the counts, a
// table of what fails, worst first, and the rest folded away.
func writeMarkdown(w io.Writer, r *engine.Result, o Options) error {
	m := &markdown{Options: o, w: bufio.NewWriter(w)}
	failed, open, suppressed := split(r.Findings)
	m.text("## plumb\n\n")
	for _, line := range (Options{Language: o.Language, Undetermined: true, FailOn: o.FailOn}).counts(r) {
		m.text(markdownText(line) + "\n")
	}
	m.diagnostics(r.Diagnostics)
	m.findings(worstFirst(failed))
	if o.Undetermined && len(open) > 0 {
		m.fold(upperFirst(o.say(wordUndetermined)), len(open), func() { m.findings(open) })
	}
	if len(suppressed) > 0 {
		m.fold(upperFirst(o.say(wordSuppressed)), len(suppressed), func() { m.findings(suppressed) })
	}
	return m.w.Flush()
}

type markdown struct {
	Options
	w       *bufio.Writer
	written int
}

func (m *markdown) text(s string) {
	m.written += len(s)
	_, _ = m.w.WriteString(s) // Flush returns the error
}

func (m *markdown) fold(title string, n int, body func()) {
	m.text("\n<details><summary>" + title + ": " + strconv.Itoa(n) + "</summary>\n")
	body()
	m.text("\n</details>\n")
}

func (m *markdown) diagnostics(list []graph.Diagnostic) {
	first := true
	for _, d := range list {
		if d.Severity == graph.Note || m.written > markdownBytes {
			continue
		}
		if first {
			m.text("\n")
			first = false
		}
		m.text("- **" + string(d.Severity) + "** " + code(d.Range.String()) + " " + markdownText(sentence(d.Message)) + "\n")
	}
}

func (m *markdown) findings(list []*engine.Finding) {
	if len(list) == 0 {
		return
	}
	m.text("\n| " + m.say(wordSeverity) + " | " + m.say(wordWhere) + " | " + m.say(wordWhat) + " | " + m.say(wordRule) + " |\n| --- | --- | --- | --- |\n")
	for i, f := range list {
		if m.written > markdownBytes {
			m.text("\n" + sentence(m.say(wordLeftOut, len(list)-i)) + "\n")
			return
		}
		m.text("| " + strings.Join([]string{
			m.severity(f), code(place(f)), m.cell(f), "[" + f.Rule.ID + "](" + rulePage(f.Rule) + ")",
		}, " | ") + " |\n")
	}
}

// cell says what was found, and below it what else there is to say.
func (m *markdown) cell(f *engine.Finding) string {
	lines := []string{markdownText(sentence(message(f)))}
	for i, s := range steps(f.Flow) {
		if i == 0 {
			lines = append(lines, m.say(wordPath)+":")
		}
		lines = append(lines, markdownText(s))
	}
	if chain := calls(f.Calls); len(chain) > 0 {
		lines = append(lines, m.say(wordCalledBy)+" "+markdownText(strings.Join(chain, ", ")))
	}
	if others := m.others(f, instancesShown); others != "" {
		lines = append(lines, m.say(wordAlso)+": "+markdownText(others))
	}
	if f.Condition != "" {
		lines = append(lines, markdownText(f.Condition))
	}
	if f.Suppressed != nil {
		lines = append(lines, markdownText(m.reason(f.Suppressed)))
	} else if fix := m.fix(f.Rule); fix != "" {
		lines = append(lines, "**"+m.say(wordFix)+"**: "+markdownText(fix))
	}
	return strings.Join(lines, "<br>")
}

// reason says why a finding is suppressed, and until when.
func (o Options) reason(s *engine.Suppression) string {
	text := o.say(wordReason) + ": " + s.Reason
	if s.Reason == "" {
		text = upperFirst(o.say(wordSuppressed))
	}
	if s.Until != "" {
		text += " (" + o.say(wordUntil, s.Until) + ")"
	}
	return sentence(text)
}

// markdownText escapes what markdown, HTML and GitHub's mentions would
// interpret. It stays on one line, so it can stand in a table.
func markdownText(text string) string {
	var b strings.Builder
	for _, r := range visible(text) {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '$':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '@': // a mention would notify people
			b.WriteString("&#64;")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// code is a code span, fenced with more backticks than the text holds; a pipe
// would end the cell of a table.
func code(text string) string {
	text = strings.ReplaceAll(visible(text), "|", "\\|")
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + text + " " + fence
	}
	return fence + text + fence
}
