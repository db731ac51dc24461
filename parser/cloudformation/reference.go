package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// pseudoParameters are those that AWS sets for every stack.
var pseudoParameters = map[string]bool{
	"AWS::AccountId": true, "AWS::NotificationARNs": true, "AWS::Partition": true, "AWS::Region": true,
	"AWS::StackId": true, "AWS::StackName": true, "AWS::URLSuffix": true,
}

// ref evaluates Ref.
func (s *stack) ref(argument, site *node, sc *scope) *graph.Value {
	argument = argument.target()
	if name, _ := argument.function(); name != "" {
		// With the language extensions the name can be computed.
		v := s.eval(argument, sc)
		if text, ok := scalarText(v); ok {
			return s.named(text, site, sc)
		}
		return uncertain(v)
	}
	if !argument.is(scalarNode) || argument.value == "" {
		return s.invalid(site, "Ref takes the name of a parameter or resource")
	}
	return s.named(sc.substitute(argument.value), site, sc)
}

// named returns what Ref gives for a name.
func (s *stack) named(name string, site *node, sc *scope) *graph.Value {
	if v := sc.variable(name); v != nil {
		return s.run.copy(v, site)
	}
	switch {
	case name == "AWS::NoValue":
		return nil
	case pseudoParameters[name]:
		return s.pseudo(name)
	case s.parameters[name] != nil:
		if v := sc.assumedParameter(name); v != nil {
			return s.run.copy(v, site)
		}
		v := s.run.copy(s.parameterValue(s.parameters[name]), site)
		return v
	case s.aliases[name] != "":
		name = s.aliases[name]
	}
	if e := s.resources[name]; e != nil {
		if e.body.get("Type").text() == typeStack && s.nested[name] == nil {
			return s.computed(name, "", graph.ReasonComputed)
		}
		s.warnAbsent(e, site, sc, "Ref to")
		return s.computed(name, "", graph.ReasonComputed)
	}
	if s.opaque {
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonFunction})
	}
	return s.invalid(site, "Ref to %s, which is neither a parameter nor a resource of this template", name)
}

// warnAbsent reports a reference to a resource that its condition leaves out.
func (s *stack) warnAbsent(e *entry, site *node, sc *scope, what string) {
	if c := e.body.get("Condition").text(); c != "" && s.conditions[c] != nil {
		if holds, known := truthOf(s.conditionValue(c, site, sc)); known && !holds {
			s.warn(site, "%s %s, which condition %s leaves out", what, e.id, c)
		}
	}
}

// computed is an attribute of a resource that only AWS knows.
func (s *stack) computed(id, attribute string, reason graph.Reason) *graph.Value {
	v := graph.NewUnknown(&graph.Uncertainty{Reason: reason})
	v.References = []graph.Reference{{To: s.prefix + id, Attribute: attribute}}
	return v
}

func (s *stack) pseudo(name string) *graph.Value {
	// A nested stack has a name of its own.
	own := s.parent != nil && (name == "AWS::StackName" || name == "AWS::StackId")
	if g, ok := s.given(name); ok && !own {
		if name == "AWS::NotificationARNs" {
			return splitList(g.text)
		}
		return graph.NewString(g.text)
	}
	why := s.run.pseudo[name]
	if why == nil {
		why = &graph.Uncertainty{Reason: graph.ReasonParameter, Deciders: []string{name}}
		if name != "AWS::NotificationARNs" {
			// AWS always fills it in: some text, though not known which.
			filled := *why
			s.run.filled[&filled], s.run.atomic[&filled] = true, true
			why.Parts = []graph.Part{{Hole: &graph.Hole{Why: &filled}}}
		}
		s.run.pseudo[name] = why
		s.run.filled[why], s.run.atomic[why] = true, true
	}
	return graph.NewUnknown(why)
}

// getAtt evaluates Fn::GetAtt with "Resource.Attribute" or ["Resource", "Attribute"].
func (s *stack) getAtt(argument, site *node, sc *scope) *graph.Value {
	argument = argument.target()
	var id, attribute string
	switch items := argument.elements(); {
	case argument.is(scalarNode):
		id, attribute, _ = strings.Cut(sc.substitute(argument.value), ".")
	case len(items) == 2:
		names := [2]string{}
		for i, item := range items {
			v := s.eval(item, sc)
			text, ok := scalarText(v)
			if !ok {
				return uncertain(v)
			}
			names[i] = text
		}
		id, attribute = names[0], names[1]
	}
	if id == "" || attribute == "" {
		return s.invalid(site, "Fn::GetAtt takes a resource and an attribute")
	}
	return s.attribute(id, attribute, site, sc)
}

