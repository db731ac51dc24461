package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// eval evaluates a node to a value of its own, which the caller may change. It
// returns nil for AWS::NoValue.
func (s *stack) eval(n *node, sc *scope) *graph.Value {
	if n == nil {
		return nil
	}
	if !s.run.spend(n) {
		return placed(graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonLimit}), n)
	}
	t := n.target()
	var v *graph.Value
	if name, argument := t.function(); name != "" {
		v = s.call(name, argument, t, sc)
	} else {
		switch t.kind {
		case scalarNode:
			v = s.scalar(t, sc)
		case sequenceNode:
			v = &graph.Value{Form: graph.List, List: make([]*graph.Value, 0, len(t.items))}
			for _, item := range t.items {
				if e := s.eval(item, sc); e != nil {
					v.List = append(v.List, e)
				}
			}
		default:
			v = s.mapping(t, sc)
		}
	}
	if v == nil {
		return nil
	}
	if n != t {
		v.Range, v.ValueRange = graph.Range{}, graph.Range{}
	}
	return placed(v, n)
}

// placed gives a value the place of a node, unless it has one.
func placed(v *graph.Value, n *node) *graph.Value {
	if v.ValueRange.IsZero() {
		v.ValueRange = n.span()
	}
	if v.Range.IsZero() {
		v.Range = v.ValueRange
	}
	return v
}

// mapping evaluates the entries of a mapping. The range of an entry starts at
// its key. A macro, or a loop over what is not known, makes all of it unknown.
func (s *stack) mapping(n *node, sc *scope) *graph.Value {
	v := &graph.Value{Form: graph.Map, Map: make(map[string]*graph.Value, len(n.items)/2)}
	set := func(key, body *node, sc *scope) {
		x := s.eval(body, sc)
		if x == nil {
			return
		}
		if body.src == key.src && body.start >= key.start {
			x.Range = key.src.span(key.start, max(key.end, body.end))
		} else {
			x.Range = key.span()
		}
		v.Map[sc.substitute(key.value)] = x
	}
	var undecided *graph.Uncertainty
	for i := 0; i+1 < len(n.items); i += 2 {
		key, body := n.items[i], n.items[i+1]
		if !strings.HasPrefix(key.value, "Fn::") {
			set(key, body, sc)
			continue
		}
		if key.value == "Fn::Transform" && s.transform(body, sc) == nil {
			undecided = &graph.Uncertainty{Reason: graph.ReasonFunction}
			continue
		}
		one := node{kind: mappingNode, items: []*node{key, body}}
		s.each(&one, sc, func(e *entry) {
			if why := e.scope.undecidedLoop(sc); why != nil {
				undecided = why
			}
			set(e.key, e.body, e.scope)
		})
	}
	if undecided != nil {
		// Any entry may be missing or other than written.
		return &graph.Value{Form: graph.Unknown, Why: undecided, References: references(v), Sensitive: sensitive(v)}
	}
	return v
}

// call evaluates an intrinsic function.
func (s *stack) call(name string, argument, site *node, sc *scope) *graph.Value {
	switch name {
	case "Ref":
		return s.ref(argument, site, sc)
	case "Fn::GetAtt":
		return s.getAtt(argument, site, sc)
	case "Fn::Sub":
		return s.sub(argument, site, sc)
	case "Fn::If":
		return s.branch(argument, site, sc)
	case "Condition", "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Fn::Contains", "Fn::EachMemberIn", "Fn::EachMemberEquals":
		return s.truth(site, sc)
	case "Fn::Join":
		return s.join(argument, site, sc)
	case "Fn::Split":
		return s.split(argument, site, sc)
	case "Fn::Base64":
		return s.base64(argument, site, sc)
	case "Fn::ToJsonString":
		return s.toJSON(argument, sc)
	case "Fn::Select":
		return s.selectElement(argument, site, sc)
	case "Fn::Length":
		return s.length(argument, site, sc)
	case "Fn::Cidr":
		return s.cidr(argument, site, sc)
	case "Fn::GetAZs":
		return s.remote(graph.ReasonComputed, argument, sc)
	case "Fn::FindInMap":
		return s.findInMap(argument, site, sc)
	case "Fn::ImportValue":
		return s.importValue(argument, site, sc)
	case "Fn::Transform":
		if included := s.transform(argument, sc); included != nil {
			return s.eval(included, sc)
		}
		return s.remote(graph.ReasonFunction, argument, sc)
	case "Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll":
		return s.remote(graph.ReasonComputed, argument, sc)
	case "Fn::GetStackOutput":
		return s.remote(graph.ReasonImport, argument, sc)
	}
	s.warn(site, "function %s is not known, so neither is its value", name)
	return s.remote(graph.ReasonFunction, argument, sc)
}

// remote is the value of a function that only AWS can run: unknown, with the
// references and deciders of its arguments.
func (s *stack) remote(reason graph.Reason, argument *node, sc *scope) *graph.Value {
	v := graph.NewUnknown(&graph.Uncertainty{Reason: reason})
	if a := s.eval(argument, sc); a != nil {
		v.Why.Deciders = deciders(a)
		v.References = references(a)
		v.Sensitive = sensitive(a)
	}
	return v
}

// invalid is the value where the source is wrong; a warning says how.
func (s *stack) invalid(at *node, format string, arguments ...any) *graph.Value {
	s.warn(at, format, arguments...)
	return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonInvalid})
}

// scalar evaluates a scalar without function.
func (s *stack) scalar(n *node, sc *scope) *graph.Value {
	if n.style == plainStyle {
		if v := plain(n.value); v != nil {
			return v
		}
	}
	text := n.value
	if strings.Contains(text, "{") {
		if text = sc.substitute(text); text != n.value {
			if why := sc.undecidedLoop(nil); why != nil && strings.Contains(text, unknownElement) {
				return graph.NewUnknown(why)
			}
		}
	}
	v := resolveDynamic(graph.NewString(text))
	v.Decoded = decodeText(text, n, false)
	return v
}
