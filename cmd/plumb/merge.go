package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// mergeFindings puts the findings of all units into one order. What several
// environments of a unit have in common is one finding that names them all.
func mergeFindings(perTarget [][]*engine.Finding) []*engine.Finding {
	all := slices.Concat(perTarget...)
	slices.SortStableFunc(all, func(a, b *engine.Finding) int {
		return cmp.Or(
			a.Range.Compare(b.Range),
			strings.Compare(a.Rule.ID, b.Rule.ID),
			strings.Compare(a.Address, b.Address),
			strings.Compare(a.Unit, b.Unit),
			strings.Compare(a.Message, b.Message),
			strings.Compare(string(a.Verdict), string(b.Verdict)),
			slices.Compare(a.Environments, b.Environments),
		)
	})
	merged := all[:0]
	for _, f := range all {
		if n := len(merged); n > 0 && len(f.Environments) > 0 && alike(merged[n-1], f) {
			merged[n-1].Environments = append(merged[n-1].Environments, f.Environments...)
			continue
		}
		merged = append(merged, f)
	}
	return merged
}

// alike reports whether two findings differ in nothing but the environment.
func alike(a, b *engine.Finding) bool {
	return a.Key == b.Key && a.Range == b.Range && a.Rule.ID == b.Rule.ID && a.Unit == b.Unit &&
		a.Message == b.Message && a.Verdict == b.Verdict && a.Severity == b.Severity && slices.Equal(a.Instances, b.Instances)
}

// mergeDiagnostics sorts diagnostics and drops repetitions: a broken file of a
// shared module is met by every unit that calls it.
func mergeDiagnostics(all []graph.Diagnostic) []graph.Diagnostic {
	slices.SortFunc(all, func(a, b graph.Diagnostic) int {
		return cmp.Or(a.Range.Compare(b.Range), strings.Compare(string(a.Severity), string(b.Severity)), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(all, func(a, b graph.Diagnostic) bool {
		return a.Severity == b.Severity && a.Message == b.Message && a.Range.Compare(b.Range) == 0
	})
}
