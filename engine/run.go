package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/plumb-iac/plumb/parser/graph"
)

// run is the evaluation of one unit.
type run struct {
	engine *Engine
	unit   *graph.Unit
	rules  []*compiledRule
	nodes  map[string]*graph.Node
	input  *input
}

func newRun(e *Engine, u *graph.Unit, rules []*compiledRule) *run {
	r := &run{engine: e, unit: u, rules: rules, nodes: make(map[string]*graph.Node, len(u.Nodes))}
	for _, n := range u.Nodes {
		r.nodes[n.Address] = n
	}
	return r
}

// evaluate asks every rule, as many at a time as the engine allows. The caller
// asks too, and helpers take several rules each: evaluation goes deep, and a
// stack that has grown for one rule serves the next ones.
func (r *run) evaluate(ctx context.Context) ([]*Finding, error) {
	r.input = newInput(r.unit.Nodes)
	verdicts := make([][]*verdict, len(r.rules))
	failed := make([]error, len(r.rules))
	var next atomic.Int64
	var helpers sync.WaitGroup
	var work func()
	work = func() {
		defer func() { <-r.engine.slots }()
		for i := int(next.Add(1)) - 1; i < len(r.rules); i = int(next.Add(1)) - 1 {
			if i+1 < len(r.rules) {
				select {
				case r.engine.slots <- struct{}{}:
					helpers.Go(work)
				default:
				}
			}
			verdicts[i], failed[i] = r.judge(ctx, r.rules[i])
		}
	}
	r.engine.slots <- struct{}{}
	work()
	helpers.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	return r.report(verdicts)
}

// verdict is a finding that has been judged.
type verdict struct {
	*rawFinding
	rule *Rule
	node *graph.Node
	open []unknownAt        // what is not known; empty for a fail
	why  *graph.Uncertainty // for a verdict that hangs on the existence of other nodes
}

// isOpen reports whether the verdict is undetermined.
func (v *verdict) isOpen() bool { return v.explicit || len(v.open) > 0 || v.why != nil }

// judge asks one rule and sorts what it says into failures and open questions.
func (r *run) judge(ctx context.Context, c *compiledRule) ([]*verdict, error) {
	raws, err := ask(ctx, c, r.input.term)
	if err != nil {
		return nil, err
	}
	verdicts := make([]*verdict, 0, len(raws))
	for _, raw := range raws {
		v, err := r.gate(c, raw)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, v)
	}
	if !c.local {
		if verdicts, err = r.weighConditions(ctx, c, verdicts); err != nil {
			return nil, err
		}
	}
	verdicts = append(verdicts, r.silences(c, verdicts)...)
	if verdicts, err = r.tryPossibleValues(ctx, c, verdicts); err != nil {
		return nil, err
	}
	return dropAnswered(verdicts), nil
}

// gate makes a verdict of a finding: open where it rests on something unknown.
func (r *run) gate(c *compiledRule, raw *rawFinding) (*verdict, error) {
	node := r.nodes[raw.resource]
	if node == nil {
		return nil, fmt.Errorf("evaluate %s: finding about %q, which is no resource of the unit", c.rule.ID, raw.resource)
	}
	v := &verdict{rawFinding: raw, rule: c.rule, node: node}
	for _, rest := range raw.rests {
		if n := r.nodes[rest.resource]; n != nil {
			v.open = append(v.open, unknowns(n, rest.path, rest.deep)...)
		}
	}
	return v, nil
}

// silences returns an open verdict for every resource on which the rule is
// silent while the evidence that it needs is unknown.
func (r *run) silences(c *compiledRule, verdicts []*verdict) []*verdict {
	if len(c.rule.Evidence) == 0 {
		return nil
	}
	spoken := map[string]bool{}
	for _, v := range verdicts {
		spoken[v.resource] = true
	}
	var found []*verdict
	for _, n := range r.unit.Nodes {
		if n.Kind != c.rule.Kinds[0] || spoken[n.Address] {
			continue
		}
		if open := r.evidence(c, n); len(open) > 0 {
			raw := &rawFinding{resource: n.Address, path: open[0].path}
			found = append(found, &verdict{rawFinding: raw, rule: c.rule, node: n, open: open})
		}
	}
	return found
}

func (r *run) evidence(c *compiledRule, n *graph.Node) []unknownAt {
	var open []unknownAt
	for _, e := range c.rule.Evidence {
		open = append(open, unknowns(n, evidenceSteps(e), true)...)
	}
	return open
}

// dropAnswered leaves out what a rule says it can't tell of a resource that
// fails anyway.
func dropAnswered(verdicts []*verdict) []*verdict {
	failing := map[string]bool{}
	for _, v := range verdicts {
		if !v.explicit {
			failing[v.resource] = true
		}
	}
	kept := verdicts[:0]
	for _, v := range verdicts {
		if !v.explicit || !failing[v.resource] {
			kept = append(kept, v)
		}
	}
	return kept
}

// newInput builds what the rules see of the nodes.
func newInput(nodes []*graph.Node) *input { return newBuilder(nodes).build(nodes) }

// emptyObject stands in for an index that a world leaves out.
var emptyObject = ast.ObjectTerm()
