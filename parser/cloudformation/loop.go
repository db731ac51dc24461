package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// loopPrefix starts the key of a loop: Fn::ForEach::Name.
const loopPrefix = "Fn::ForEach::"

// loop expands Fn::ForEach::Name: [Identifier, Collection, {Key: Value}]. It
// calls visit with the body for each element of the collection.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
func (s *stack) loop(key, value *node, sc *scope, visit func(body *node, inner *scope)) {
	items := value.elements()
	if len(items) != 3 || items[0].text() == "" || !items[2].is(mappingNode) {
		s.warn(key, "%s takes a name, a list and a mapping", key.value)
		return
	}
	name := items[0].text()
	list := s.eval(items[1], sc)
	if !list.IsKnown() || list == nil || list.Form != graph.List {
		s.warn(key, "the list of %s is not known, its elements are left out", strings.TrimPrefix(key.value, loopPrefix))
		return
	}
	for _, element := range list.List {
		if !s.run.spend(key) {
			return
		}
		if element.IsKnown() {
			visit(items[2], &scope{outer: sc, loop: name, value: element})
		}
	}
}
