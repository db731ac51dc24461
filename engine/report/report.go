// Package report writes what a run found: for people (table, markdown, html),
// for code scanning (sarif, github-sarif, github) and for other programs (json,
// junit). It also renders what plumb knows without a run: rules, and the graph.
//
// It decides nothing: findings come sorted, worded and redacted from the
// engine. What it owns is each format's escaping and limits, and that the same
// result always gives the same bytes.
package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/plumb-iac/plumb/engine"
)

// Home is the address of the project, where the pages of the rules are found.
const Home = "https://github.com/plumb-iac/plumb"

// Options say how to write a report. The zero value is a plain English report.
type Options struct {
	Color        bool            // terminal colors, in the table only
	Width        int             // cells of the terminal; 0 where there is none
	Undetermined bool            // list undetermined findings, where a format doesn't always do so
	Sources      bool            // name the sources of each finding's rule in the table
	Language     string          // "ko" for Korean; else English
	Version      string          // plumb's version, without a leading v
	FailOn       engine.Severity // from here on findings fail the run; empty means medium, "never" none
	Elapsed      time.Duration   // shown by the table alone; 0 leaves it out
}

type writer func(w io.Writer, r *engine.Result, o Options) error

type format struct {
	name  string
	write writer
}

func formats() []format {
	return []format{
		{"table", writeTable},
		{"json", writeJSON},
		{"sarif", writeSARIF},
		{"github-sarif", writeGitHubSARIF},
		{"junit", writeJUnit},
		{"github", writeGitHub},
		{"markdown", writeMarkdown},
		{"html", writeHTML},
	}
}

// Formats lists the names that Write takes, the default first.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Write writes the result of a run in one of the Formats.
func Write(w io.Writer, name string, r *engine.Result, o Options) error {
	for _, f := range formats() {
		if f.name == name {
			if err := f.write(w, r, o); err != nil {
				return fmt.Errorf("write %s report: %w", name, err)
			}
			return nil
		}
	}
	return fmt.Errorf("unknown format %q: want one of %s", name, strings.Join(Formats(), ", "))
}

// fails reports whether a finding of this severity fails the run.
func (o Options) fails(s engine.Severity) bool {
	if o.FailOn == "" {
		return s.AtLeast(engine.Medium)
	}
	return s.AtLeast(o.FailOn)
}

// split sorts findings by what becomes of them, keeping their order: those
// that fail, those that are undetermined and those that are suppressed.
func split(findings []*engine.Finding) (failed, open, suppressed []*engine.Finding) {
	for _, f := range findings {
		switch {
		case f.Suppressed != nil:
			suppressed = append(suppressed, f)
		case f.Verdict == engine.Open:
			open = append(open, f)
		default:
			failed = append(failed, f)
		}
	}
	return failed, open, suppressed
}

// worstFirst orders findings by severity and leaves those of one severity as
// they were.
func worstFirst(findings []*engine.Finding) []*engine.Finding {
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b *engine.Finding) int { return cmp.Compare(grade(a.Severity), grade(b.Severity)) })
	return sorted
}

// grade orders severities, worst first.
func grade(s engine.Severity) int { return slices.Index(engine.Severities, s) }

// bySeverity counts findings by severity.
func bySeverity(findings []*engine.Finding) map[engine.Severity]int {
	counts := map[engine.Severity]int{}
	for _, f := range findings {
		counts[f.Severity]++
	}
	return counts
}
