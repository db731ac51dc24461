package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// level is SARIF's word for a severity.
func level(s engine.Severity) string {
	switch s {
	case engine.Critical, engine.High:
		return "error"
	case engine.Medium:
		return "warning"
	case engine.Low, engine.Note:
		return "note"
	default:
		return "note"
	}
}

func (s *sarifLog) result(f *engine.Finding) *sarif.Result {
	if s.limits.github {
		f = published(f)
	}
	result := sarif.NewRuleResult(f.Rule.ID).WithKind(string(f.Verdict)).WithLevel(level(f.Severity))
	if f.Verdict == engine.Open {
		result.WithLevel("none") // what the standard demands of every kind but fail
	}
	if i, ok := s.rules[f.Rule.ID]; ok {
		result.WithRuleIndex(i)
	}
	result.AddLocation(s.primary(f))
	for i, c := range s.limits.calls(f.Calls) {
		if c.Range.File == "" {
			continue
		}
		related := s.location(c.Range).WithID(i + 1).WithMessage(sarif.NewTextMessage(s.say(wordCalledBy) + " " + visible(c.Address)))
		related.AddLogicalLocation(logical(c.Address, "module"))
		result.AddRelatedLocation(related)
	}
	result.WithMessage(sarif.NewTextMessage(s.limits.message(s.text(f))))
	if f.Key != "" {
		result.WithPartialFingerprints(map[string]string{"plumb/v1": f.Key})
	}
	if len(f.Flow) > 0 {
		result.AddCodeFlow(s.flow(f))
	}
	if len(f.Edits) > 0 && !s.limits.github {
		result.AddFixe(s.fixes(f))
	}
	if f.Suppressed != nil {
		result.AddSuppression(s.suppression(f.Suppressed))
	}
	return result.WithProperties(properties(f))
}

// text is the message as a paragraph: the fact, what it depends on, where it
// comes from and what to do. Code scanning shows the first sentence as title.
func (s *sarifLog) text(f *engine.Finding) string {
	sentences := []string{sentence(visible(message(f)))}
	if f.Condition != "" {
		sentences = append(sentences, sentence(upperFirst(visible(f.Condition))))
	}
	if others := s.others(f, 5); others != "" {
		sentences = append(sentences, sentence(upperFirst(s.say(wordAlso)+": "+visible(others))))
	}
	var links []string
	for i, c := range s.limits.calls(f.Calls) {
		if c.Range.File != "" {
			links = append(links, link(visible(c.Address), i+1))
		}
	}
	if len(links) > 0 {
		sentences = append(sentences, sentence(upperFirst(s.say(wordCalledBy)+": "+strings.Join(links, " > "))))
	}
	if fix := s.fix(f.Rule); fix != "" {
		sentences = append(sentences, sentence(fix))
	}
	return strings.Join(sentences, " ")
}

