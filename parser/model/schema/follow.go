package schema

import (
	"fmt"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// documents are texts that hold a document in JSON, which a path may enter.
var documents = map[string]bool{
	"redrive_policy": true, "redrive_allow_policy": true, "container_definitions": true, "configuration": true,
}

// Follow returns the type that steps lead to.
func Follow(t Type, steps []mapping.Step) (Type, error) {
	name := ""
	for _, s := range steps {
		if t.Form == JSON || (t.Form == Text && documents[name]) {
			return Type{Form: JSON}, nil
		}
		switch s.Op {
		case mapping.Field:
			switch t.Form {
			case Struct:
				next, ok := t.Fields[s.Key]
				if !ok {
					return t, fmt.Errorf("there is no %s", s.Key)
				}
				t = next
			case Map:
				t = *t.Element
			default:
				return t, fmt.Errorf("there is no %s within %s", s.Key, name)
			}
			name = s.Key
		case mapping.Index, mapping.Each, mapping.Where:
			if t.Form != List {
				return t, fmt.Errorf("%s is no list", name)
			}
			t = *t.Element
			if _, ok := t.Fields[s.Key]; s.Op == mapping.Where && t.Form == Struct && !ok {
				return t, fmt.Errorf("elements of %s have no %s", name, s.Key)
			}
		}
	}
	return t, nil
}

// Visitor is told of each path of a kind in one language: the attribute that
// it belongs to, and the type that it leads to from each base that has it. A
// problem says why it leads nowhere.
type Visitor func(name string, a *mapping.Attribute, p *mapping.Path, found []Type, problem error)

// Visit follows every path of a kind. It returns an error for a source type or
// a satellite that doesn't exist.
func (s Schema) Visit(k *mapping.Kind, language graph.Language, visit Visitor) error {
	w := walker{schema: s, language: language, visit: visit, satellites: map[string]Type{}}
	return w.kind(k)
}

type walker struct {
	schema         Schema
	language       graph.Language
	visit          Visitor
	own, enclosing []Type
	satellites     map[string]Type
}

func (w *walker) kind(k *mapping.Kind) error {
	for _, source := range k.In(w.language) {
		if source.Data {
			return nil
		}
		fields, ok := w.schema[source.Type]
		if !ok {
			return fmt.Errorf("%s: there is no type %s", k.Name, source.Type)
		}
		whole := Type{Form: Struct, Fields: fields}
		if len(source.Embedded) == 0 {
			w.own = append(w.own, whole)
			continue
		}
		block, err := Follow(whole, source.Embedded)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", k.Name, source, err)
		}
		w.enclosing, w.own = append(w.enclosing, whole), append(w.own, block)
	}
	for i := range k.Folds {
		f := &k.Folds[i]
		if languageOf(f.Type) != w.language {
			continue
		}
		fields, ok := w.schema[f.Type]
		if !ok {
			return fmt.Errorf("%s: there is no type %s to fold", k.Name, f.Type)
		}
		satellite := Type{Form: Struct, Fields: fields}
		w.satellites[f.Type] = satellite
		for j := range f.Parents {
			w.path(k.Name+": fold of "+f.Type, nil, &f.Parents[j], []Type{satellite})
		}
	}
	w.attributes(k.Name, k.Attributes, w.own)
	return nil
}

// languageOf tells the languages apart by the spelling of a type.
func languageOf(name string) graph.Language {
	if len(name) > 3 && name[:3] == "AWS" {
		return graph.CloudFormation
	}
	return graph.Terraform
}

func (w *walker) attributes(prefix string, attributes []mapping.Attribute, own []Type) {
	for i := range attributes {
		a := &attributes[i]
		var elements []Type
		paths := a.In(w.language).Paths
		for j := range paths {
			bases := own
			switch paths[j].Scope {
			case mapping.Meta:
				continue
			case mapping.Enclosing:
				bases = w.enclosing
			case mapping.Satellite:
				bases = []Type{w.satellites[paths[j].Satellite]}
			case mapping.Own:
			}
			elements = append(elements, w.path(prefix+"."+a.Name, a, &paths[j], bases)...)
		}
		for j, e := range elements {
			if e.Form == List && e.Element != nil {
				elements[j] = *e.Element
			}
		}
		if len(a.Item) > 0 && a.Decode == "" {
			w.attributes(prefix+"."+a.Name+"[*]", a.Item, elements)
		}
	}
}

func (w *walker) path(name string, a *mapping.Attribute, p *mapping.Path, bases []Type) []Type {
	var found []Type
	var problem error
	for _, base := range bases {
		at, err := Follow(base, p.Steps)
		if err == nil {
			found = append(found, at)
		} else {
			problem = err
		}
	}
	if len(found) > 0 {
		problem = nil
	}
	w.visit(name, a, p, found, problem)
	return found
}
