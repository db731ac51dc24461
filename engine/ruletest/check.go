package ruletest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// Check runs a fixture and returns what is wrong, a sentence each: findings
// other than want.txt has, a folder that says something else than its name, two
// languages that disagree, an unknown value that the rule takes for an answer.
// With update it first writes want.txt.
// Unknown values are tried once the rest is right.
func Check(ctx context.Context, e *engine.Engine, rule *engine.Rule, f Fixture, update bool) ([]string, error) {
	units, err := f.Units()
	if err != nil {
		return nil, err
	}
	findings, err := Findings(ctx, e, units)
	if err != nil {
		return nil, err
	}
	got := Lines(findings)
	if update {
		if err := f.SetWant(got); err != nil {
			return nil, err
		}
	}
	want, err := f.Want()
	if err != nil {
		return nil, err
	}
	var wrong []string
	if !slices.Equal(want, got) {
		wrong = append(wrong, difference(want, got))
	}
	wrong = append(wrong, checkPurpose(f, findings)...)
	wrong = append(wrong, checkTwins(rule, units, findings)...)
	if len(wrong) > 0 {
		return wrong, nil
	}
	return checkMutants(ctx, e, f, units)
}

// Languages returns the languages in which a rule fails on one of its fixtures.
func Languages(ctx context.Context, e *engine.Engine, fixtures []Fixture) ([]graph.Language, error) {
	var found []graph.Language
	for _, f := range fixtures {
		if f.Purpose() != Failing {
			continue
		}
		units, err := f.Units()
		if err != nil {
			return nil, err
		}
		findings, err := Findings(ctx, e, units)
		if err != nil {
			return nil, err
		}
		for _, x := range findings {
			if x.Verdict == engine.Fail && !slices.Contains(found, x.Language) {
				found = append(found, x.Language)
			}
		}
	}
	slices.Sort(found)
	return found, nil
}

// difference shows what want.txt has and the run hasn't (-), and the reverse (+).
func difference(want, got []string) string {
	var b strings.Builder
	b.WriteString("findings differ from want.txt (-want +got):")
	for _, line := range want {
		if !slices.Contains(got, line) {
			b.WriteString("\n\t- " + line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			b.WriteString("\n\t+ " + line)
		}
	}
	return b.String()
}

func checkPurpose(f Fixture, findings []*engine.Finding) []string {
	fails, opens := 0, 0
	for _, x := range findings {
		if x.Verdict == engine.Fail {
			fails++
		} else {
			opens++
		}
	}
	switch f.Purpose() {
	case Failing:
		if fails == 0 {
			return []string{"nothing fails in this failing fixture"}
		}
	case Passing:
		if fails+opens > 0 {
			return []string{fmt.Sprintf("%d findings in this passing fixture", fails+opens)}
		}
	default:
		if fails > 0 || opens == 0 {
			return []string{fmt.Sprintf("%d failures and %d undetermined in this unknown fixture, expected only undetermined", fails, opens)}
		}
	}
	return nil
}

// checkTwins compares what a rule says in both languages, with addresses
// reduced to what the two have in common.
func checkTwins(rule *engine.Rule, units []*graph.Unit, findings []*engine.Finding) []string {
	if len(units) != 2 || rule.Differs != "" || len(rule.Languages) == 1 {
		return nil
	}
	names := commonNames(units)
	said := map[graph.Language][]string{}
	for _, f := range findings {
		text := strings.Join([]string{names.replace(f.Address), string(f.Verdict), string(f.Severity), f.Path.String(), names.replace(f.Message)}, " | ")
		said[f.Language] = append(said[f.Language], text)
	}
	for language := range said {
		slices.Sort(said[language])
	}
	terraform, cloudformation := said[graph.Terraform], said[graph.CloudFormation]
	if slices.Equal(terraform, cloudformation) {
		return nil
	}
	return []string{"the languages disagree (-main.tf +template):" + strings.TrimPrefix(difference(terraform, cloudformation), "findings differ from want.txt (-want +got):")}
}

// nameTable maps the addresses of two languages to names without case and
// punctuation: aws_s3_bucket.log_files and LogFiles are both logfiles.
type nameTable struct{ replacer *strings.Replacer }

func commonNames(units []*graph.Unit) nameTable {
	var addresses []string
	for _, u := range units {
		for _, r := range u.Resources {
			addresses = append(addresses, r.Address)
		}
		for _, n := range u.Nodes {
			addresses = append(addresses, n.Address)
		}
	}
	slices.SortFunc(addresses, func(a, b string) int { return len(b) - len(a) })
	pairs := make([]string, 0, 2*len(addresses))
	for _, a := range slices.Compact(addresses) {
		pairs = append(pairs, a, commonName(a))
	}
	return nameTable{strings.NewReplacer(pairs...)}
}

func (t nameTable) replace(text string) string { return t.replacer.Replace(text) }

func commonName(address string) string {
	name, _, _ := strings.Cut(address, "#")
	name = name[strings.LastIndexAny(name, "./")+1:]
	return strings.ToLower(strings.ReplaceAll(name, "_", ""))
}

// checkMutants makes every attribute unknown in turn: nothing of a passing
// fixture may fail for it, no failing resource may fall silent.
func checkMutants(ctx context.Context, e *engine.Engine, f Fixture, units []*graph.Unit) ([]string, error) {
	if f.Purpose() == Unknown {
		return nil, nil
	}
	var wrong []string
	for _, u := range units {
		before, err := e.Evaluate(ctx, u)
		if err != nil {
			return nil, err
		}
		failing := failures(before)
		for _, m := range Mutants(u, f.Purpose() == Passing) {
			after, err := e.Evaluate(ctx, m.Unit)
			if err != nil {
				return nil, fmt.Errorf("with %s of %s unknown: %w", m.Path, m.Address, err)
			}
			if text := judgeMutant(f, failing, after); text != "" {
				wrong = append(wrong, fmt.Sprintf("%s: with %s of %s unknown, %s", u.Language, m.Path, m.Address, text))
			}
		}
	}
	return wrong, nil
}

func judgeMutant(f Fixture, failing []string, after []*engine.Finding) string {
	if f.Purpose() == Passing {
		if now := failures(after); len(now) > 0 {
			return now[0] + " fails, expected undetermined at most"
		}
		return ""
	}
	var mentioned []string
	for _, x := range after {
		mentioned = append(mentioned, x.Instances...)
	}
	for _, address := range failing {
		if !slices.Contains(mentioned, address) {
			return address + " is silent, expected a failure or undetermined"
		}
	}
	return ""
}

// failures returns the addresses that fail.
func failures(findings []*engine.Finding) []string {
	var found []string
	for _, x := range findings {
		if x.Verdict == engine.Fail {
			found = append(found, x.Instances...)
		}
	}
	return found
}
