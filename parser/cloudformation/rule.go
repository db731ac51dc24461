package cloudformation

import "github.com/plumb-iac/plumb/parser/graph"

// checkRules evaluates the Rules section: an assertion that is false with the
// values at hand would stop the deployment.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
func (s *stack) checkRules() {
	s.each(s.root.get("Rules"), nil, func(e *entry) {
		if c := e.body.get("RuleCondition"); c != nil {
			if v := s.truth(c, nil); v.Form != graph.Bool || !v.Bool {
				return
			}
		}
		for _, assertion := range e.body.get("Assertions").elements() {
			_, assert := assertion.entry("Assert")
			if assert == nil {
				continue
			}
			if v := s.truth(assert, nil); v.Form == graph.Bool && !v.Bool {
				s.run.report(graph.Note, assert.span(), "rule %s does not hold for these parameters: %s", e.id, assertion.get("AssertDescription").text())
			}
		}
	})
}

// member evaluates the functions of Rules that look into lists.
func member(function string, a, b *graph.Value) *graph.Value {
	if !a.WhollyKnown() || !b.WhollyKnown() || a == nil || b == nil {
		return decidedBy(a, b)
	}
	within := func(list []*graph.Value, v *graph.Value) bool {
		for _, e := range list {
			if same, _ := equal(e, v); same {
				return true
			}
		}
		return false
	}
	switch function {
	case "Fn::Contains":
		return graph.NewBool(within(a.List, b))
	case "Fn::EachMemberEquals":
		for _, e := range a.List {
			if same, _ := equal(e, b); !same {
				return graph.NewBool(false)
			}
		}
	default:
		for _, e := range a.List {
			if !within(b.List, e) {
				return graph.NewBool(false)
			}
		}
	}
	return graph.NewBool(true)
}
