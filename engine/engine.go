package engine

import (
	"context"
	"fmt"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/plumb-iac/plumb/engine/iam"
	"github.com/plumb-iac/plumb/engine/network"
	"github.com/plumb-iac/plumb/engine/secret"
	"github.com/plumb-iac/plumb/parser/graph"
)

// Options say which rules to run, and how to speak of what they find.
type Options struct {
	Pack *Pack // the built-in rules
	User *Pack // rules of the user's own beside them; nil without

	Profiles []string // beside default: strict, account, all
	// Select and Skip are rule names, globs ("s3/*") or aliases ("CKV_AWS_3").
	// Select replaces the profiles; Skip is taken away from what remains.
	Select []string
	Skip   []string
	// Severities replaces the severity of rules, by name or glob.
	Severities map[string]Severity
	// Params replaces settings of rules: rule name, then setting.
	Params   map[string]map[string]any
	Language string // of the texts: "en" (also when empty) or "ko"
	Now      time.Time
	Jobs     int // rules evaluated at a time; 0 means one a CPU
}

// Engine evaluates a selection of rules on units. It is safe for concurrent
// use; a rule is compiled once, when the first unit needs it.
type Engine struct {
	pack     *Pack
	selected []*packRule
	options  Options
	texts    texts
	compiled *compileCache
	slots    chan struct{} // one a rule evaluation at a time
}

// New selects the rules. It fails on a name that no rule has, a word that is no
// severity or profile, or a setting that a rule doesn't declare: all of them
// mistakes of the user.
func New(o Options) (*Engine, error) {
	e := &Engine{pack: o.Pack, options: o, texts: englishTexts}
	if e.pack == nil {
		e.pack = &Pack{modules: map[string]packModule{}}
	}
	if o.User != nil {
		merged, err := e.pack.merge(o.User)
		if err != nil {
			return nil, err
		}
		e.pack = merged
	}
	if o.Language == "ko" {
		e.texts = koreanTexts
	}
	for _, p := range o.Profiles {
		if !slices.Contains([]string{ProfileDefault, ProfileStrict, ProfileAccount, ProfileAll}, p) {
			return nil, fmt.Errorf("unknown profile %q, expected default, strict, account or all", p)
		}
	}
	if err := e.selectRules(); err != nil {
		return nil, err
	}
	if err := e.checkSeverities(); err != nil {
		return nil, err
	}
	params, err := e.params()
	if err != nil {
		return nil, err
	}
	jobs := o.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	e.compiled = newCompileCache(e.pack, jobs, params)
	e.slots = make(chan struct{}, jobs)
	return e, nil
}

// Rules returns the metadata of every rule of the pack, selected or not, sorted by ID.
func (e *Engine) Rules() ([]*Rule, error) { return e.pack.Rules() }

// Selected returns the metadata of the rules that this engine runs, sorted by ID.
func (e *Engine) Selected() ([]*Rule, error) {
	return (&Pack{rules: e.selected}).Rules()
}

func (e *Engine) selectRules() error {
	chosen, err := e.match(e.options.Select)
	if err != nil {
		return err
	}
	skipped, err := e.match(e.options.Skip)
	if err != nil {
		return err
	}
	for _, r := range e.pack.rules {
		in := chosen[r.id]
		if len(e.options.Select) == 0 {
			in = (&Rule{Profile: r.profile}).InProfile(e.options.Profiles)
		}
		if in && !skipped[r.id] {
			e.selected = append(e.selected, r)
		}
	}
	return nil
}

// match returns the rules that any of the patterns names.
func (e *Engine) match(patterns []string) (map[string]bool, error) {
	found := map[string]bool{}
	for _, pattern := range patterns {
		n := len(found)
		hits := 0
		for _, r := range e.pack.rules {
			if ok, err := path.Match(pattern, r.id); err != nil {
				return nil, fmt.Errorf("malformed rule pattern %q", pattern)
			} else if ok || pattern == "*" {
				found[r.id] = true
				hits++
			}
		}
		if hits == 0 && len(found) == n {
			aliased, err := e.aliased(pattern)
			if err != nil {
				return nil, err
			}
			maps.Copy(found, aliased)
		}
	}
	return found, nil
}

