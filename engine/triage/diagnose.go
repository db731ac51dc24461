package triage

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// voids says why a directive has no effect, or nothing.
func (l *Ledger) voids(d graph.Directive) string {
	if d.Until != "" {
		if _, err := time.Parse(dateLayout, d.Until); err != nil {
			return "has no effect: " + quote(d.Until) + " is no date, write until=YYYY-MM-DD"
		}
		if d.Until < l.today {
			return "expired on " + d.Until + ": correct the finding, or decide anew"
		}
	}
	switch {
	case l.options.Policy.RequireReason && d.Reason == "":
		return "has no effect: the configuration requires a reason, write it after --"
	case l.options.Policy.RequireExpiry && d.Until == "":
		return "has no effect: the configuration requires an expiry, write until=YYYY-MM-DD"
	default:
		return ""
	}
}

// Diagnostics tells of suppressions that have no effect, after all units were
// applied: expired or malformed ones and those that the policy forbids as
// warnings, unused ones as notes. They are sorted by place.
func (l *Ledger) Diagnostics() []graph.Diagnostic {
	l.mu.Lock()
	defer l.mu.Unlock()
	places := slices.SortedFunc(maps.Keys(l.entries), graph.Range.Compare)
	var found []graph.Diagnostic
	for _, place := range places {
		for _, d := range l.diagnose(l.entries[place]) {
			d.Range = place
			found = append(found, d)
		}
	}
	return found
}

func (l *Ledger) diagnose(e *entry) []graph.Diagnostic {
	name := "suppression of " + strings.Join(e.directive.Rules, ", ")
	if e.void != "" {
		return []graph.Diagnostic{{Severity: graph.Warning, Message: name + " " + e.void}}
	}
	var found []graph.Diagnostic
	for _, rule := range slices.Sorted(maps.Keys(e.refused)) {
		found = append(found, graph.Diagnostic{Severity: graph.Warning, Message: "suppression of " + rule + " has no effect: the configuration protects this rule"})
	}
	for _, pattern := range e.directive.Rules {
		if e.used[pattern] {
			continue
		}
		meant := slices.DeleteFunc(slices.Clone(l.options.Rules), func(r *engine.Rule) bool { return !Matches(pattern, r) })
		switch {
		case len(meant) == 0:
			found = append(found, graph.Diagnostic{Severity: graph.Warning, Message: "suppression of " + pattern + " has no effect: there is no rule of that name"})
		case slices.ContainsFunc(meant, func(r *engine.Rule) bool { return l.selected[r.ID] }):
			found = append(found, graph.Diagnostic{Severity: graph.Note, Message: "suppression of " + pattern + " is not used: it covers no finding"})
		default: // none of the rules that it means was run
		}
	}
	return found
}

func quote(text string) string { return `"` + text + `"` }
