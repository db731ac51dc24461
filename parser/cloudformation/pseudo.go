package cloudformation

import (
	"maps"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// pseudoResource adds a resource that stands for a part of the template itself.
func (s *stack) pseudoResource(kind, address string, e *entry, attributes *graph.Value, why *graph.Uncertainty) {
	r := &graph.Resource{
		Address: s.prefix + address, ConfigAddress: s.prefix + address, Type: kind,
		Language: graph.CloudFormation, Mode: graph.Pseudo, Calls: s.calls,
		Attributes: attributes, Meta: graph.NewMap(map[string]*graph.Value{}), Conditional: why,
	}
	if e != nil {
		r.Header, r.Range = e.key.span(), entryRange(e)
		r.ConfigAddress = s.prefix + strings.TrimSuffix(address, e.id) + e.config
	}
	s.run.unit.Resources = append(s.run.unit.Resources, r)
}

// emitTemplate adds the template itself with its sizes, which AWS limits.
func (s *stack) emitTemplate() {
	root := s.root
	m := map[string]*graph.Value{
		"resource_count":  graph.NewInt(len(s.resources)),
		"parameter_count": graph.NewInt(len(s.parameters)),
		"output_count":    graph.NewInt(len(s.outputs)),
		"size":            graph.NewInt(len(s.doc.src.bytes)),
	}
	for _, section := range []string{"Transform", "Description", "AWSTemplateFormatVersion"} {
		if key, body := root.entry(section); body != nil {
			if v := s.eval(body, nil); v != nil {
				v.Range = entryRange(&entry{key: key, body: body})
				m[section] = v
			}
		}
	}
	count := 0
	s.mappings.pairs(func(_, _ *node) { count++ })
	m["mapping_count"] = graph.NewInt(count)
	first := s.doc.src.span(0, 0)
	if len(s.doc.root.items) > 0 {
		first = s.doc.root.items[0].span()
	}
	s.pseudoResource(graph.TypeCloudFormationTemplate, ".", nil, graph.NewMap(m), nil)
	r := s.run.unit.Resources[len(s.run.unit.Resources)-1]
	r.Header, r.Range = first, s.doc.root.span()
}

func (s *stack) emitParameters() {
	for _, name := range slices.Sorted(maps.Keys(s.parameters)) {
		p := s.parameters[name]
		attributes := s.mapping(p.body.target(), nil)
		if v := s.parameterValue(p); v != nil {
			attributes.Map["value"] = clone(v)
		}
		if d := attributes.Map["Default"]; d != nil && p.noEcho {
			d.Sensitive = true
		}
		if p.noEcho {
			attributes.Map["NoEcho"] = &graph.Value{Form: graph.Bool, Bool: true, Range: attributes.Map["NoEcho"].Range, ValueRange: attributes.Map["NoEcho"].ValueRange}
		}
		s.pseudoResource(graph.TypeCloudFormationParameter, "Parameters/"+p.id, p.entry, attributes, nil)
	}
}

func (s *stack) emitOutputs() {
	for _, e := range s.outputs {
		exists, why := s.conditional(e)
		if !exists {
			continue
		}
		attributes := graph.NewMap(map[string]*graph.Value{})
		if e.body.is(mappingNode) {
			attributes = s.mapping(e.body.target(), s.inside(e))
		}
		s.pseudoResource(graph.TypeCloudFormationOutput, "Outputs/"+e.id, e, attributes, why)
	}
}
