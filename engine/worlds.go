package engine

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/plumb-iac/plumb/parser/graph"
)

// A world is the unit as it would be if something unknown were decided in one
// of the ways that it can be. These limits keep their number affordable; beyond
// them a verdict simply stays open.
const (
	maxWorlds     = 16      // combinations of values for one resource
	maxConditions = 8       // distinct conditions of one kind in a unit
	worldBudget   = 2000000 // nodes in all worlds of a rule and unit that joins resources
)

// tryPossibleValues asks the rule again under each possible value where what is
// unknown can only be one of a few: the same answer every time is the answer.
func (r *run) tryPossibleValues(ctx context.Context, c *compiledRule, verdicts []*verdict) ([]*verdict, error) {
	byResource := map[string][]*verdict{}
	for _, v := range verdicts {
		byResource[v.resource] = append(byResource[v.resource], v)
	}
	var questions []*question
	for _, address := range slices.Sorted(maps.Keys(byResource)) {
		if q := r.question(c, byResource[address]); q != nil {
			questions = append(questions, q)
		}
	}
	if len(questions) == 0 {
		return verdicts, nil
	}
	var err error
	if c.local {
		err = r.answerTogether(ctx, c, questions)
	} else {
		err = r.answerEach(ctx, c, questions)
	}
	if err != nil {
		return nil, err
	}
	var settled []*verdict
	for _, q := range questions {
		delete(byResource, q.node.Address)
		settled = append(settled, q.settle(c)...)
	}
	for _, v := range verdicts {
		if _, ok := byResource[v.resource]; ok {
			settled = append(settled, v)
		}
	}
	return settled, nil
}

// question is one resource about which a rule is asked under several worlds.
type question struct {
	node     *graph.Node
	before   []*verdict
	unknowns []unknownAt
	choices  [][]*graph.Value // of each unknown
	answers  [][]*rawFinding  // of each world
	open     bool             // some world still left it open, or was not tried
}

// question returns nil where nothing is open or the possible values are not known.
func (r *run) question(c *compiledRule, verdicts []*verdict) *question {
	q := &question{node: verdicts[0].node, before: verdicts}
	for _, v := range verdicts {
		if v.explicit || v.why != nil {
			return nil
		}
		q.add(v.open)
	}
	if len(q.unknowns) == 0 {
		return nil
	}
	if q.node.Kind == c.rule.Kinds[0] {
		q.add(r.evidence(c, q.node))
	}
	worlds := 1
	for _, u := range q.unknowns {
		choices := r.choices(u)
		if worlds *= len(choices); worlds == 0 || worlds > maxWorlds {
			return nil
		}
		q.choices = append(q.choices, choices)
	}
	q.answers = make([][]*rawFinding, worlds)
	return q
}

func (q *question) add(unknowns []unknownAt) {
	for _, u := range unknowns {
		known := func(x unknownAt) bool { return x.node == u.node && slices.Equal(x.path, u.path) }
		if !slices.ContainsFunc(q.unknowns, known) {
			q.unknowns = append(q.unknowns, u)
		}
	}
}

// choices returns every value that an unknown can have; none where there are
// too many to list, or where a choice would change how resources are joined.
func (r *run) choices(u unknownAt) []*graph.Value {
	choices := possibleValues(u)
	for _, c := range choices {
		if c != nil && (!c.WhollyKnown() || c.Form == graph.String && r.nodes[c.Text] != nil) {
			return nil
		}
	}
	return choices
}

// world returns the nodes of a question with the values of its w-th world.
func (q *question) world(w int) map[string]*graph.Node {
	nodes := map[string]*graph.Node{q.node.Address: q.node}
	for i, u := range q.unknowns {
		n := nodes[u.node.Address]
		if n == nil {
			n = u.node
		}
		clone := *n
		clone.Attributes = replace(n.Attributes, u.path, q.choices[i][w%len(q.choices[i])])
		nodes[u.node.Address] = &clone
		w /= len(q.choices[i])
	}
	return nodes
}

// replace returns v with another value at a path, sharing what is untouched.
func replace(v *graph.Value, path graph.Path, with *graph.Value) *graph.Value {
	if len(path) == 0 {
		return with
	}
	if v == nil {
		return nil
	}
	clone := *v
	switch v.Form {
	case graph.Map:
		clone.Map = maps.Clone(v.Map)
		clone.Map[path[0]] = replace(v.Map[path[0]], path[1:], with)
	case graph.List:
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(v.List) {
			clone.List = slices.Clone(v.List)
			clone.List[i] = replace(v.List[i], path[1:], with)
		}
	default:
	}
	return &clone
}

// answerTogether asks a local rule: no resource matters to another, so one
// evaluation serves the same-numbered world of all of them.
func (r *run) answerTogether(ctx context.Context, c *compiledRule, questions []*question) error {
	for w := range maxWorlds {
		b := newBuilder(nil)
		byAddress := map[string]*question{}
		worlds := map[string]*graph.Node{}
		var terms []*ast.Term
		for _, q := range questions {
			if w < len(q.answers) {
				world := q.world(w)
				byAddress[q.node.Address] = q
				maps.Copy(worlds, world)
				terms = append(terms, b.resource(world[q.node.Address]))
			}
		}
		if len(terms) == 0 {
			return nil
		}
		kinds := map[string]*ast.Term{c.rule.Kinds[0]: ast.ArrayTerm(terms...)}
		raws, err := ask(ctx, c, b.document(kinds, emptyObject, emptyObject))
		if err != nil {
			return err
		}
		for _, raw := range raws {
			if q := byAddress[raw.resource]; q != nil {
				r.answer(q, w, raw, worlds)
			}
		}
	}
	return nil
}

