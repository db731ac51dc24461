package engine

import (
	"cmp"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// maxSnippet is how many source lines a finding shows at most.
const maxSnippet = 6

// report turns verdicts into findings: texts, places, groups, order.
func (r *run) report(verdicts [][]*verdict) ([]*Finding, error) {
	redact := redactor{secrets: r.input.secrets}
	lines := newLineIndex(r.unit)
	groups := map[string]*Finding{}
	var found []*Finding
	for _, v := range slices.Concat(verdicts...) {
		f, err := r.finding(v, redact)
		if err != nil {
			return nil, err
		}
		id := groupKey(v, f)
		if first := groups[id]; first != nil {
			first.Instances = append(first.Instances, f.Address)
			if f.Address < first.Address {
				f.Instances = first.Instances
				*first = *f
			}
			continue
		}
		groups[id] = f
		found = append(found, f)
	}
	for _, f := range found {
		slices.Sort(f.Instances)
		f.Instances = slices.Compact(f.Instances)
		for _, line := range lines.text(f.Range) {
			f.Snippet = append(f.Snippet, redact.line(line))
		}
	}
	slices.SortFunc(found, compareFindings)
	return found, nil
}

// finding gives a verdict its words and its place.
func (r *run) finding(v *verdict, redact redactor) (*Finding, error) {
	texts := r.engine.texts
	message, err := texts.message(v, v.node.Address)
	if err != nil {
		return nil, err
	}
	f := &Finding{
		Rule:      v.rule,
		Verdict:   Fail,
		Severity:  r.grade(v),
		Message:   redact.text(message),
		Unit:      r.unit.Path,
		Address:   v.node.Resource.Address,
		Instances: []string{v.node.Resource.Address},
		Type:      v.node.Resource.Type,
		Language:  v.node.Resource.Language,
		Path:      v.path,
		Range:     v.node.Locate(v.path),
		Calls:     v.node.Resource.Calls,
		Construct: v.node.Resource.ConstructPath,
		Condition: texts.condition(v.node.Conditional),
		Node:      strings.TrimPrefix(strings.TrimPrefix(v.node.Address, v.node.Resource.Address), "#"),
		Key:       key(r.unit, v),
	}
	if r.unit.Environment != "" {
		f.Environments = []string{r.unit.Environment}
	}
	if v.isOpen() {
		why := v.uncertainty()
		f.Verdict, f.Why = Open, texts.why(why)
		if why != nil {
			f.Deciders = why.Deciders
		}
	}
	for _, step := range v.flow {
		step.Text = redact.text(step.Text)
		step.Range = r.stepRange(step.Node)
		f.Flow = append(f.Flow, step)
	}
	return f, nil
}

// grade returns the severity of a verdict: the rule's own grading, never above
// what the rule starts from.
func (r *run) grade(v *verdict) Severity {
	base := r.engine.severity(v.rule)
	if v.severity == "" || v.severity.AtLeast(base) || !slices.Contains(Severities, v.severity) {
		return base
	}
	return v.severity
}

// stepRange locates a step of a flow: an address, or address#ingress[0].
func (r *run) stepRange(step string) graph.Range {
	if n := r.nodes[step]; n != nil {
		return n.Region
	}
	address, path, _ := strings.Cut(step, "#")
	if n := r.nodes[address]; n != nil {
		return n.Locate(parsePath(path))
	}
	return graph.Range{}
}

// parsePath reads what graph.Path.String writes.
func parsePath(text string) graph.Path {
	if text == "" {
		return nil
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}

// groupKey is equal for the instances of one block that fail alike: same rule,
// place, verdict and words, but for the address.
func groupKey(v *verdict, f *Finding) string {
	block := v.node.Resource.Range
	if block.IsZero() || f.Range.IsZero() {
		return v.rule.ID + "\x00" + v.node.Address + "\x00" + v.path.String() + "\x00" + f.Message
	}
	return strings.Join([]string{
		v.rule.ID, block.String(), f.Range.String(), graph.Range{File: "end", Start: f.Range.End}.String(), v.path.String(), string(f.Verdict), string(f.Severity),
		strings.ReplaceAll(f.Message, v.node.Address, ""), f.Why, f.Condition,
		strings.TrimPrefix(v.node.Address, v.node.Resource.Address),
	}, "\x00")
}

// compareFindings orders findings by place, rule and address.
func compareFindings(a, b *Finding) int {
	return cmp.Or(
		a.Range.Compare(b.Range),
		strings.Compare(a.Rule.ID, b.Rule.ID),
		strings.Compare(a.Address, b.Address),
		strings.Compare(a.Path.String(), b.Path.String()),
		strings.Compare(a.Message, b.Message),
		strings.Compare(a.Key, b.Key),
	)
}
