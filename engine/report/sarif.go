package report

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"

	sarifreport "github.com/owenrumney/go-sarif/v3/pkg/report"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

const (
	// sarifSchema is the address of the schema that the standard itself names.
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// sourceRoot is the base of all URIs. Its own URI is left out: it differs
	// from machine to machine, and viewers take the repository's root.
	sourceRoot = "%SRCROOT%"
)

// writeSARIF writes the complete log: undetermined and suppressed results are
// in it, marked as such.
func writeSARIF(w io.Writer, r *engine.Result, o Options) error {
	s := &sarifLog{Options: o, rules: indexRules(r.Rules)}
	return s.write(w, r.Findings, r)
}

// sarifLog builds SARIF objects; limits are the consumer's.
type sarifLog struct {
	Options
	limits  limits
	rules   map[string]int // index in tool.driver.rules
	leftOut int            // results that the limits dropped
}

func indexRules(rules []*engine.Rule) map[string]int {
	index := make(map[string]int, len(rules))
	for i, r := range rules {
		index[r.ID] = i
	}
	return index
}

// write streams the results into a log that was built without them: go-sarif
// holds a whole log in memory, about 4 KB a result.
func (s *sarifLog) write(w io.Writer, findings []*engine.Finding, r *engine.Result) error {
	log := sarifreport.NewV210Report()
	log.Schema = sarifSchema
	log.AddRun(s.run(r))
	shell, err := prune(log)
	if err != nil {
		return err
	}
	head, tail, ok := bytes.Cut(shell, []byte(`"results":[]`)) // never within a string: there the quotes are escaped
	if !ok {
		return errors.New("the log has no place for results")
	}
	suppressed := slices.ContainsFunc(findings, func(f *engine.Finding) bool { return f.Suppressed != nil })
	b := bufio.NewWriter(w)
	_, _ = b.Write(head)
	_, _ = b.WriteString(`"results":[`)
	for i, f := range findings {
		result, err := prune(s.result(f))
		if err != nil {
			return err
		}
		if suppressed && f.Suppressed == nil {
			// All results of a run tell, or none does (§3.27.23).
			result = append(bytes.TrimSuffix(result, []byte("}")), `,"suppressions":[]}`...)
		}
		if i > 0 {
			_ = b.WriteByte(',') // Flush returns the error, here and below
		}
		_ = b.WriteByte('\n')
		_, _ = b.Write(result)
	}
	_, _ = b.WriteString("\n]")
	_, _ = b.Write(tail)
	_ = b.WriteByte('\n')
	return b.Flush()
}

func (s *sarifLog) run(r *engine.Result) *sarif.Run {
	run := sarif.NewRunWithInformationURI("plumb", Home)
	driver := run.Tool.Driver
	driver.WithFullName("plumb, a linter for AWS infrastructure as code").WithOrganization("plumb")
	if v := semantic(s.Version); v != "" {
		driver.WithVersion(v).WithSemanticVersion(v)
	}
	culture := "en-US"
	if s.korean() {
		culture = "ko-KR"
	}
	driver.WithLanguage(culture)
	for _, rule := range r.Rules {
		driver.AddRule(s.rule(rule))
	}
	for _, n := range notificationKinds() {
		driver.AddNotification(n)
	}
	run.WithLanguage(culture).WithColumnKind("unicodeCodePoints")
	root := sarif.NewArtifactLocation().WithDescription(sarif.NewTextMessage("The root of the repository."))
	run.WithOriginalUriBaseIds(map[string]sarif.ArtifactLocation{sourceRoot: *root})
	run.AddInvocation(s.invocation(r.Diagnostics))
	return run
}

// semantic makes a semantic version of one that a build without a tag has.
func semantic(version string) string {
	if version == "" || version[0] >= '0' && version[0] <= '9' {
		return version
	}
	return "0.0.0-" + version
}

// invocation tells what could not be read or evaluated.
func (s *sarifLog) invocation(diagnostics []graph.Diagnostic) *sarif.Invocation {
	invocation := sarif.NewInvocation()
	successful := true
	for i, d := range diagnostics {
		successful = successful && d.Severity != graph.Error
		if s.limits.notifications > 0 && i >= s.limits.notifications && d.Severity != graph.Error {
			continue
		}
		n := notification(string(d.Severity), sentence(d.Message))
		if d.Range.File != "" {
			n.AddLocation(s.location(d.Range))
		}
		invocation.AddToolExecutionNotification(n)
	}
	if s.leftOut > 0 {
		invocation.AddToolExecutionNotification(notification(string(graph.Warning), sentence(s.say(wordLeftOut, s.leftOut))))
	}
	return invocation.WithExecutionSuccessful(successful)
}

// notification levels are those of diagnostics.
func notification(level, text string) *sarif.Notification {
	return sarif.NewNotification().WithLevel(level).WithMessage(sarif.NewTextMessage(text)).
		WithDescriptor(sarif.NewReportingDescriptorReference().WithID("input/" + level))
}

func notificationKinds() []*sarif.ReportingDescriptor {
	kinds := []struct{ id, name, text, help string }{
		{"input/error", "UnreadableInput", "Input that could not be read or parsed.", "Correct the file: nothing in it was checked."},
		{"input/warning", "UnevaluatedInput", "Input that could not be evaluated.", "What depends on it is undetermined until its value can be known."},
		{"input/note", "InputNote", "Something worth knowing about the input.", "Nothing has to be done."},
	}
	descriptors := make([]*sarif.ReportingDescriptor, 0, len(kinds))
	for _, k := range kinds {
		text := func(t string) *sarif.MultiformatMessageString { return sarif.NewMultiformatMessageString().WithText(t) }
		descriptors = append(descriptors, sarif.NewReportingDescriptor().WithID(k.id).WithName(k.name).
			WithShortDescription(text(k.text)).WithFullDescription(text(k.text)).WithHelp(text(k.help)))
	}
	return descriptors
}

// location of a range; one that points nowhere in its file gets no region.
func (s *sarifLog) location(r graph.Range) *sarif.Location {
	physical := sarif.NewPhysicalLocation().WithArtifactLocation(artifact(r.File))
	if !r.IsZero() {
		physical.WithRegion(region(r))
	}
	return sarif.NewLocation().WithPhysicalLocation(physical)
}

func region(r graph.Range) *sarif.Region {
	if r.End.Before(r.Start) {
		r.End = r.Start // a range without an end is the point where it starts
	}
	return sarif.NewRegion().
		WithStartLine(r.Start.Line).WithStartColumn(max(r.Start.Column, 1)).
		WithEndLine(r.End.Line).WithEndColumn(max(r.End.Column, 1))
}

// artifact locates a file below the source root. A file name can hold
// characters that mean something in a URI; a colon would make a scheme of it.
func artifact(file string) *sarif.ArtifactLocation {
	if file == "" || file == "-" {
		file = "stdin"
	}
	uri := strings.ReplaceAll((&url.URL{Path: strings.TrimPrefix(file, "./")}).EscapedPath(), ":", "%3A")
	return sarif.NewSimpleArtifactLocation(uri).WithURIBaseID(sourceRoot)
}