// answerEach asks a rule that joins resources, one resource and world at a time.
func (r *run) answerEach(ctx context.Context, c *compiledRule, questions []*question) error {
	budget := worldBudget
	for _, q := range questions {
		if budget -= len(r.unit.Nodes) * len(q.answers); budget < 0 {
			q.open = true
			continue
		}
		for w := range q.answers {
			b := newBuilder(nil)
			world := q.world(w)
			resources := maps.Clone(r.input.resources)
			for address, n := range world {
				resources[address] = b.resource(n)
			}
			raws, err := ask(ctx, c, b.assemble(r.unit.Nodes, resources, r.input.edges))
			if err != nil {
				return err
			}
			for _, raw := range raws {
				if raw.resource == q.node.Address {
					r.answer(q, w, raw, world)
				}
			}
		}
	}
	return nil
}

// answer records a finding of a world; one that still rests on something
// unknown leaves the question open.
func (r *run) answer(q *question, w int, raw *rawFinding, world map[string]*graph.Node) {
	q.answers[w] = append(q.answers[w], raw)
	q.open = q.open || raw.explicit
	for _, rest := range raw.rests {
		n := world[rest.resource]
		if n == nil {
			n = r.nodes[rest.resource]
		}
		q.open = q.open || n == nil || len(unknowns(n, rest.path, rest.deep)) > 0
	}
}

// settle compares the worlds. What every world says is certain; where some
// worlds fail and others don't, the verdicts stay as they were.
func (q *question) settle(c *compiledRule) []*verdict {
	if q.open {
		return q.before
	}
	count, failing := map[string]int{}, 0
	for _, raws := range q.answers {
		if len(raws) > 0 {
			failing++
		}
		for _, raw := range raws {
			count[raw.id()]++
		}
	}
	var certain []*verdict
	for _, raw := range q.answers[0] {
		if count[raw.id()] == len(q.answers) {
			certain = append(certain, &verdict{rawFinding: raw, rule: c.rule, node: q.node})
		}
	}
	switch {
	case failing == 0:
		return nil
	case failing < len(q.answers):
		return q.before
	case len(certain) == 0:
		return []*verdict{{rawFinding: q.answers[0][0], rule: c.rule, node: q.node}}
	default:
		return certain
	}
}

// weighConditions compares what a rule says while all conditional nodes exist
// with what it says while none does that has another condition than the
// resource itself: a finding of only one of both is open.
func (r *run) weighConditions(ctx context.Context, c *compiledRule, verdicts []*verdict) ([]*verdict, error) {
	groups := map[string]bool{}
	var conditional []*graph.Node
	for _, n := range r.unit.Nodes {
		if n.Kind == c.rule.Kinds[0] {
			groups[conditionKey(n)] = true
		}
		if n.Conditional != nil && slices.Contains(c.rule.Kinds, n.Kind) {
			conditional = append(conditional, n)
		}
	}
	if len(conditional) == 0 {
		return verdicts, nil
	}
	// The empty key, of what always exists, comes first.
	keys := slices.Sorted(maps.Keys(groups))
	for _, key := range keys[:min(len(keys), maxConditions)] {
		why := &graph.Uncertainty{Reason: graph.ReasonCondition}
		for _, n := range conditional {
			if conditionKey(n) != key {
				why.Deciders = append(why.Deciders, n.Conditional.Deciders...)
			}
		}
		if slices.Sort(why.Deciders); !slices.ContainsFunc(conditional, func(n *graph.Node) bool { return conditionKey(n) != key }) {
			continue
		}
		why.Deciders = slices.Compact(why.Deciders)
		var err error
		if verdicts, err = r.without(ctx, c, verdicts, key, why); err != nil {
			return nil, err
		}
	}
	return verdicts, nil
}

// without asks the rule about the world that has only the nodes that always
// exist and those under the condition key, and compares.
func (r *run) without(ctx context.Context, c *compiledRule, verdicts []*verdict, key string, why *graph.Uncertainty) ([]*verdict, error) {
	nodes := slices.DeleteFunc(slices.Clone(r.unit.Nodes), func(n *graph.Node) bool {
		return n.Conditional != nil && conditionKey(n) != key
	})
	raws, err := ask(ctx, c, newBuilder(nil).assemble(nodes, r.input.resources, r.input.edges))
	if err != nil {
		return nil, err
	}
	said := map[string]bool{}
	for _, v := range verdicts {
		said[v.id()] = true
	}
	still := map[string]bool{}
	for _, raw := range raws {
		still[raw.id()] = true
		v, err := r.gate(c, raw)
		if err != nil {
			return nil, err
		}
		if conditionKey(v.node) == key && !said[raw.id()] {
			v.why = why
			verdicts = append(verdicts, v)
		}
	}
	for _, v := range verdicts {
		if conditionKey(v.node) == key && !still[v.id()] && v.why == nil {
			v.why = why
		}
	}
	return verdicts, nil
}

// conditionKey tells conditions apart by what decides them; empty for a node
// that always exists.
func conditionKey(n *graph.Node) string {
	if n.Conditional == nil {
		return ""
	}
	return string(n.Conditional.Reason) + " " + strings.Join(n.Conditional.Deciders, ",")
}
