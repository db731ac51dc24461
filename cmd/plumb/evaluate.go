package main

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser"
	"github.com/plumb-iac/plumb/parser/graph"
)

// lintRun evaluates the units of a project.
type lintRun struct {
	engine       *engine.Engine
	project      *parser.Project
	jobs         int
	progress     *progress
	suppressions *suppressions
	// elsewhere are the findings that don't concern the named files; they stay
	// in the result until it has been compared with what is known.
	elsewhere map[*engine.Finding]bool
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
	err         error
}

// evaluate loads every unit, asks the rules and drops the unit. The result
// leaves out the metadata of rules that found nothing.
func (r *lintRun) evaluate(ctx context.Context) (*engine.Result, error) {
	p := r.project
	r.elsewhere = map[*engine.Finding]bool{}
	all := outcome{findings: make([][]*engine.Finding, len(p.Targets)), diagnostics: p.Diagnostics, files: map[string]bool{}, units: map[string]bool{}}
	err := p.Each(r.jobs, func(i int, u *graph.Unit) {
		findings, err := r.engine.Evaluate(ctx, u)
		if err == nil {
			findings, err = r.suppressions.apply(u, findings)
		}
		var elsewhere []*engine.Finding
		diagnostics := u.Diagnostics
		if len(p.Files) > 0 {
			touch := newTouch(p.Files, u)
			elsewhere = slices.DeleteFunc(slices.Clone(findings), touch.finding)
			diagnostics = slices.DeleteFunc(slices.Clone(diagnostics), func(d graph.Diagnostic) bool { return !touch.diagnostic(d) })
		}
		all.mu.Lock()
		defer all.mu.Unlock()
		all.findings[i] = findings
		for _, f := range elsewhere {
			r.elsewhere[f] = true
		}
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
		Files:       len(all.files), Units: len(all.units), Resources: all.resources,
	}, nil
}

// leaveOut drops the findings that don't concern the named files, and counts
// those of them that are not known.
func (r *lintRun) leaveOut(result *engine.Result) {
	result.Findings = slices.DeleteFunc(result.Findings, func(f *engine.Finding) bool {
		if r.elsewhere[f] && f.Suppressed == nil {
			result.Elsewhere++
		}
		return r.elsewhere[f]
	})
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
