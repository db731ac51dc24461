package engine

import "slices"

// Severity grades a finding.
type Severity string

// The severities, worst first.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
	Note     Severity = "note"
)

// Severities lists all severities, worst first.
var Severities = []Severity{Critical, High, Medium, Low, Note}

// AtLeast reports whether s is as bad as other or worse. An unknown word is
// worse than none of them.
func (s Severity) AtLeast(other Severity) bool {
	i, j := slices.Index(Severities, s), slices.Index(Severities, other)
	return i >= 0 && j >= 0 && i <= j
}

// The profiles: Default holds what a careful reviewer raises in any
// repository, Strict opinions and heuristics, Account what a whole account
// must have.
const (
	ProfileDefault = "default"
	ProfileStrict  = "strict"
	ProfileAccount = "account"
	ProfileAll     = "all"
)

// Rule is the metadata of one rule, read from the METADATA block of its Rego
// file. The names in JSON are those of the generated index.
type Rule struct {
	ID          string            `json:"id"`      // service/name, from the path of the file
	Package     string            `json:"package"` // rules.service.name
	File        string            `json:"file"`    // relative to the pack
	Imports     []string          `json:"imports,omitempty"`
	Title       string            `json:"title"`
	Description string            `json:"description"` // the consequence of ignoring it
	Severity    Severity          `json:"severity"`
	Category    string            `json:"category"`
	Profile     string            `json:"profile,omitempty"` // empty means default
	Kinds       []string          `json:"kinds"`             // first: the kind that findings are about
	Evidence    []string          `json:"evidence,omitempty"`
	Message     string            `json:"message,omitempty"`
	Messages    map[string]string `json:"messages,omitempty"`
	Languages   []string          `json:"languages,omitempty"` // empty means both
	Differs     string            `json:"differs,omitempty"`   // why the languages rightly differ
	Params      map[string]any    `json:"params,omitempty"`
	Guidance    []Guidance        `json:"guidance"`
	Related     []string          `json:"related_resources"`
	Aliases     []string          `json:"aliases,omitempty"`
	Fix         *RuleFix          `json:"fix,omitempty"`
	Limits      string            `json:"limits,omitempty"` // what it does not catch
	Korean      Korean            `json:"ko"`
}

// Guidance cites one section of the architecture notes.
type Guidance struct {
	Doc     string `json:"doc"` // the first three digits of the note's name
	Section string `json:"section"`
}

// RuleFix is the mechanical edit that satisfies a rule, and how to say it.
type RuleFix struct {
	Set  map[string]any `json:"set,omitempty"` // canonical path to value
	Text string         `json:"text"`          // one line: what to do
}

// Korean holds the Korean texts of a rule.
type Korean struct {
	Title       string            `json:"title"`
	Description string            `json:"description,omitempty"`
	Message     string            `json:"message,omitempty"`
	Messages    map[string]string `json:"messages,omitempty"`
	Fix         string            `json:"fix,omitempty"`
}

// InProfile reports whether the rule belongs to any of the profiles; default
// is always among them.
func (r *Rule) InProfile(profiles []string) bool {
	return r.Profile == "" || slices.Contains(profiles, r.Profile) || slices.Contains(profiles, ProfileAll)
}
