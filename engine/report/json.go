package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// The shapes of --format json; docs/findings.schema.json describes them.
type (
	jsonFinding struct {
		Rule         string           `json:"rule"`
		Title        string           `json:"title"`
		Verdict      engine.Verdict   `json:"verdict"`
		Severity     engine.Severity  `json:"severity"`
		Category     string           `json:"category"`
		Message      string           `json:"message"`
		Fix          string           `json:"fix,omitempty"`
		Unit         string           `json:"unit"`
		Environments []string         `json:"environments,omitempty"`
		Address      string           `json:"address"`
		Instances    []string         `json:"instances"`
		Type         string           `json:"type"`
		Language     graph.Language   `json:"language"`
		Path         string           `json:"path"`
		File         string           `json:"file"`
		Range        *jsonRange       `json:"range,omitempty"`
		Calls        []jsonCall       `json:"calls,omitempty"`
		Node         string           `json:"node,omitempty"`
		Construct    string           `json:"construct,omitempty"`
		Why          string           `json:"why,omitempty"`
		DependsOn    []string         `json:"depends_on,omitempty"`
		Condition    string           `json:"condition,omitempty"`
		Flow         []jsonStep       `json:"flow,omitempty"`
		Edits        []jsonEdit       `json:"edits,omitempty"`
		Key          string           `json:"key"`
		Suppressed   *jsonSuppression `json:"suppressed,omitempty"`
	}
	jsonPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	jsonRange struct {
		Start jsonPosition `json:"start"`
		End   jsonPosition `json:"end"`
	}
	jsonCall struct {
		Address string     `json:"address"`
		File    string     `json:"file,omitempty"`
		Range   *jsonRange `json:"range,omitempty"`
	}
	jsonStep struct {
		Node  string     `json:"node"`
		Text  string     `json:"text,omitempty"`
		File  string     `json:"file,omitempty"`
		Range *jsonRange `json:"range,omitempty"`
	}
	jsonEdit struct {
		File  string     `json:"file"`
		Range *jsonRange `json:"range"`
		Text  string     `json:"text"`
	}
	jsonSuppression struct {
		Kind   string     `json:"kind"`
		Reason string     `json:"reason,omitempty"`
		Until  string     `json:"until,omitempty"`
		File   string     `json:"file,omitempty"`
		Range  *jsonRange `json:"range,omitempty"`
	}
	jsonDiagnostic struct {
		Severity graph.Severity `json:"severity"`
		Message  string         `json:"message"`
		File     string         `json:"file,omitempty"`
		Range    *jsonRange     `json:"range,omitempty"`
	}
	jsonSummary struct {
		Fail         map[engine.Severity]int `json:"fail"`
		Undetermined int                     `json:"undetermined"`
		Suppressed   int                     `json:"suppressed"`
		Elsewhere    int                     `json:"elsewhere"`
		Files        int                     `json:"files"`
		Units        int                     `json:"units"`
		Resources    int                     `json:"resources"`
	}
)

// writeJSON writes one document, a finding a line, so that it can be read by a
// program, compared by diff and written without holding it in memory.
func writeJSON(w io.Writer, r *engine.Result, o Options) error {
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("{\"version\": 1,\n\"findings\": [")
	for i, f := range r.Findings {
		if err := element(b, i, o.finding(f)); err != nil {
			return err
		}
	}
	_, _ = b.WriteString("\n],\n\"diagnostics\": [")
	for i, d := range r.Diagnostics {
		if err := element(b, i, diagnostic(d)); err != nil {
			return err
		}
	}
	_, _ = b.WriteString("\n],\n\"summary\": ")
	summary, err := compact(summarize(r))
	if err != nil {
		return err
	}
	_, _ = b.Write(summary)
	_, _ = b.WriteString("\n}\n")
	return b.Flush()
}

// element writes one element of a JSON array on a line of its own.
func element(b *bufio.Writer, i int, v any) error {
	data, err := compact(v)
	if err != nil {
		return err
	}
	if i > 0 {
		_ = b.WriteByte(',') // Flush returns the error, here and below
	}
	_ = b.WriteByte('\n')
	_, err = b.Write(data)
	return err
}

// compact encodes without HTML's escapes, which make policies unreadable.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func (o Options) finding(f *engine.Finding) jsonFinding {
	out := jsonFinding{
		Rule: f.Rule.ID, Title: o.title(f.Rule), Verdict: f.Verdict, Severity: f.Severity, Category: f.Rule.Category,
		Message: f.Message, Fix: o.fix(f.Rule),
		Unit: f.Unit, Environments: f.Environments, Address: f.Address, Instances: f.Instances,
		Type: f.Type, Language: f.Language, Path: f.Path.String(),
		File: f.Range.File, Range: span(f.Range), Calls: callChain(f.Calls), Node: f.Node, Construct: f.Construct,
		Why: f.Why, DependsOn: f.Deciders, Condition: f.Condition, Key: f.Key,
	}
	if len(out.Instances) == 0 {
		out.Instances = []string{f.Address}
	}
	for _, s := range f.Flow {
		out.Flow = append(out.Flow, jsonStep{Node: s.Node, Text: s.Text, File: s.Range.File, Range: span(s.Range)})
	}
	for _, e := range f.Edits {
		out.Edits = append(out.Edits, jsonEdit{File: e.Range.File, Range: span(e.Range), Text: e.Text})
	}
	if s := f.Suppressed; s != nil {
		out.Suppressed = &jsonSuppression{Kind: s.Kind, Reason: s.Reason, Until: s.Until, File: s.Range.File, Range: span(s.Range)}
	}
	return out
}

func callChain(chain []graph.Call) []jsonCall {
	calls := make([]jsonCall, 0, len(chain))
	for _, c := range chain {
		calls = append(calls, jsonCall{Address: c.Address, File: c.Range.File, Range: span(c.Range)})
	}
	return calls
}

func diagnostic(d graph.Diagnostic) jsonDiagnostic {
	return jsonDiagnostic{Severity: d.Severity, Message: d.Message, File: d.Range.File, Range: span(d.Range)}
}

// span is nil for a range that points nowhere.
func span(r graph.Range) *jsonRange {
	if r.IsZero() {
		return nil
	}
	return &jsonRange{
		Start: jsonPosition{r.Start.Line, r.Start.Column},
		End:   jsonPosition{r.End.Line, r.End.Column},
	}
}

func summarize(r *engine.Result) jsonSummary {
	failed, open, suppressed := split(r.Findings)
	counts := map[engine.Severity]int{}
	for _, s := range engine.Severities {
		counts[s] = 0
	}
	for _, f := range failed {
		counts[f.Severity]++
	}
	return jsonSummary{
		Fail: counts, Undetermined: len(open), Suppressed: len(suppressed), Elsewhere: r.Elsewhere,
		Files: r.Files, Units: r.Units, Resources: r.Resources,
	}
}
