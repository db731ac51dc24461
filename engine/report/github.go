package report

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// annotationsPerStep is how many annotations of each of the three commands
// GitHub shows for a step; it drops the rest without a word.
const annotationsPerStep = 10

// annotation is one workflow command.
type annotation struct {
	command string // error, warning or notice
	place   graph.Range
	title   string
	text    string
}

// writeGitHub writes workflow commands that annotate a pull request
// (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions),
// the worst first, and lists all that they can't hold in a group of the log.
func writeGitHub(w io.Writer, r *engine.Result, o Options) error {
	b := bufio.NewWriter(w)
	shown, rest := budget(o.annotations(r))
	for _, a := range shown {
		_, _ = b.WriteString(a.String() + "\n") // Flush returns the error, here and below
	}
	if len(rest) > 0 {
		more := o.count(len(rest), "more finding is in the log", "more findings are in the log", "로그에 남은 발견 사항")
		_, _ = b.WriteString(annotation{command: "notice", title: "plumb", text: more}.String() + "\n")
		_, _ = b.WriteString("::group::" + commandData(more) + "\n")
		for _, a := range rest {
			line := a.command + ": " + a.text + " [" + a.title + "]"
			if a.place.File != "" {
				line = a.place.String() + ": " + line
			}
			_, _ = b.WriteString(inert(line) + "\n")
		}
		_, _ = b.WriteString("::endgroup::\n")
	}
	for _, line := range o.counts(r) {
		_, _ = b.WriteString(inert(line) + "\n")
	}
	return b.Flush()
}

// annotations lists what is to be shown, worst first: unreadable input, then
// findings by severity, then the rest.
func (o Options) annotations(r *engine.Result) []annotation {
	var list []annotation
	for _, d := range r.Diagnostics {
		if d.Severity == graph.Error {
			list = append(list, annotation{"error", d.Range, "plumb", sentence(d.Message)})
		}
	}
	failed, open, _ := split(r.Findings)
	for _, f := range worstFirst(failed) {
		f = published(f)
		command := level(f.Severity)
		if command == "note" {
			command = "notice"
		}
		list = append(list, annotation{command, f.Range, f.Rule.ID, o.advice(f)})
	}
	for _, d := range r.Diagnostics {
		if d.Severity == graph.Warning {
			list = append(list, annotation{"warning", d.Range, "plumb", sentence(d.Message)})
		}
	}
	if o.Undetermined {
		for _, f := range open {
			f = published(f)
			list = append(list, annotation{"notice", f.Range, f.Rule.ID + " (" + o.say(wordUndetermined) + ")", o.advice(f)})
		}
	}
	return list
}

// advice is the message and how to fix it, in sentences.
func (o Options) advice(f *engine.Finding) string {
	text := sentence(message(f))
	if fix := o.fix(f.Rule); fix != "" {
		text += " " + sentence(fix)
	}
	return text
}

// budget keeps the annotations that GitHub would show; one notice is kept free
// to say that there is more.
func budget(list []annotation) (shown, rest []annotation) {
	left := map[string]int{"error": annotationsPerStep, "warning": annotationsPerStep, "notice": annotationsPerStep - 1}
	for _, a := range list {
		if left[a.command] == 0 {
			rest = append(rest, a)
			continue
		}
		left[a.command]--
		shown = append(shown, a)
	}
	return shown, rest
}

// String renders the workflow command.
func (a annotation) String() string {
	var properties []string
	add := func(name, value string) { properties = append(properties, name+"="+commandProperty(value)) }
	if a.place.File != "" {
		add("file", a.place.File)
	}
	if r := a.place; !r.IsZero() {
		end := max(r.End.Line, r.Start.Line)
		add("line", strconv.Itoa(r.Start.Line))
		add("endLine", strconv.Itoa(end))
		if end == r.Start.Line { // columns are only allowed within one line
			add("col", strconv.Itoa(r.Start.Column))
			add("endColumn", strconv.Itoa(max(r.End.Column, r.Start.Column)))
		}
	}
	if a.title != "" {
		add("title", a.title)
	}
	return "::" + a.command + " " + strings.Join(properties, ",") + "::" + commandData(visible(a.text))
}

// commandData escapes the text of a workflow command.
func commandData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// commandProperty escapes the value of a property of a workflow command.
func commandProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}

// inert keeps a line of the log from being read as a workflow command: those
// start with :: or hold ##[ anywhere.
func inert(line string) string {
	line = strings.ReplaceAll(visible(line), "##[", `#\x23[`)
	if strings.HasPrefix(strings.TrimSpace(line), "::") {
		line = strings.Replace(line, "::", `\x3a:`, 1)
	}
	return line
}
