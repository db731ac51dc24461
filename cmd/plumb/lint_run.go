package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/report"
	"github.com/plumb-iac/plumb/engine/triage"
	"github.com/plumb-iac/plumb/parser"
	"github.com/plumb-iac/plumb/parser/graph"
)

// runLint goes the whole way from paths to reports.
func runLint(cmd *cobra.Command, f *lintFlags, paths []string) error {
	start := time.Now()
	outputs, err := f.check()
	if err != nil {
		return err
	}
	c, options, err := f.open(cmd, paths)
	if err != nil {
		return err
	}
	if f.failOn == "" {
		f.failOn = c.failOn
	}
	e, err := f.newEngine(c)
	if err != nil {
		return err
	}
	project, err := parser.Discover(options)
	if err != nil {
		return err
	}
	progress := startProgress(cmd.ErrOrStderr(), len(project.Targets))
	ledger, err := newLedger(e, c)
	if err != nil {
		return &statusError{exitInternal, err}
	}
	result, err := evaluate(cmd, e, project, ledger, f.jobs, progress)
	progress.stop()
	if err := errors.Join(err, project.Close()); err != nil {
		return err
	}
	o := report.Options{
		Undetermined: f.undetermined, Language: f.language, Version: version(),
		FailOn: engine.Severity(f.failOn), Elapsed: time.Since(start),
	}
	if err := writeReports(cmd, result, outputs, f.color, o); err != nil {
		return &statusError{exitInternal, err}
	}
	if result.Units == 0 {
		tellNothingFound(cmd.ErrOrStderr(), result, project)
	}
	return verdict(result, f)
}

// outcome collects what the workers find. The units are evaluated in any order
// and merged in their own.
type outcome struct {
	mu          sync.Mutex
	findings    [][]*engine.Finding // one entry a target
	diagnostics []graph.Diagnostic
	files       map[string]bool
	units       map[string]bool
	resources   int
	elsewhere   int
	err         error
}

// evaluate loads every unit, asks the rules and drops the unit.
func evaluate(cmd *cobra.Command, e *engine.Engine, p *parser.Project, ledger *triage.Ledger, jobs int, progress *progress) (*engine.Result, error) {
	all := outcome{findings: make([][]*engine.Finding, len(p.Targets)), diagnostics: p.Diagnostics, files: map[string]bool{}, units: map[string]bool{}}
	err := p.Each(jobs, func(i int, u *graph.Unit) {
		findings, err := e.Evaluate(cmd.Context(), u)
		findings = ledger.Apply(u, findings)
		kept, diagnostics := findings, u.Diagnostics
		if len(p.Files) > 0 {
			touch := newTouch(p.Files, u)
			kept = slices.DeleteFunc(slices.Clone(findings), func(f *engine.Finding) bool { return !touch.finding(f) })
			diagnostics = slices.DeleteFunc(slices.Clone(diagnostics), func(d graph.Diagnostic) bool { return !touch.diagnostic(d) })
		}
		all.mu.Lock()
		defer all.mu.Unlock()
		all.findings[i] = kept
		all.elsewhere += len(findings) - len(kept)
		all.diagnostics = append(all.diagnostics, diagnostics...)
		all.resources += managed(u)
		all.units[u.Path] = true
		for name := range u.Files {
			all.files[name] = true
		}
		all.err = errors.Join(all.err, err)
		progress.done()
	})
	if err := errors.Join(err, all.err); err != nil {
		return nil, &statusError{exitInternal, err}
	}
	rules, err := e.Rules()
	if err != nil {
		return nil, &statusError{exitInternal, err}
	}
	return &engine.Result{
		Findings:    mergeFindings(all.findings),
		Diagnostics: mergeDiagnostics(append(all.diagnostics, ledger.Diagnostics()...)),
		Rules:       rules,
		Files:       len(all.files), Units: len(all.units), Resources: all.resources, Elsewhere: all.elsewhere,
	}, nil
}

// newLedger judges suppressions by the policy of the configuration.
func newLedger(e *engine.Engine, c *config) (*triage.Ledger, error) {
	all, err := e.Rules()
	if err != nil {
		return nil, err
	}
	selected, err := e.Selected()
	if err != nil {
		return nil, err
	}
	return triage.New(triage.Options{Policy: c.suppressions, Today: time.Now(), Rules: all, Selected: selected}), nil
}

func managed(u *graph.Unit) int {
	n := 0
	for _, r := range u.Resources {
		if r.Mode == graph.Managed {
			n++
		}
	}
	return n
}

// writeReports writes the report on standard output and the further ones, and
// the diagnostics on standard error.
func writeReports(cmd *cobra.Command, result *engine.Result, outputs []output, color string, o report.Options) error {
	out := cmd.OutOrStdout()
	for _, target := range outputs {
		if target.file != "" {
			if err := writeFile(target, result, o); err != nil {
				return err
			}
			continue
		}
		shown := o
		shown.Color, shown.Width = useColor(color, out), terminalWidth(out)
		if err := report.Write(out, target.format, result, shown); err != nil {
			return err
		}
	}
	errOut := cmd.ErrOrStderr()
	o.Color = useColor(color, errOut)
	return report.Diagnostics(errOut, result.Diagnostics, o)
}

func writeFile(target output, result *engine.Result, o report.Options) (err error) {
	file, err := os.Create(target.file)
	if err != nil {
		return fmt.Errorf("--output %s=%s: %w", target.format, target.file, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	b := bufio.NewWriter(file)
	if err := report.Write(b, target.format, result, o); err != nil {
		return err
	}
	return b.Flush()
}

// tellNothingFound says why the report is empty.
func tellNothingFound(w io.Writer, result *engine.Result, p *parser.Project) {
	if unreadable(result.Diagnostics) {
		return
	}
	hint := ""
	if len(p.Examples) > 0 {
		hint = "; to lint examples, name them: " + strings.Join(p.Examples, " ")
	}
	fmt.Fprintf(w, "plumb: nothing found to lint: no Terraform configuration, plan or CloudFormation template%s\n", hint)
}

// unreadable reports whether some input could not be read or parsed.
func unreadable(diagnostics []graph.Diagnostic) bool {
	return slices.ContainsFunc(diagnostics, func(d graph.Diagnostic) bool { return d.Severity == graph.Error })
}

// verdict turns the result into the exit code.
func verdict(result *engine.Result, f *lintFlags) error {
	if unreadable(result.Diagnostics) {
		return &statusError{status: exitUnreadable}
	}
	threshold := engine.Severity(f.failOn)
	if threshold == "" {
		threshold = engine.Medium
	}
	for _, x := range result.Findings {
		switch {
		case x.Suppressed != nil:
		case x.Verdict == engine.Fail && x.Severity.AtLeast(threshold), x.Verdict == engine.Open && f.failOnUndetermined:
			return &statusError{status: exitFindings}
		}
	}
	return nil
}
