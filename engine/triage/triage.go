// Package triage decides which findings a team has already dealt with: those
// suppressed in the source, those in a baseline, and those that a change did
// not bring in. It marks findings and never drops one, and it tells of
// suppressions that have no effect.
package triage

import (
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// dateLayout is how an expiry is written.
const dateLayout = "2006-01-02"

// Policy restricts what a suppression in the source may do.
type Policy struct {
	RequireReason bool     // one without a reason has no effect
	RequireExpiry bool     // one without a date has no effect
	Protected     []string // rules, by name or glob, that can't be suppressed
}

// Options say how to judge suppressions.
type Options struct {
	Policy   Policy
	Today    time.Time      // an expiry before this day has passed
	Rules    []*engine.Rule // all rules of the pack
	Selected []*engine.Rule // the rules that run: a suppression of any other isn't called unused
}

// Ledger applies the suppressions of units and remembers which of them were of
// use. It is safe for concurrent use.
type Ledger struct {
	options  Options
	today    string
	selected map[string]bool

	mu      sync.Mutex
	entries map[graph.Range]*entry // by the place of the directive: units can share a module
}

// entry is a directive and what became of it.
type entry struct {
	directive graph.Directive
	void      string          // why it has no effect; empty when it has
	used      map[string]bool // patterns that covered a finding
	refused   map[string]bool // protected rules that it would have covered
}

// New returns an empty ledger.
func New(o Options) *Ledger {
	l := &Ledger{
		options:  o,
		today:    o.Today.Format(dateLayout),
		selected: map[string]bool{},
		entries:  map[graph.Range]*entry{},
	}
	for _, r := range o.Selected {
		l.selected[r.ID] = true
	}
	return l
}

// Apply marks the findings of a unit that its directives cover. A finding of
// which only some instances are covered, because a directive stands on one of
// several module calls, becomes two.
func (l *Ledger) Apply(u *graph.Unit, findings []*engine.Finding) []*engine.Finding {
	if len(u.Directives) == 0 {
		return findings
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	entries := make([]*entry, 0, len(u.Directives))
	for _, d := range u.Directives {
		entries = append(entries, l.enter(d))
	}
	var result []*engine.Finding
	for _, f := range findings {
		if f.Suppressed != nil {
			result = append(result, f)
			continue
		}
		result = append(result, l.judge(u, entries, f)...)
	}
	return result
}

// enter returns the entry of a directive, which another unit may have made.
func (l *Ledger) enter(d graph.Directive) *entry {
	if e := l.entries[d.Range]; e != nil {
		return e
	}
	e := &entry{directive: d, void: l.voids(d), used: map[string]bool{}, refused: map[string]bool{}}
	l.entries[d.Range] = e
	return e
}

// judge asks for each instance of a finding whether a directive covers it.
func (l *Ledger) judge(u *graph.Unit, entries []*entry, f *engine.Finding) []*engine.Finding {
	instances := f.Instances
	if len(instances) == 0 {
		instances = []string{f.Address}
	}
	var covered, rest []string
	var by *entry
	for _, address := range instances {
		if e := l.covering(entries, f, resourceOf(u, address)); e != nil {
			covered = append(covered, address)
			if by == nil {
				by = e
			}
		} else {
			rest = append(rest, address)
		}
	}
	if by == nil {
		return []*engine.Finding{f}
	}
	suppressed := narrowed(u, f, covered)
	suppressed.Suppressed = &engine.Suppression{
		Reason: by.directive.Reason, Until: by.directive.Until, Range: by.directive.Range, Kind: "inSource",
	}
	if len(rest) == 0 {
		return []*engine.Finding{suppressed}
	}
	return []*engine.Finding{narrowed(u, f, rest), suppressed}
}

// covering returns the first entry that suppresses the finding for a resource,
// and remembers every pattern that applies.
func (l *Ledger) covering(entries []*entry, f *engine.Finding, r *graph.Resource) *entry {
	var found *entry
	for _, e := range entries {
		if e.void != "" || !covers(e.directive.Scopes, f.Range, r) {
			continue
		}
		for _, pattern := range e.directive.Rules {
			if !Matches(pattern, f.Rule) {
				continue
			}
			e.used[pattern] = true
			switch {
			case slices.ContainsFunc(l.options.Policy.Protected, func(p string) bool { return Matches(p, f.Rule) }):
				e.refused[f.Rule.ID] = true
			case found == nil:
				found = e
			default:
			}
		}
	}
	return found
}

// covers reports whether a finding's place, its resource or one of the
// resource's calls lies within any of the scopes.
func covers(scopes []graph.Range, place graph.Range, r *graph.Resource) bool {
	return slices.ContainsFunc(scopes, func(s graph.Range) bool {
		if s.Contains(place) {
			return true
		}
		return r != nil && (s.Contains(r.Range) ||
			slices.ContainsFunc(r.Calls, func(c graph.Call) bool { return s.Contains(c.Range) }))
	})
}

// Matches reports whether a pattern, which is a name, a glob ("s3/*") or
// another linter's name for it, means a rule.
func Matches(pattern string, r *engine.Rule) bool {
	if pattern == "*" || pattern == r.ID {
		return true
	}
	if ok, err := path.Match(pattern, r.ID); err == nil && ok {
		return true
	}
	return slices.ContainsFunc(r.Aliases, func(a string) bool { return strings.EqualFold(a, pattern) })
}

// narrowed is the finding for some of its instances.
func narrowed(u *graph.Unit, f *engine.Finding, instances []string) *engine.Finding {
	part := *f
	part.Instances = instances
	if first := instances[0]; first != f.Address {
		part.Address = first
		part.Message = strings.ReplaceAll(f.Message, f.Address, first)
		if r := resourceOf(u, first); r != nil {
			part.Calls, part.Construct = r.Calls, r.ConstructPath
		}
	}
	return &part
}

// resourceOf returns the resource of a node's address, which may name a child
// within it.
func resourceOf(u *graph.Unit, address string) *graph.Resource {
	resource, _, _ := strings.Cut(address, "#")
	return u.Resource(resource)
}
