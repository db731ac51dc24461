package cloudformation

import (
	"maps"
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

const (
	typeStack       = "AWS::CloudFormation::Stack"
	typeApplication = "AWS::Serverless::Application"
	typeInclude     = "AWS::Include"
)

// metaKeys are the attributes of a resource beside its properties.
var metaKeys = []string{"DeletionPolicy", "UpdateReplacePolicy", "DependsOn", "Metadata", "CreationPolicy", "UpdatePolicy", "Condition"}

// emit evaluates the stack and adds what it declares to the unit.
func (s *stack) emit() {
	for _, e := range s.order {
		s.emitResource(e)
	}
	s.emitTemplate()
	s.emitParameters()
	s.emitOutputs()
	s.checkConditions()
	s.checkRules()
	// A template that is called twice is still written once.
	if name := s.doc.src.name; !s.run.read[name] {
		s.run.read[name] = true
		s.run.unit.Directives = append(s.run.unit.Directives, s.directives()...)
	}
}

// inside is the scope of a resource or output: its condition holds where it matters.
func (s *stack) inside(e *entry) *scope {
	if c := e.body.get("Condition").text(); c != "" {
		if name := e.scope.substitute(c); s.conditions[name] != nil {
			return s.assume(e.scope, name, true)
		}
	}
	return e.scope
}

// existence evaluates the Condition of an entry: whether it is there at all,
// and why that is not known.
func (s *stack) existence(e *entry) (exists bool, why *graph.Uncertainty) {
	why = e.scope.undecidedLoop(nil)
	_, n := e.body.entry("Condition")
	if n == nil {
		return true, why
	}
	name := e.scope.substitute(n.text())
	if name == "" {
		s.warn(n, "the Condition of %s must be the name of a condition", e.id)
		return true, why
	}
	c := s.conditionValue(name, n, e.scope)
	if c.Form == graph.Bool {
		return c.Bool, why
	}
	if together := s.undecided[name]; together != nil && e.scope == nil {
		return true, together
	}
	why = &graph.Uncertainty{Reason: graph.ReasonCondition, Deciders: c.Why.Deciders}
	if e.scope == nil {
		s.undecided[name] = why
	}
	return true, why
}

// exists reports whether an entry, its stack and all stacks around it are there.
func (s *stack) conditional(e *entry) (exists bool, why *graph.Uncertainty) {
	for at := s; at != nil && e != nil; e, at = at.caller, at.parent {
		there, unsure := at.existence(e)
		if !there {
			return false, nil
		}
		if unsure != nil && why == nil {
			why = unsure
		}
	}
	return true, why
}

func (s *stack) emitResource(e *entry) {
	exists, why := s.conditional(e)
	kind := e.body.get("Type")
	if !exists {
		return
	}
	if kind.text() == "" {
		s.warn(e.key, "resource %s has no Type", e.id)
		return
	}
	sc := s.inside(e)
	r := &graph.Resource{
		Address: s.prefix + e.id, ConfigAddress: s.prefix + e.config,
		Type: kind.text(), Language: graph.CloudFormation, Mode: graph.Managed,
		Header: e.key.span(), Range: entryRange(e), Calls: s.calls, Conditional: why,
	}
	_, properties := e.body.entry("Properties")
	r.Attributes = s.eval(properties, sc)
	switch {
	case r.Attributes == nil || r.Attributes.Form == graph.Null:
		r.Attributes = graph.NewMap(map[string]*graph.Value{})
	case r.Attributes.Form != graph.Map && r.Attributes.IsKnown():
		s.warn(properties, "the Properties of %s are no mapping", e.id)
		r.Attributes = graph.NewMap(map[string]*graph.Value{})
	}
	s.coerce(r)
	r.Meta = s.meta(e, sc)
	r.ConstructPath = constructPath(r.Meta)
	if a := s.run.assembly; a != nil && s.parent == nil {
		if place, ok := a.places[e.id]; ok {
			r.Related = append(r.Related, place)
		}
	}
	s.run.unit.Resources = append(s.run.unit.Resources, r)
}

func entryRange(e *entry) graph.Range {
	if e.body.src == e.key.src && e.body.start >= e.key.start {
		return e.key.src.span(e.key.start, max(e.key.end, e.body.end))
	}
	return e.key.span()
}

// meta evaluates what stands beside the properties. DependsOn becomes a list
// whose elements carry the reference.
func (s *stack) meta(e *entry, sc *scope) *graph.Value {
	m := map[string]*graph.Value{}
	e.body.pairs(func(key, body *node) {
		if !slices.Contains(metaKeys, key.value) {
			return
		}
		v := s.eval(body, sc)
		if v == nil {
			return
		}
		if body.src == key.src && body.start >= key.start {
			v.Range = key.src.span(key.start, max(key.end, body.end))
		}
		if key.value == "DependsOn" {
			if v.Form == graph.String {
				one := *v
				v = &graph.Value{Form: graph.List, List: []*graph.Value{&one}, Range: v.Range, ValueRange: v.ValueRange}
			}
			for _, d := range v.List {
				s.dependency(e, d, key)
			}
		}
		m[key.value] = v
	})
	return graph.NewMap(m)
}

func (s *stack) dependency(e *entry, d *graph.Value, key *node) {
	switch {
	case d.Form != graph.String:
	case s.resources[d.Text] != nil:
		d.References = []graph.Reference{{To: s.prefix + d.Text}}
	case s.aliases[d.Text] != "":
		d.References = []graph.Reference{{To: s.prefix + s.aliases[d.Text]}}
	case !s.opaque:
		s.warn(key, "%s depends on %s, which is no resource of this template", e.id, d.Text)
	}
}

// checkConditions evaluates every condition, so that what is wrong in them is
// reported wherever they are used.
func (s *stack) checkConditions() {
	for _, name := range slices.Sorted(maps.Keys(s.conditions)) {
		s.conditionValue(name, s.conditions[name].key, nil)
	}
}

func constructPath(meta *graph.Value) string {
	v := meta.Get("Metadata").Get("aws:cdk:path")
	if v != nil && v.Form == graph.String {
		return v.Text
	}
	return ""
}
