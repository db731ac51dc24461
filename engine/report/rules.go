package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/plumb-iac/plumb/engine"
)

// Rules writes the list of rules: as a table, as json with all that the index
// knows of each, or as markdown, which is the index of the rules' pages.
func Rules(w io.Writer, name string, rules []*engine.Rule, o Options) error {
	switch name {
	case "", "table":
		return rulesTable(w, rules, o)
	case "json":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if rules == nil {
			rules = []*engine.Rule{}
		}
		return e.Encode(rules)
	case "markdown":
		return rulesMarkdown(w, rules, o)
	default:
		return fmt.Errorf("unknown format %q: want one of table, json, markdown", name)
	}
}

func rulesTable(w io.Writer, rules []*engine.Rule, o Options) error {
	width := 0
	for _, r := range rules {
		width = max(width, len(r.ID))
	}
	b := bufio.NewWriter(w)
	for _, r := range rules {
		grade := o.paint(severityColor(&engine.Finding{Severity: r.Severity}), pad(string(r.Severity), 8))
		mark := ""
		if profile(r) != engine.ProfileDefault {
			mark = " " + o.paint(dim, "("+profile(r)+")")
		}
		_, _ = b.WriteString(pad(r.ID, width) + "  " + grade + "  " + o.title(r) + mark + "\n")
	}
	_, _ = b.WriteString("\n" + o.count(len(rules), "rule", "rules", "규칙") + "\n")
	return b.Flush() // carries the errors of all writes
}

func rulesMarkdown(w io.Writer, rules []*engine.Rule, o Options) error {
	b := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n| --- | --- | --- | --- | --- |\n",
		o.say(wordRule), o.say(wordSeverity), o.say(wordCategory), o.say(wordProfile), o.say(wordTitle))
	for _, r := range rules {
		_, _ = fmt.Fprintf(b, "| [%s](rules/%s.md) | %s | %s | %s | %s |\n", r.ID, r.ID, r.Severity, r.Category, profile(r), markdownText(o.title(r)))
	}
	return b.Flush() // carries the errors of all writes
}
