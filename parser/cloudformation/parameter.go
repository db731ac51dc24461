package cloudformation

import (
	"regexp"
	"strings"

	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/plumb-iac/plumb/parser/graph"
)

// given is the value of a parameter from outside the template.
type given struct {
	text string
	list []string // where the file gave a list
}

// parameter is an entry of the Parameters section.
type parameter struct {
	*entry
	kind   string       // its Type
	value  *graph.Value // memo
	noEcho bool
}

const ssmParameter = "AWS::SSM::Parameter::Value<"

func (s *stack) declareParameters(section *node) {
	s.each(section, nil, func(e *entry) {
		p := &parameter{entry: e, kind: e.body.get("Type").text()}
		p.noEcho, _ = truthOf(graph.NewString(e.body.get("NoEcho").text()))
		s.parameters[e.id] = p
	})
}

// list reports whether the value of the parameter is a list.
func (p *parameter) list() bool {
	kind := strings.TrimPrefix(p.kind, ssmParameter)
	return strings.HasPrefix(kind, "List<") || strings.HasPrefix(kind, "CommaDelimitedList")
}

// parameterValue returns the value of a parameter: what the calling stack or
// the user gives, else its default, else unknown.
func (s *stack) parameterValue(p *parameter) *graph.Value {
	if p.value != nil {
		return p.value
	}
	guard := "parameter " + p.id
	if s.busy[guard] {
		return s.invalid(p.key, "parameter %s depends on itself", p.id)
	}
	s.busy[guard] = true
	v := s.parameterSource(p)
	delete(s.busy, guard)
	v.Sensitive = v.Sensitive || p.noEcho
	p.value = v
	return v
}

func (s *stack) parameterSource(p *parameter) *graph.Value {
	if s.parent != nil {
		arguments := s.caller.body.get("Properties").get("Parameters")
		if _, argument := arguments.entry(p.id); argument != nil {
			if v := s.parent.eval(argument, s.parent.inside(s.caller)); v != nil {
				return s.fromOutside(p, v)
			}
		}
	} else if g, ok := s.given(p.id); ok {
		v := graph.NewString(g.text)
		if g.list != nil {
			v = &graph.Value{Form: graph.List}
			for _, e := range g.list {
				v.List = append(v.List, graph.NewString(e))
			}
		}
		return s.fromOutside(p, s.allowed(p, v))
	}
	if _, text := p.body.entry("Default"); text.is(scalarNode) {
		return s.fromOutside(p, s.allowed(p, graph.NewString(text.value)))
	}
	if s.parent != nil {
		s.run.report(graph.Warning, s.caller.key.span(), "nested stack %s gets no value for parameter %s", s.caller.id, p.id)
	}
	why := &graph.Uncertainty{Reason: graph.ReasonParameter, Deciders: []string{"parameter " + s.prefix + p.id}}
	if !p.list() && !strings.HasPrefix(p.kind, ssmParameter) {
		for _, allowed := range p.body.get("AllowedValues").elements() {
			if allowed.is(scalarNode) {
				why.OneOf = append(why.OneOf, s.convert(p, graph.NewString(allowed.target().value)))
			}
		}
		s.run.filled[why] = p.filled()
	}
	s.run.atomic[why] = strings.HasPrefix(p.kind, "AWS::") || p.kind == "Number"
	if len(why.OneOf) == 1 {
		return clone(why.OneOf[0])
	}
	return graph.NewUnknown(why)
}

// allowed warns of a value that AWS would not accept for the parameter. The
// message leaves the value out, which may be a secret.
func (s *stack) allowed(p *parameter, v *graph.Value) *graph.Value {
	list := p.body.get("AllowedValues").elements()
	if len(list) == 0 || v.Form != graph.String || p.list() {
		return v
	}
	for _, a := range list {
		if strings.EqualFold(a.text(), v.Text) {
			return v
		}
	}
	s.warn(p.key, "the value of parameter %s is not among its AllowedValues", p.id)
	return v
}

// fromOutside converts a value to the parameter's type. What stands for a
// parameter of Systems Manager is read at deployment.
func (s *stack) fromOutside(p *parameter, v *graph.Value) *graph.Value {
	if strings.HasPrefix(p.kind, ssmParameter) {
		return &graph.Value{Form: graph.Unknown, Why: &graph.Uncertainty{Reason: graph.ReasonData}, References: references(v)}
	}
	return resolveDynamic(s.convert(p, v))
}

// convert gives a known value the type of the parameter.
func (s *stack) convert(p *parameter, v *graph.Value) *graph.Value {
	text, scalar := scalarText(v)
	switch {
	case p.list() && scalar:
		list := splitList(text)
		list.References = v.References
		return list
	case p.list() && v.Form == graph.Unknown:
		if list := s.splitParts(v, ","); list != nil {
			return list
		}
		return v
	case p.list() || !scalar:
		return v
	case p.kind == "Number":
		if n := number(strings.TrimSpace(text)); n != nil {
			n.References, n.Sensitive = v.References, v.Sensitive
			return n
		}
	}
	return &graph.Value{Form: graph.String, Text: text, References: v.References, Sensitive: v.Sensitive}
}

// filled reports whether a value of the parameter is never the empty string.
func (p *parameter) filled() bool {
	if p.kind == "Number" || strings.HasPrefix(p.kind, "AWS::") {
		return true
	}
	if n := p.body.get("MinLength").text(); n != "" && n != "0" {
		return true
	}
	if pattern := p.body.get("AllowedPattern").text(); pattern != "" {
		re, err := regexp.Compile("^(?:" + pattern + ")$")
		return err == nil && !re.MatchString("")
	}
	return false
}

// splitList splits a comma-delimited list; spaces around elements don't count.
func splitList(text string) *graph.Value {
	list := &graph.Value{Form: graph.List, List: []*graph.Value{}}
	if text == "" {
		return list
	}
	if strings.Count(text, ",") > maxElements {
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonLimit})
	}
	pieces, _ := intrinsics.FnSplit("Fn::Split", []any{",", text}, nil).([]string)
	for _, piece := range pieces {
		list.List = append(list.List, graph.NewString(strings.TrimSpace(piece)))
	}
	return list
}