// attribute returns what Fn::GetAtt gives for an attribute of a resource.
func (s *stack) attribute(id, attribute string, site *node, sc *scope) *graph.Value {
	if alias := s.aliases[id]; alias != "" {
		id = alias
	}
	e := s.resources[id]
	if e == nil {
		// A resource name of SAM may itself have a dot: Function.Alias.Arn.
		if next, rest, ok := strings.Cut(attribute, "."); ok && s.aliases[id+"."+next] != "" {
			return s.attribute(s.aliases[id+"."+next], rest, site, sc)
		}
		if s.opaque {
			return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonFunction})
		}
		return s.invalid(site, "Fn::GetAtt of %s, which is no resource of this template", id)
	}
	s.warnAbsent(e, site, sc, "Fn::GetAtt of")
	if e.body.get("Type").text() == typeStack && strings.HasPrefix(attribute, "Outputs.") {
		return s.nestedOutput(id, strings.TrimPrefix(attribute, "Outputs."), site)
	}
	v := s.computed(id, attribute, graph.ReasonComputed)
	if known := s.propertyValue(e, attribute); known != nil {
		known = s.run.copy(known, site)
		known.References = addReferences(v.References, known.References)
		return known
	}
	return v
}

// propertyValue returns a scalar property that has the name of an attribute:
// in the resource specification the two are then the same thing, as
// CidrBlock of a VPC.
func (s *stack) propertyValue(e *entry, attribute string) *graph.Value {
	property := e.body.get("Properties").get(attribute)
	if property == nil {
		return nil
	}
	guard := "property " + e.id + "." + attribute
	if v, done := s.known[guard]; done || s.busy[guard] {
		return v
	}
	s.busy[guard] = true
	v := s.eval(property, e.scope)
	delete(s.busy, guard)
	if _, ok := scalarText(v); !ok {
		v = nil
	}
	s.known[guard] = v
	return v
}

// sub evaluates Fn::Sub with a text, or with [text, {Name: value}].
func (s *stack) sub(argument, site *node, sc *scope) *graph.Value {
	argument = argument.target()
	template, variables := argument, (*node)(nil)
	if items := argument.elements(); len(items) == 2 {
		template, variables = items[0].target(), items[1]
	} else if len(items) == 1 {
		template = items[0].target()
	}
	if template.tag != "" || !template.is(scalarNode) {
		return s.invalid(site, "Fn::Sub takes a text, and optionally a mapping of names to values")
	}
	out := &text{run: s.run}
	var body *script
	if looksLikeJSON(template.value) {
		body = &script{from: []int{}}
	}
	literal := func(piece string, at int) {
		out.literal(piece)
		if body != nil {
			body.copy(piece, at)
		}
	}
	for at := 0; at < len(template.value); {
		rest := template.value[at:]
		before, after, found := strings.Cut(rest, "${")
		name, _, closed := strings.Cut(after, "}")
		if !found || !closed {
			literal(rest, at)
			break
		}
		literal(before, at)
		at += len(before)
		if escaped, ok := strings.CutPrefix(name, "!"); ok {
			literal("${", at)
			literal(escaped+"}", at+len("${!"))
		} else {
			v := s.placeholder(strings.TrimSpace(name), variables, template, sc)
			if _, scalar := scalarText(v); v != nil && v.IsKnown() && !scalar {
				v = s.invalid(site, "Fn::Sub can't put %s into a text: it is a list or mapping", name)
			}
			out.add(v)
			if body != nil {
				body.insert(v, at, s.run)
			}
		}
		at += len("${") + len(name) + len("}")
	}
	v := out.value()
	if body != nil {
		v.Decoded = body.decode(body.text.String(), template, v.Sensitive)
	}
	return resolveDynamic(v)
}

// placeholder returns the value of ${name} in Fn::Sub.
func (s *stack) placeholder(name string, variables, site *node, sc *scope) *graph.Value {
	if _, own := variables.entry(name); own != nil {
		return s.eval(own, sc)
	}
	name = sc.substitute(name)
	if id, attribute, ok := strings.Cut(name, "."); ok && s.aliases[name] == "" {
		return s.attribute(id, attribute, site, sc)
	}
	return s.named(name, site, sc)
}
