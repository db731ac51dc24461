package ruletest

import (
	"context"
	"fmt"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// Findings evaluates a rule on the units of its fixture.
func Findings(ctx context.Context, e *engine.Engine, units []*graph.Unit) ([]*engine.Finding, error) {
	var all []*engine.Finding
	for _, u := range units {
		found, err := e.Evaluate(ctx, u)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// Lines renders findings as want.txt has them, in their order: by language, file
// and line.
func Lines(findings []*engine.Finding) []string {
	lines := make([]string, 0, len(findings))
	for _, f := range findings {
		lines = append(lines, Line(f))
	}
	return lines
}

// Line renders one finding: main.tf:7:3: high: message [s3/mfa-delete].
func Line(f *engine.Finding) string {
	var b strings.Builder
	b.WriteString(f.Range.String())
	if f.Verdict == engine.Open {
		fmt.Fprintf(&b, ": undetermined: %s (%s)", f.Message, f.Why)
	} else {
		fmt.Fprintf(&b, ": %s: %s", f.Severity, f.Message)
	}
	if n := len(f.Instances); n > 1 {
		fmt.Fprintf(&b, " (%d instances)", n)
	}
	fmt.Fprintf(&b, " [%s]", f.Rule.ID)
	return b.String()
}
