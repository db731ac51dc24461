package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/model/mapping"
	"github.com/plumb-iac/plumb/parser/model/schema"
)

// TestMappingsMatchSchemas checks that every type and path that a mapping
// names exists in the language, so that a typing error can't silently read
// nothing.
func TestMappingsMatchSchemas(t *testing.T) {
	terraform, err := schema.Terraform()
	if err != nil {
		t.Fatal(err)
	}
	cloudFormation, err := schema.CloudFormation()
	if err != nil {
		t.Fatal(err)
	}
	items := map[string]string{}
	for _, k := range model.Kinds() {
		for language, s := range map[graph.Language]schema.Schema{graph.Terraform: terraform, graph.CloudFormation: cloudFormation} {
			c := &checker{T: t, kind: k.Name, language: language, schema: s, items: items}
			c.check(&k)
		}
		if (len(k.Terraform) == 0 || len(k.CloudFormation) == 0) && k.No == "" && !onlyData(&k) {
			t.Errorf("%s: one language has no source, and no_tf or no_cfn gives no reason", k.Name)
		}
	}
	for _, problem := range items {
		if problem != "" {
			t.Error(problem)
		}
	}
}

// onlyData reports whether a kind is made of data sources, which templates
// don't have.
func onlyData(k *mapping.Kind) bool {
	return len(k.CloudFormation) == 0 && !slices.ContainsFunc(k.Terraform, func(s mapping.Source) bool { return !s.Data })
}

type checker struct {
	*testing.T
	kind     string
	language graph.Language
	schema   schema.Schema
	// items holds what is wrong with a path of an element, empty once it is
	// right anywhere: kinds share the mappings of elements that differ a little.
	items map[string]string
}

// pseudo types stand in no schema.
func isPseudo(name string) bool {
	return strings.HasPrefix(name, "terraform:") || strings.HasPrefix(name, "cloudformation:")
}

func (c *checker) check(k *mapping.Kind) {
	var own, enclosing []schema.Type
	for _, s := range k.In(c.language) {
		if isPseudo(s.Type) || s.Data {
			return
		}
		fields, ok := c.schema[s.Type]
		if !ok {
			c.Errorf("%s: there is no type %s", c.kind, s.Type)
			continue
		}
		whole := schema.Type{Form: schema.Struct, Fields: fields}
		if len(s.Embedded) == 0 {
			own = append(own, whole)
			continue
		}
		enclosing = append(enclosing, whole)
		block, problem := follow(whole, s.Embedded)
		if problem != "" {
			c.Errorf("%s: %s: %s", c.kind, s, problem)
		}
		own = append(own, block)
	}
	satellites := map[string]schema.Type{}
	for _, f := range k.Folds {
		if strings.Contains(f.Type, "::") != (c.language == graph.CloudFormation) {
			continue
		}
		fields, ok := c.schema[f.Type]
		if !ok {
			c.Errorf("%s: there is no type %s to fold", c.kind, f.Type)
			continue
		}
		satellites[f.Type] = schema.Type{Form: schema.Struct, Fields: fields}
		for _, p := range f.Parents {
			c.one(k.Name+": fold of "+f.Type, p, []schema.Type{satellites[f.Type]})
		}
	}
	c.attributes(k.Name, k.Attributes, own, enclosing, satellites)
}

func (c *checker) fail(name string, p mapping.Path, problem string) {
	text := fmt.Sprintf("%s: path %s: %s", name, p.Text, problem)
	leaf, isItem := leafOf(name)
	key := leaf + " " + p.Text
	switch _, seen := c.items[key]; {
	case !isItem:
		c.Error(text)
	case !seen:
		c.items[key] = text
	}
}

func (c *checker) pass(name string, p mapping.Path) {
	if leaf, isItem := leafOf(name); isItem {
		c.items[leaf+" "+p.Text] = ""
	}
}

func (c *checker) attributes(prefix string, attributes []mapping.Attribute, own, enclosing []schema.Type, satellites map[string]schema.Type) {
	for i := range attributes {
		a := &attributes[i]
		var elements []schema.Type
		for _, p := range a.In(c.language).Paths {
			bases := own
			switch p.Scope {
			case mapping.Meta:
				continue
			case mapping.Enclosing:
				bases = enclosing
			case mapping.Satellite:
				bases = []schema.Type{satellites[p.Satellite]}
			case mapping.Own:
			}
			elements = append(elements, c.one(prefix+"."+a.Name, p, bases)...)
		}
		for j, e := range elements {
			if e.Form == schema.List && e.Element != nil {
				elements[j] = *e.Element
			}
		}
		if len(a.Item) > 0 && a.Decode == "" {
			c.attributes(prefix+"."+a.Name+"[*]", a.Item, elements, nil, nil)
		}
	}
}

// leafOf is the name of an attribute within its element.
func leafOf(name string) (string, bool) {
	i := strings.LastIndex(name, "[*].")
	return name[max(0, i):], i >= 0
}

// one checks that a path leads somewhere from at least one of the types, and
// returns where.
func (c *checker) one(name string, p mapping.Path, bases []schema.Type) []schema.Type {
	var found []schema.Type
	var problem string
	for _, base := range bases {
		at, wrong := follow(base, p.Steps)
		if wrong == "" {
			found = append(found, at)
		} else {
			problem = wrong
		}
	}
	switch {
	case len(found) > 0:
		c.pass(name, p)
	case len(bases) > 0 && !older[name+" "+p.Text]:
		c.fail(name, p, problem)
	}
	return found
}

// older names the paths that only earlier versions of the provider had:
// configurations that are pinned to those are still read.
var older = map[string]bool{
	"elasticache.replication_group.num_cache_clusters number_cache_clusters":                        true, // before 5.0
	"elasticache.replication_group.replicas_per_node_group cluster_mode[0].replicas_per_node_group": true, // before 5.0
	"redshift.cluster.logging logging[0].enable":                                                    true, // before 6.0
}

// documents are texts that hold a document in JSON, which a path may enter.
var documents = map[string]bool{
	"redrive_policy": true, "redrive_allow_policy": true, "container_definitions": true, "configuration": true,
}

func follow(t schema.Type, steps []mapping.Step) (schema.Type, string) {
	name := ""
	for _, s := range steps {
		if t.Form == schema.JSON || (t.Form == schema.Text && documents[name]) {
			return schema.Type{Form: schema.JSON}, ""
		}
		switch s.Op {
		case mapping.Field:
			switch t.Form {
			case schema.Struct:
				next, ok := t.Fields[s.Key]
				if !ok {
					return t, "there is no " + s.Key
				}
				t = next
			case schema.Map:
				t = *t.Element
			default:
				return t, "no " + s.Key + " within " + name + ", which is " + string(t.Form)
			}
			name = s.Key
		case mapping.Index, mapping.Each, mapping.Where:
			if t.Form != schema.List {
				return t, name + " is no list"
			}
			t = *t.Element
			if s.Op == mapping.Where {
				if _, ok := t.Fields[s.Key]; t.Form == schema.Struct && !ok {
					return t, "elements of " + name + " have no " + s.Key
				}
			}
		}
	}
	return t, ""
}
