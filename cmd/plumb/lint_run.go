package main

import (
	"bufio"
	"context"
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
	r := lintRun{engine: e, project: project, jobs: f.jobs, progress: progress, suppressions: newSuppressions(e, c)}
	result, err := r.evaluate(cmd.Context())
	progress.stop()
	if err := errors.Join(err, project.Close()); err != nil {
		return err
	}
	if slices.ContainsFunc(outputs, func(o output) bool { return strings.Contains(o.format, "sarif") }) {
		if result.Rules, err = e.Rules(); err != nil {
			return &statusError{exitInternal, err}
		}
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

// lintRun evaluates the units of a project.
type lintRun struct {
	engine       *engine.Engine
	project      *parser.Project
	jobs         int
	progress     *progress
	suppressions *suppressions
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

// evaluate loads every unit, asks the rules and drops the unit. The result
// leaves out the metadata of rules that found nothing.
func (r *lintRun) evaluate(ctx context.Context) (*engine.Result, error) {
	p := r.project
	all := outcome{findings: make([][]*engine.Finding, len(p.Targets)), diagnostics: p.Diagnostics, files: map[string]bool{}, units: map[string]bool{}}
	err := p.Each(r.jobs, func(i int, u *graph.Unit) {
		findings, err := r.engine.Evaluate(ctx, u)
		if err == nil {
			findings, err = r.suppressions.apply(u, findings)
		}
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
		r.progress.done()
	})
	told, ledgerErr := r.suppressions.diagnostics()
	if len(p.Files) > 0 {
		told = slices.DeleteFunc(told, func(d graph.Diagnostic) bool { return !slices.Contains(p.Files, d.Range.File) })
	}
	if err := errors.Join(err, all.err, ledgerErr); err != nil {
		return nil, &statusError{exitInternal, err}
	}
	return &engine.Result{
		Findings:    mergeFindings(all.findings),
		Diagnostics: mergeDiagnostics(append(all.diagnostics, told...)),
		Files:       len(all.files), Units: len(all.units), Resources: all.resources, Elsewhere: all.elsewhere,
	}, nil
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
