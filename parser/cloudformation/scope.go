package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// scope is what holds at one place of a template besides its sections: the
// variables of the loops around it, and what may be taken for granted because
// the place matters only then. Within a resource with an undecided Condition,
// or a branch of Fn::If, that condition has one value.
type scope struct {
	outer     *scope
	loop      string       // name of a loop variable
	condition string       // name of a condition that is taken for granted
	parameter string       // name of a parameter with one value here
	value     *graph.Value // of the loop variable or parameter
	holds     bool         // value of the condition
}

func (sc *scope) variable(name string) *graph.Value {
	for ; sc != nil; sc = sc.outer {
		if sc.loop == name {
			return sc.value
		}
	}
	return nil
}

func (sc *scope) assumedCondition(name string) (holds, ok bool) {
	for ; sc != nil; sc = sc.outer {
		if sc.condition == name && name != "" {
			return sc.holds, true
		}
	}
	return false, false
}

func (sc *scope) assumedParameter(name string) *graph.Value {
	for ; sc != nil; sc = sc.outer {
		if sc.parameter == name {
			return sc.value
		}
	}
	return nil
}

// assumes reports whether anything is taken for granted.
func (sc *scope) assumes() bool {
	for ; sc != nil; sc = sc.outer {
		if sc.condition != "" || sc.parameter != "" {
			return true
		}
	}
	return false
}

// loops reports whether the place is within a loop.
func (sc *scope) loops() bool {
	for ; sc != nil; sc = sc.outer {
		if sc.loop != "" {
			return true
		}
	}
	return false
}

// substitute puts the values of loop variables into a text: ${Name}, or
// &{Name} for the value without what is not alphanumeric. An unknown value is
// written [?].
func (sc *scope) substitute(text string) string {
	if sc == nil || !strings.Contains(text, "{") {
		return text
	}
	for ; sc != nil; sc = sc.outer {
		if sc.loop == "" {
			continue
		}
		value, ok := scalarText(sc.value)
		bare := alphanumeric(value)
		if !ok {
			value, bare = unknownElement, unknownElement
		}
		text = strings.ReplaceAll(text, "${"+sc.loop+"}", value)
		text = strings.ReplaceAll(text, "&{"+sc.loop+"}", bare)
	}
	return text
}

// unknownElement stands for an unknown element of a loop in names.
const unknownElement = "[?]"

func alphanumeric(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
}

// assume takes a condition for granted, and what follows from it: the operands
// of Fn::And when it holds, of Fn::Or when it does not, and the value of a
// parameter that it compares.
func (s *stack) assume(sc *scope, name string, holds bool) *scope {
	if _, known := sc.assumedCondition(name); known {
		return sc
	}
	sc = &scope{outer: sc, condition: name, holds: holds}
	if c := s.conditions[name]; c != nil {
		return s.assumeExpression(sc, c.body, holds)
	}
	return sc
}

func (s *stack) assumeExpression(sc *scope, n *node, holds bool) *scope {
	n = n.target()
	if name := conditionName(n); name != "" {
		return s.assume(sc, name, holds)
	}
	function, argument := n.function()
	operands := argument.elements()
	switch {
	case function == "Fn::Not" && len(operands) == 1:
		return s.assumeExpression(sc, operands[0], !holds)
	case function == "Fn::And" && holds, function == "Fn::Or" && !holds:
		for _, operand := range operands {
			sc = s.assumeExpression(sc, operand, holds)
		}
	case function == "Fn::Equals" && holds && len(operands) == 2:
		for i, operand := range operands {
			called, name := operand.target().function()
			other := operands[1-i].target()
			if called != "Ref" || s.parameters[name.text()] == nil || !other.is(scalarNode) || other.tag != "" {
				continue
			}
			if p := s.parameters[name.text()]; !p.list() {
				sc = &scope{outer: sc, parameter: name.text(), value: s.convert(p, graph.NewString(other.value))}
			}
		}
	}
	return sc
}
