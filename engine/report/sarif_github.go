package report

import (
	"cmp"
	"io"
	"slices"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// limits are what a consumer of the log accepts; the zero value has none.
type limits struct {
	github        bool
	results       int // a run; code scanning rejects 25,000 and keeps 5,000
	locations     int // related locations of a result
	flowSteps     int // thread flow locations of a result
	messageLength int // Unicode characters of a message
	notifications int // warnings and notes of a run
}

// githubLimits are those of GitHub code scanning
// (https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit).
// It states no limit for messages and notifications: those two only keep
// generated templates from making alerts that nobody can read.
func githubLimits() limits {
	return limits{github: true, results: 5000, locations: 100, flowSteps: 1000, messageLength: 4000, notifications: 1000}
}

// writeGitHubSARIF writes what GitHub code scanning shows. It reads neither
// kinds nor suppressions and would show undetermined and suppressed results as
// open alerts, so they are left out, as are snippets and fixes, which it
// ignores.
func writeGitHubSARIF(w io.Writer, r *engine.Result, o Options) error {
	failed, _, _ := split(r.Findings)
	s := &sarifLog{Options: o, limits: githubLimits(), rules: indexRules(r.Rules)}
	kept := worst(failed, s.limits.results)
	s.leftOut = len(failed) - len(kept)
	return s.write(w, kept, r)
}

// worst returns the n worst findings, in their original order.
func worst(findings []*engine.Finding, n int) []*engine.Finding {
	if len(findings) <= n {
		return findings
	}
	order := make([]int, len(findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(grade(findings[a].Severity), grade(findings[b].Severity))
	})
	order = order[:n]
	slices.Sort(order)
	kept := make([]*engine.Finding, 0, n)
	for _, i := range order {
		kept = append(kept, findings[i])
	}
	return kept
}

// calls leaves out the outermost calls of a chain that is too long.
func (l limits) calls(chain []graph.Call) []graph.Call {
	if l.locations > 0 && len(chain) > l.locations {
		return chain[len(chain)-l.locations:]
	}
	return chain
}

// steps leaves out the middle of a path that is too long: its ends say most.
func (l limits) steps(flow []engine.FlowStep) []engine.FlowStep {
	if l.flowSteps == 0 || len(flow) <= l.flowSteps {
		return flow
	}
	half := l.flowSteps / 2
	return slices.Concat(flow[:half], flow[len(flow)-half:])
}

func (l limits) message(text string) string {
	if l.messageLength == 0 {
		return text
	}
	return shorten(text, l.messageLength)
}
