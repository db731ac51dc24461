package engine

import "github.com/plumb-iac/plumb/parser/graph"

// Verdict is what a rule says of a resource.
type Verdict string

// The verdicts that are reported. Open is SARIF's word (§3.27.9) for what
// could not be determined.
const (
	Fail Verdict = "fail"
	Open Verdict = "open"
)

// Finding is one result: a rule, the resource instances that it is about and
// the place to look at. It holds no part of the graph, which is dropped once
// its unit is evaluated.
type Finding struct {
	Rule     *Rule
	Verdict  Verdict
	Severity Severity // never above the rule's
	Message  string   // in the chosen language, redacted

	Unit         string   // path of the unit
	Environments []string // where it holds, when environments were given
	Address      string   // of the resource; of the first instance, in sorted order
	Node         string   // what is meant within the resource, as root_block_device[0]; empty for all of it
	Instances    []string // all instances that fail alike, Address first; one entry when there is one
	Type         string   // source type of the resource
	Language     graph.Language
	Path         graph.Path // canonical path of the attribute
	Range        graph.Range
	Calls        []graph.Call
	Construct    string // CDK path, empty without

	Snippet   []string   // the source lines of Range, at most a handful, redacted
	Why       string     // for Open: one sentence that says what is not known
	Deciders  []string   // for Open: what would decide it ("var.public")
	Condition string     // for a resource whose existence is not known: why
	Flow      []FlowStep // the path of a packet or a permission, in order
	Edits     []graph.Edit

	// Key identifies the finding across runs, moved lines and languages of the
	// text: a hash of unit, rule, configuration address and path.
	Key        string
	Suppressed *Suppression
}

// FlowStep is one step of a path through the graph.
type FlowStep struct {
	Node  string // address, address#ingress[0], or "internet"
	Text  string // what happens here
	Range graph.Range
}

// Suppression says why a finding is not reported as one.
type Suppression struct {
	Reason string
	Until  string // YYYY-MM-DD, empty without
	Range  graph.Range
	Kind   string // SARIF's: inSource, or external for a baseline or a configuration
}

// Result is the outcome of a run.
type Result struct {
	Findings    []*Finding // sorted: file, line, column, rule, address
	Diagnostics []graph.Diagnostic
	Rules       []*Rule // all rules of the pack, sorted by ID
	Files       int
	Units       int
	Resources   int
	Elsewhere   int // findings left out because they touch none of the files that were named
}
