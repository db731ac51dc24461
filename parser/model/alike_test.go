package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
	"github.com/plumb-iac/plumb/parser/model/schema"
)

// TestLanguagesReadAlike writes each attribute that both languages have by its
// first path in each of them, as the schemas want it, and expects the same
// canonical value.
func TestLanguagesReadAlike(t *testing.T) {
	terraform, err := schema.Terraform()
	if err != nil {
		t.Fatal(err)
	}
	cloudFormation, err := schema.CloudFormation()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for i := range kinds {
		k := &kinds[i]
		if len(k.Terraform) == 0 || len(k.CloudFormation) == 0 || strings.Contains(k.Terraform[0].Type, ":") {
			continue
		}
		for j := range k.Attributes {
			a := &k.Attributes[j]
			if a.Type == mapping.Any || a.Decode == "container_definitions" {
				continue // the languages' own documents
			}
			tf, inTerraform := written(k, a, graph.Terraform, terraform)
			cfn, inCloudFormation := written(k, a, graph.CloudFormation, cloudFormation)
			if !inTerraform || !inCloudFormation {
				continue
			}
			checked++
			common(a, tf, cfn)
			if diff := cmp.Diff(plain(tf), plain(cfn)); diff != "" {
				t.Errorf("%s.%s (-terraform +cloudformation):\n%s", k.Name, a.Name, diff)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d attributes were compared", checked)
	}
}

// common leaves out of elements what one of the languages doesn't write, and
// what each writes in its own form.
func common(attribute *mapping.Attribute, a, b *graph.Value) {
	if a == nil || b == nil || a.Form != graph.List || b.Form != graph.List {
		return
	}
	items := map[string]*mapping.Attribute{}
	for i := range attribute.Item {
		items[attribute.Item[i].Name] = &attribute.Item[i]
	}
	for i := range min(len(a.List), len(b.List)) {
		x, y := a.List[i], b.List[i]
		for _, key := range append(x.Keys(), y.Keys()...) {
			xv, yv := x.Get(key), y.Get(key)
			item := items[key]
			if item != nil && item.Type == mapping.Any {
				xv = nil
			}
			if xv == nil || yv == nil || xv.Origin == graph.FromDefault || yv.Origin == graph.FromDefault || xv.Form != yv.Form {
				delete(x.Map, key)
				delete(y.Map, key)
				continue
			}
			if item != nil {
				common(item, xv, yv)
			}
		}
	}
}

// written is the canonical value of an attribute that is written by its first
// path that the schema knows.
func written(k *mapping.Kind, a *mapping.Attribute, language graph.Language, s schema.Schema) (*graph.Value, bool) {
	for _, source := range k.In(language) {
		for _, p := range a.In(language).Paths {
			w := writer{schema: s, attribute: a, language: language}
			resources, ok := w.resources(k, source, p)
			if !ok {
				continue
			}
			u := &graph.Unit{Language: language, Resources: resources}
			u.Sort()
			Normalize(u)
			for _, n := range u.Nodes {
				if n.Kind == k.Name {
					return n.Attributes.At(a.Steps), true
				}
			}
		}
	}
	return nil, false
}

// writer makes source values that have the types that a schema states.
type writer struct {
	schema    schema.Schema
	attribute *mapping.Attribute
	language  graph.Language
}

func (w *writer) resources(k *mapping.Kind, source mapping.Source, p mapping.Path) ([]*graph.Resource, bool) {
	parent := &graph.Resource{Address: "parent", Type: source.Type, Language: w.language, Attributes: graph.NewMap(map[string]*graph.Value{})}
	fields, ok := w.schema[source.Type]
	if !ok || source.Data {
		return nil, false
	}
	whole := schema.Type{Form: schema.Struct, Fields: fields}
	switch p.Scope {
	case mapping.Own:
		steps := append(append([]mapping.Step(nil), source.Embedded...), p.Steps...)
		parent.Attributes, ok = w.value(whole, steps)
		return []*graph.Resource{parent}, ok
	case mapping.Satellite:
		if len(source.Embedded) > 0 {
			return nil, false
		}
		for _, f := range k.Folds {
			if f.Type != p.Satellite {
				continue
			}
			return w.satellite(parent, f, p)
		}
		return nil, false
	case mapping.Meta, mapping.Enclosing:
	}
	return nil, false
}

func (w *writer) satellite(parent *graph.Resource, f mapping.Fold, p mapping.Path) ([]*graph.Resource, bool) {
	s := &graph.Resource{Address: "satellite", Type: f.Type, Language: w.language, Attributes: graph.NewMap(map[string]*graph.Value{})}
	ok := true
	if len(p.Steps) > 0 {
		s.Attributes, ok = w.value(schema.Type{Form: schema.Struct, Fields: w.schema[f.Type]}, p.Steps)
	} else if len(w.attribute.Item) > 0 {
		s.Attributes = w.element(schema.Type{Form: schema.Struct, Fields: w.schema[f.Type]}, w.attribute)
	}
	if p.Filter != nil {
		s.Attributes.Map[p.Filter.Key] = graph.NewString(p.Filter.Value)
	}
	if !ok || len(f.Parents[0].Steps) != 1 {
		return nil, false
	}
	s.Attributes.Map[f.Parents[0].Steps[0].Key] = ref("parent", "")
	return []*graph.Resource{parent, s}, true
}

// value writes the sample at the end of a path.
func (w *writer) value(t schema.Type, steps []mapping.Step) (*graph.Value, bool) {
	if len(steps) == 0 {
		return w.sample(t, w.attribute), true
	}
	step := steps[0]
	switch step.Op {
	case mapping.Field:
		next, ok := t.Fields[step.Key]
		if t.Form == schema.JSON || t.Form == schema.Text {
			next, ok = schema.Type{Form: schema.JSON}, true
		}
		if !ok || next.Form == schema.ReadOnly {
			return nil, false
		}
		v, ok := w.value(next, steps[1:])
		return graph.NewMap(map[string]*graph.Value{step.Key: v}), ok
	case mapping.Index, mapping.Each, mapping.Where:
		next := schema.Type{Form: schema.JSON}
		if t.Form == schema.List {
			next = *t.Element
		}
		v, ok := w.value(next, steps[1:])
		if ok && step.Op == mapping.Where {
			v.Map[step.Key] = graph.NewString(step.Value)
		}
		list := graph.NewList()
		for range step.Index {
			list.List = append(list.List, graph.NewMap(map[string]*graph.Value{}))
		}
		list.List = append(list.List, v)
		return list, ok
	}
	return nil, false
}

// sample is a value of a source type that means something definite for an
// attribute: true, 7.
func (w *writer) sample(t schema.Type, a *mapping.Attribute) *graph.Value {
	if a.Type == mapping.Policy {
		return source(map[string]any{"Statement": map[string]any{"Effect": "Allow", "Action": "*"}})
	}
	switch t.Form {
	case schema.List:
		if len(a.Item) > 0 {
			return graph.NewList(w.element(*t.Element, a))
		}
		if a.Decode == "pairs" {
			return w.pairs(*t.Element)
		}
		return graph.NewList(w.sample(*t.Element, a))
	case schema.Struct:
		if len(a.Item) > 0 {
			return w.element(t, a)
		}
		return graph.NewMap(map[string]*graph.Value{})
	case schema.Map:
		return graph.NewMap(map[string]*graph.Value{"Name": graph.NewString("7")})
	case schema.Bool:
		return graph.NewBool(true)
	case schema.Number:
		return graph.NewInt(7)
	case schema.Text, schema.JSON, schema.Tag, schema.ReadOnly:
	}
	return w.text(a)
}

func (w *writer) text(a *mapping.Attribute) *graph.Value {
	typ := a.Type
	if typ == mapping.List {
		typ = a.Of
	}
	switch typ {
	case mapping.Bool:
		for _, word := range a.Values {
			if word.To.Bool {
				return graph.NewString(word.From)
			}
		}
		return graph.NewString("true")
	case mapping.Number:
		return graph.NewString("7")
	case mapping.Map:
		return graph.NewMap(map[string]*graph.Value{"Name": graph.NewString("7")})
	case mapping.String, mapping.List, mapping.Ref, mapping.Policy, mapping.Any:
	}
	return graph.NewString("7")
}

// pairs is a list of one pair in whatever words the language has for it.
func (w *writer) pairs(t schema.Type) *graph.Value {
	for _, names := range pairNames {
		if _, ok := t.Fields[names.key]; ok {
			return source([]any{map[string]any{names.key: "Name", names.value: "7"}})
		}
	}
	return graph.NewList()
}

// element writes every attribute of an element that the schema knows.
func (w *writer) element(t schema.Type, a *mapping.Attribute) *graph.Value {
	merged := graph.NewMap(map[string]*graph.Value{})
	for i := range a.Item {
		item := &a.Item[i]
		for _, p := range item.In(w.language).Paths {
			inner := writer{w.schema, item, w.language}
			if v, ok := inner.value(t, p.Steps); ok {
				mergeInto(merged, v)
				break
			}
		}
	}
	return merged
}

func mergeInto(into, from *graph.Value) {
	if into.Form != graph.Map {
		return
	}
	for key, v := range from.Map {
		old := into.Map[key]
		switch {
		case old == nil:
			into.Map[key] = v
		case old.Form == graph.Map && v.Form == graph.Map:
			mergeInto(old, v)
		case old.Form == graph.List && v.Form == graph.List && len(old.List) > 0 && len(v.List) > 0:
			mergeInto(old.List[0], v.List[0])
		}
	}
}
