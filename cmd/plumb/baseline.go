package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/triage"
	"github.com/plumb-iac/plumb/parser/graph"
)

// baseline is the file of --baseline; the zero value knows nothing.
type baseline struct {
	file  string
	known *triage.Baseline
}

func readBaseline(file string) (b baseline, err error) {
	if file == "" {
		return baseline{}, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return baseline{}, fmt.Errorf("--baseline: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b = baseline{file: file}
	if b.known, err = triage.ReadBaseline(f); err != nil {
		return baseline{}, fmt.Errorf("--baseline %s: %w", file, err)
	}
	return b, nil
}

// apply marks what the baseline knows. Where everything that it covers was
// looked at, it notes how much of it is gone.
func (b baseline) apply(result *engine.Result, complete bool) {
	if b.known == nil {
		return
	}
	gone := b.known.Apply(result.Findings, "in the baseline "+b.file)
	if complete && len(gone) > 0 {
		result.Diagnostics = mergeDiagnostics(append(result.Diagnostics, graph.Diagnostic{
			Severity: graph.Note, Range: graph.Range{File: b.file},
			Message: fmt.Sprintf("%d findings of the baseline were not found again: write it anew with --write-baseline", len(gone)),
		}))
	}
}

// writeBaseline makes the findings of a run the ones that are known.
func writeBaseline(file string, result *engine.Result) (err error) {
	if file == "" {
		return nil
	}
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("--write-baseline: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return triage.NewBaseline(result.Findings).Write(f)
}
