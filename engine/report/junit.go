package report

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string      `xml:"classname,attr"`
		Name    string      `xml:"name,attr"`
		File    string      `xml:"file,attr,omitempty"`
		Line    int         `xml:"line,attr,omitempty"`
		Failure *junitFault `xml:"failure"`
		Error   *junitFault `xml:"error"`
		Skipped *junitFault `xml:"skipped"`
		Output  string      `xml:"system-out,omitempty"`
	}
	junitFault struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes a suite a unit and a case a finding. Only findings that
// fail the run are failures: the others pass and say so in their output.
// Undetermined and suppressed ones are skipped. A run without any has one case
// that passes, since several readers reject a report without cases.
func writeJUnit(w io.Writer, r *engine.Result, o Options) error {
	suites := junitSuites{Name: "plumb"}
	index := map[string]int{}
	add := func(suite string, c junitCase) {
		i, ok := index[suite]
		if !ok {
			i = len(suites.Suites)
			index[suite] = i
			suites.Suites = append(suites.Suites, junitSuite{Name: suite})
		}
		suites.Suites[i].Cases = append(suites.Suites[i].Cases, c)
	}
	for _, d := range r.Diagnostics {
		if d.Severity == graph.Error {
			fault := &junitFault{Message: visible(d.Message), Type: string(d.Severity), Text: diagnosticLine(d, Options{})}
			add("input", junitCase{Class: "input", Name: d.Range.String(), File: d.Range.File, Line: d.Range.Start.Line, Error: fault})
		}
	}
	for _, f := range r.Findings {
		add(f.Unit, o.junitCase(f))
	}
	if len(suites.Suites) == 0 {
		add("plumb", junitCase{Class: "plumb", Name: "no findings"})
	}
	for i := range suites.Suites {
		suites.Suites[i].tally()
		suites.Tests += suites.Suites[i].Tests
		suites.Failures += suites.Suites[i].Failures
		suites.Errors += suites.Suites[i].Errors
		suites.Skipped += suites.Suites[i].Skipped
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) tally() {
	s.Tests = len(s.Cases)
	for _, c := range s.Cases {
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		default:
		}
	}
}

func (o Options) junitCase(f *engine.Finding) junitCase {
	c := junitCase{Class: f.Rule.ID, Name: visible(f.Address), File: f.Range.File, Line: f.Range.Start.Line}
	line := Line(f, o)
	switch {
	case f.Suppressed != nil:
		c.Skipped = &junitFault{Message: visible(strings.TrimSpace(o.say(wordSuppressed) + ": " + f.Suppressed.Reason))}
	case f.Verdict == engine.Open:
		c.Skipped = &junitFault{Message: visible(o.say(wordUndetermined) + ": " + message(f))}
	case o.fails(f.Severity):
		text := []string{line}
		if fix := o.fix(f.Rule); fix != "" {
			text = append(text, o.say(wordFix)+": "+fix)
		}
		for _, call := range calls(f.Calls) {
			text = append(text, o.say(wordCalledBy)+" "+visible(call))
		}
		c.Failure = &junitFault{Message: visible(f.Message), Type: string(f.Severity), Text: strings.Join(text, "\n")}
	default:
		c.Output = line
	}
	return c
}
