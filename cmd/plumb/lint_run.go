package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
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
	known, err := readBaseline(f.baseline)
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
	if f.since != "" {
		if err := markSince(cmd.Context(), e, c, f, options, result); err != nil {
			return err
		}
	}
	known.apply(result, len(project.Files) == 0 && len(f.selected) == 0)
	if err := writeBaseline(f.newBaseline, result); err != nil {
		return err
	}
	r.leaveOut(result)
	if slices.ContainsFunc(outputs, func(o output) bool { return strings.Contains(o.format, "sarif") }) {
		if result.Rules, err = e.Rules(); err != nil {
			return &statusError{exitInternal, err}
		}
	}
	o := report.Options{
		Undetermined: f.undetermined, Language: f.language, Version: version(),
		FailOn: engine.Severity(f.failOn),
	}
	if isTerminal(cmd.OutOrStdout()) {
		o.Elapsed = time.Since(start) // elsewhere the same input gives the same bytes
	}
	if err := writeReports(cmd, result, outputs, f.color, o); err != nil {
		return &statusError{exitInternal, err}
	}
	if result.Units == 0 {
		tellNothingFound(cmd.ErrOrStderr(), result, project)
	}
	return verdict(result, f)
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