// link refers to a related location within a message (§3.11.6).
func link(text string, id int) string {
	escaped := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`).Replace(text)
	return "[" + escaped + "](" + strconv.Itoa(id) + ")"
}

// primary is the location of a result: the smallest region, the lines around
// it and the addresses of all instances.
func (s *sarifLog) primary(f *engine.Finding) *sarif.Location {
	r := f.Range
	if r.File == "" {
		r.File = f.Unit
	}
	if r.IsZero() { // code scanning drops a result without a line
		r.Start, r.End = graph.Position{Line: 1, Column: 1}, graph.Position{Line: 1, Column: 1}
	}
	location := s.location(r)
	if lines := r.End.Line - r.Start.Line + 1; len(f.Snippet) >= lines && !s.limits.github {
		text := func(lines []string) *sarif.ArtifactContent {
			return sarif.NewArtifactContent().WithText(strings.Join(lines, "\n"))
		}
		location.PhysicalLocation.Region.WithSnippet(text(clip(f.Snippet[:lines], r)))
		location.PhysicalLocation.WithContextRegion(sarif.NewRegion().
			WithStartLine(r.Start.Line).WithEndLine(r.End.Line).WithSnippet(text(f.Snippet[:lines])))
	}
	location.AddLogicalLocation(logical(f.Address, "resource"))
	if len(f.Instances) > 1 {
		for _, address := range f.Instances[1:] {
			location.AddLogicalLocation(logical(address, "resource"))
		}
	}
	return location
}

// clip cuts whole lines down to a range.
func clip(lines []string, r graph.Range) []string {
	clipped := slices.Clone(lines)
	last := len(clipped) - 1
	end := []rune(clipped[last])
	clipped[last] = string(end[:min(max(r.End.Column-1, 0), len(end))])
	start := []rune(clipped[0])
	clipped[0] = string(start[min(max(r.Start.Column-1, 0), len(start)):])
	return clipped
}

func logical(address, kind string) *sarif.LogicalLocation {
	return sarif.NewLogicalLocation().WithFullyQualifiedName(address).WithKind(kind)
}

// flow is the path of a packet or a permission. A step that stands in no file,
// as the internet does, has a logical location only.
func (s *sarifLog) flow(f *engine.Finding) *sarif.CodeFlow {
	thread := sarif.NewThreadFlow()
	for _, step := range s.limits.steps(f.Flow) {
		location := sarif.NewLocation()
		switch {
		case step.Range.File != "":
			location = s.location(step.Range)
		case s.limits.github && f.Range.File != "": // it shows no step without a file
			location = s.location(f.Range)
		default:
		}
		text := step.Text
		if text == "" {
			text = step.Node
		}
		location.WithMessage(sarif.NewTextMessage(visible(text))).AddLogicalLocation(logical(step.Node, "resource"))
		thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(location))
	}
	return sarif.NewCodeFlow().AddThreadFlow(thread)
}

// fixes proposes the finding's edits as one fix, grouped by file.
func (s *sarifLog) fixes(f *engine.Finding) *sarif.Fix {
	fix := sarif.NewFix()
	if text := s.fix(f.Rule); text != "" {
		fix.WithDescription(sarif.NewTextMessage(sentence(text)))
	}
	changes := map[string]*sarif.ArtifactChange{}
	for _, e := range f.Edits {
		change := changes[e.Range.File]
		if change == nil {
			change = sarif.NewArtifactChange().WithArtifactLocation(artifact(e.Range.File))
			changes[e.Range.File] = change
			fix.AddArtifactChange(change)
		}
		replacement := sarif.NewReplacement().WithDeletedRegion(region(e.Range))
		if e.Text != "" {
			replacement.WithInsertedContent(sarif.NewArtifactContent().WithText(e.Text))
		}
		change.AddReplacement(replacement)
	}
	return fix
}

func (s *sarifLog) suppression(sup *engine.Suppression) *sarif.Suppression {
	out := sarif.NewSuppression().WithKind(sup.Kind).WithStatus("accepted")
	justification := sup.Reason
	if sup.Until != "" {
		justification = strings.TrimSpace(justification + " (" + s.say(wordUntil, sup.Until) + ")")
	}
	if justification != "" {
		out.WithJustification(justification)
	}
	if sup.Range.File != "" {
		out.WithLocation(s.location(sup.Range))
	}
	return out
}

func properties(f *engine.Finding) *sarif.PropertyBag {
	bag := sarif.NewPropertyBag().Add("severity", string(f.Severity)).Add("unit", f.Unit)
	for key, value := range map[string]string{"type": f.Type, "path": f.Path.String(), "condition": f.Condition, "construct": f.Construct, "why": f.Why, "node": f.Node} {
		if value != "" {
			bag.Add(key, value)
		}
	}
	if len(f.Deciders) > 0 {
		bag.Add("dependsOn", f.Deciders)
	}
	if len(f.Environments) > 0 {
		bag.Add("environments", f.Environments)
	}
	return bag
}