// aliased returns the rules that another linter's name stands for.
func (e *Engine) aliased(alias string) (map[string]bool, error) {
	rules, err := e.pack.Rules()
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, r := range rules {
		if slices.ContainsFunc(r.Aliases, func(a string) bool { return strings.EqualFold(a, alias) }) {
			found[r.ID] = true
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("unknown rule %q: no rule, glob or alias of that name (see plumb rules)", alias)
	}
	return found, nil
}

func (e *Engine) checkSeverities() error {
	for _, pattern := range slices.Sorted(maps.Keys(e.options.Severities)) {
		if s := e.options.Severities[pattern]; !slices.Contains(Severities, s) {
			return fmt.Errorf("unknown severity %q for %s, expected critical, high, medium, low or note", s, pattern)
		}
		if _, err := e.match([]string{pattern}); err != nil {
			return err
		}
	}
	return nil
}

// severity returns the severity that a rule starts from: the user's, by the
// longest pattern that names it, else the metadata's.
func (e *Engine) severity(r *Rule) Severity {
	best, severity := "", r.Severity
	for pattern, s := range e.options.Severities {
		ok, err := path.Match(pattern, r.ID)
		if err == nil && (ok || slices.Contains(r.Aliases, pattern)) && (len(pattern) > len(best) || len(pattern) == len(best) && pattern > best) {
			best, severity = pattern, s
		}
	}
	return severity
}

// params returns the settings of all selected rules: the metadata's, with the
// user's on top.
func (e *Engine) params() (func() (map[string]any, error), error) {
	for _, id := range slices.Sorted(maps.Keys(e.options.Params)) {
		i := slices.IndexFunc(e.pack.rules, func(r *packRule) bool { return r.id == id })
		if i < 0 {
			return nil, fmt.Errorf("unknown rule %q in the settings of rules", id)
		}
		rule, err := e.pack.rules[i].decode()
		if err != nil {
			return nil, err
		}
		for _, name := range slices.Sorted(maps.Keys(e.options.Params[id])) {
			if _, ok := rule.Params[name]; !ok {
				return nil, fmt.Errorf("unknown setting %q of rule %s, expected one of %s", name, id,
					strings.Join(slices.Sorted(maps.Keys(rule.Params)), ", "))
			}
		}
	}
	return func() (map[string]any, error) {
		out := map[string]any{}
		for _, r := range e.selected {
			rule, err := r.decode()
			if err != nil {
				return nil, err
			}
			if rule.Params == nil {
				continue
			}
			settings := maps.Clone(rule.Params)
			maps.Copy(settings, e.options.Params[r.id])
			out[r.id] = settings
		}
		return out, nil
	}, nil
}

// Evaluate runs the selected rules on a unit and returns what they find, sorted
// by place, rule and address. An error is an internal fault or a rule of the
// user that doesn't compile. The unit gains derived attributes.
func (e *Engine) Evaluate(ctx context.Context, u *graph.Unit) ([]*Finding, error) {
	rules, err := e.forUnit(u)
	if err != nil || len(rules) == 0 {
		return nil, err
	}
	Annotate(u)
	return newRun(e, u, rules).evaluate(ctx)
}

// Annotate adds to the nodes of a unit what Go computes before rules are asked:
// the derived attributes of all packages of facts.
func Annotate(u *graph.Unit) {
	network.Annotate(u)
	iam.Annotate(u)
	secret.Annotate(u)
}

// forUnit compiles the rules that can say something about the unit.
func (e *Engine) forUnit(u *graph.Unit) ([]*compiledRule, error) {
	present := map[string]bool{}
	for _, n := range u.Nodes {
		present[n.Kind] = true
	}
	var wanted []*packRule
	for _, r := range e.selected {
		if slices.ContainsFunc(r.triggers, func(k string) bool { return present[k] }) {
			wanted = append(wanted, r)
		}
	}
	compiled, err := e.compiled.get(wanted)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(compiled, func(c *compiledRule) bool {
		return len(c.rule.Languages) > 0 && !slices.Contains(c.rule.Languages, string(u.Language))
	}), nil
}
