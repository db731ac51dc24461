package cloudformation

import (
	"slices"

	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/plumb-iac/plumb/parser/graph"
)

// condition is an entry of the Conditions section.
type condition struct {
	*entry
	value *graph.Value // memo; only for places where nothing is assumed
}

// conditionName returns the name in {Condition: Name} and !Condition Name.
func conditionName(n *node) string {
	if n == nil {
		return ""
	}
	if n.tag == "!Condition" {
		return n.value
	}
	if n.kind == mappingNode && n.tag == "" && len(n.items) == 2 && n.items[0].value == "Condition" {
		return n.items[1].text()
	}
	return ""
}

// conditionValue returns a named condition: a bool, or unknown.
func (s *stack) conditionValue(name string, site *node, sc *scope) *graph.Value {
	if holds, ok := sc.assumedCondition(name); ok {
		return graph.NewBool(holds)
	}
	c := s.conditions[name]
	if c == nil {
		if s.opaque {
			return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonFunction})
		}
		return s.invalid(site, "condition %s is not declared", name)
	}
	assumes := sc.assumes()
	if c.value != nil && (!assumes || c.value.Form == graph.Bool) {
		v := *c.value
		return &v
	}
	key := assumption{name, sc}
	if v := s.assumed[key]; v != nil {
		memo := *v
		return &memo
	}
	guard := "condition " + name
	if s.busy[guard] {
		return s.invalid(c.key, "condition %s depends on itself", name)
	}
	s.busy[guard] = true
	inner := c.scope
	switch {
	case assumes && (c.scope != nil || sc.loops()):
		inner = sc.onto(c.scope)
	case assumes:
		inner = sc // the same pointer, by which results are remembered
	}
	v := s.truth(c.body, inner)
	delete(s.busy, guard)
	memo := *v
	if assumes {
		s.assumed[key] = &memo
	} else {
		c.value = &memo
	}
	return v
}

// assumption is a condition at a place where something is taken for granted.
type assumption struct {
	name  string
	scope *scope
}

// onto moves what a scope takes for granted into another scope.
func (sc *scope) onto(base *scope) *scope {
	for ; sc != nil; sc = sc.outer {
		if sc.loop == "" {
			frame := *sc
			frame.outer = base
			base = &frame
		}
	}
	return base
}

// truth evaluates a condition expression to a bool or to unknown.
func (s *stack) truth(n *node, sc *scope) *graph.Value {
	t := n.target()
	if name := conditionName(t); name != "" {
		return placed(s.conditionValue(sc.substitute(name), t, sc), n)
	}
	function, argument := t.function()
	operands := argument.elements()
	var v *graph.Value
	switch function {
	case "Fn::And", "Fn::Or":
		if len(operands) < 2 || len(operands) > 10 {
			v = s.invalid(t, "%s takes 2 to 10 conditions", function)
			break
		}
		v = s.combine(function == "Fn::Or", operands, sc)
	case "Fn::Not":
		if len(operands) != 1 {
			v = s.invalid(t, "Fn::Not takes a list of one condition")
			break
		}
		v = s.truth(operands[0], sc)
		if v.Form == graph.Bool {
			v = graph.NewBool(intrinsics.FnNot(function, []any{v.Bool}, nil) == true)
		}
		v.Range, v.ValueRange = graph.Range{}, graph.Range{}
	case "Fn::Equals":
		if len(operands) != 2 {
			v = s.invalid(t, "Fn::Equals takes a list of two values")
			break
		}
		v = compare(s.eval(operands[0], sc), s.eval(operands[1], sc))
	case "Fn::Contains", "Fn::EachMemberIn", "Fn::EachMemberEquals":
		if len(operands) != 2 {
			v = s.invalid(t, "%s takes a list of two values", function)
			break
		}
		v = member(function, s.eval(operands[0], sc), s.eval(operands[1], sc))
	default:
		v = s.eval(t, sc)
		if b, ok := truthOf(v); ok {
			v = &graph.Value{Form: graph.Bool, Bool: b, References: v.References}
		} else if v.IsKnown() {
			v = s.invalid(t, "expected a condition")
		}
	}
	return placed(v, n)
}

// combine evaluates Fn::And and Fn::Or: one operand can decide the result
// while others are unknown.
func (s *stack) combine(or bool, operands []*node, sc *scope) *graph.Value {
	var unknown []*graph.Value
	known := make([]any, 0, len(operands))
	for _, operand := range operands {
		v := s.truth(operand, sc)
		if v.Form != graph.Bool {
			unknown = append(unknown, v)
			continue
		}
		if v.Bool == or {
			return graph.NewBool(or)
		}
		known = append(known, v.Bool)
	}
	if unknown != nil {
		return uncertain(unknown...)
	}
	if or {
		return graph.NewBool(intrinsics.FnOr("Fn::Or", known, nil) == true)
	}
	return graph.NewBool(intrinsics.FnAnd("Fn::And", known, nil) == true)
}

// compare evaluates Fn::Equals.
func compare(a, b *graph.Value) *graph.Value {
	if same, decided := equal(a, b); decided {
		return graph.NewBool(same)
	}
	if text, ok := scalarText(b); ok && !mayEqual(a, text) {
		return graph.NewBool(false)
	}
	if text, ok := scalarText(a); ok && !mayEqual(b, text) {
		return graph.NewBool(false)
	}
	return decidedBy(a, b)
}

// decidedBy returns an unknown bool for a condition over the values.
func decidedBy(values ...*graph.Value) *graph.Value {
	v := uncertain(values...)
	v.References = nil
	return v
}

// branch evaluates Fn::If. Where the condition is undecided, the value is one
// of both branches, each evaluated as if the condition had its value; equal
// branches fold to a known value.
func (s *stack) branch(argument, site *node, sc *scope) *graph.Value {
	items := argument.elements()
	if len(items) != 3 {
		return s.invalid(site, "Fn::If takes a condition and two values")
	}
	name := sc.substitute(items[0].text())
	var c *graph.Value
	if name != "" {
		c = s.conditionValue(name, site, sc)
	} else {
		c = s.truth(items[0], sc)
	}
	if c.Form == graph.Bool {
		if c.Bool {
			return s.eval(items[1], sc)
		}
		return s.eval(items[2], sc)
	}
	yes, no := sc, sc
	if name != "" {
		yes, no = s.assume(sc, name, true), s.assume(sc, name, false)
	}
	a, b := s.eval(items[1], yes), s.eval(items[2], no)
	why := &graph.Uncertainty{Reason: graph.ReasonCondition, Deciders: deciders(c, a, b)}
	return oneOf(why, slices.Concat(flatten(a), flatten(b)))
}

// flatten returns the finite choices of a value, or itself.
func flatten(v *graph.Value) []*graph.Value {
	if all := choices(v); len(all) > 0 && len(all) <= maxChoices {
		return all
	}
	return []*graph.Value{v}
}
