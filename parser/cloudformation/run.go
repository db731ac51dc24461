package cloudformation

import (
	"fmt"

	"github.com/plumb-iac/plumb/parser/graph"
)

// maxValues bounds the values that one unit may evaluate to, so that aliases
// and loops can't multiply without end. A template of the 1 MB that
// CloudFormation accepts has some 40,000.
const maxValues = 300_000

// maxNesting bounds how deep stacks call each other.
const maxNesting = 20

// run is the evaluation of one unit.
type run struct {
	loader *Loader
	unit   *graph.Unit
	stacks []*stack // the root first
	budget int
	spent  bool // whether the exhausted budget was reported

	// indexing says that only the exports are asked for; imports stay unknown then.
	indexing bool
	assembly *assembly // of CDK, else nil
	included map[string]*document
	exported map[string]exportedOutput // of the stacks of the unit; nil until the first import
	read     map[string]bool           // templates whose directives are in the unit
	pseudo   map[string]*graph.Uncertainty
	// filled holds the unknown parameters that can't be the empty string.
	filled map[*graph.Uncertainty]bool
	// atomic holds those that are one word, such as an ID: no list hides in them.
	atomic map[*graph.Uncertainty]bool
}

func newRun(l *Loader, u *graph.Unit) *run {
	return &run{
		loader: l, unit: u, budget: maxValues, included: map[string]*document{}, read: map[string]bool{},
		pseudo: map[string]*graph.Uncertainty{}, filled: map[*graph.Uncertainty]bool{}, atomic: map[*graph.Uncertainty]bool{},
	}
}

func (r *run) report(severity graph.Severity, at graph.Range, format string, arguments ...any) {
	r.unit.Diagnostics = append(r.unit.Diagnostics, graph.Diagnostic{Severity: severity, Range: at, Message: fmt.Sprintf(format, arguments...)})
}

// spend takes one value from the budget; false when it is used up.
func (r *run) spend(at *node) bool {
	if r.budget--; r.budget > 0 {
		return true
	}
	if !r.spent {
		r.spent = true
		r.report(graph.Error, at.span(), "template expands to more than %d values, the rest is not evaluated", maxValues)
	}
	return false
}

// copy copies a value without its places, so that it can stand somewhere else.
// What goes beyond the budget is unknown.
func (r *run) copy(v *graph.Value, at *node) *graph.Value {
	if v == nil {
		return nil
	}
	if !r.spend(at) {
		return placed(graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonLimit}), at)
	}
	c := *v
	c.Range = at.span()
	c.ValueRange = c.Range
	if v.List != nil {
		c.List = make([]*graph.Value, len(v.List))
		for i, e := range v.List {
			c.List[i] = r.copy(e, at)
		}
	}
	if v.Map != nil {
		c.Map = make(map[string]*graph.Value, len(v.Map))
		for k, e := range v.Map {
			c.Map[k] = r.copy(e, at)
		}
	}
	return &c
}

// template evaluates the root template and all stacks below it.
func (r *run) template(doc *document) {
	// Stacks are all known before any value is evaluated, so that an import finds
	// the exports of its neighbors.
	r.newStack(doc, nil, nil).callNested()
	for _, s := range r.stacks {
		s.emit()
	}
	r.reportCycles()
}
