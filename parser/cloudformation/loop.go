package cloudformation

import "github.com/plumb-iac/plumb/parser/graph"

// loopPrefix starts the key of a loop: Fn::ForEach::Name.
const loopPrefix = "Fn::ForEach::"

// loop expands Fn::ForEach::Name: [Identifier, Collection, {Key: Value}]. It
// calls visit with the body for each element of the collection. A collection or
// element that is not known becomes [?] in names.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
func (s *stack) loop(key, value *node, sc *scope, visit func(body *node, inner *scope)) {
	items := value.elements()
	if len(items) != 3 || items[0].text() == "" || !items[2].is(mappingNode) {
		s.warn(key, "%s takes a name, a list and a mapping", key.value)
		return
	}
	name := items[0].text()
	list := s.eval(items[1], sc)
	if list == nil || list.IsKnown() && list.Form != graph.List {
		s.warn(key, "%s takes a name, a list and a mapping", key.value)
		return
	}
	if !list.IsKnown() {
		// How many elements there are is not known: one stands for all.
		visit(items[2], &scope{outer: sc, loop: name, value: list})
		return
	}
	for _, element := range list.List {
		if !s.run.spend(key) {
			return
		}
		visit(items[2], &scope{outer: sc, loop: name, value: element})
	}
}

// undecidedLoop returns why it is not known which elements the loops around a
// place have; outer is where to stop looking.
func (sc *scope) undecidedLoop(outer *scope) *graph.Uncertainty {
	for ; sc != nil && sc != outer; sc = sc.outer {
		if sc.loop != "" && !sc.value.IsKnown() {
			return sc.value.Why
		}
	}
	return nil
}
