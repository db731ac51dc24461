package compile

import (
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

func (r *reader) attributes(n *yaml.Node) []mapping.Attribute {
	var attributes []mapping.Attribute
	for _, f := range r.fields(n) {
		attributes = append(attributes, r.attribute(f))
	}
	return attributes
}

func (r *reader) attribute(f field) mapping.Attribute {
	a := mapping.Attribute{Name: f.key, Steps: strings.Split(f.key, ".")}
	if !attributeName.MatchString(f.key) {
		r.errorf(f.node, "%q is no name of an attribute: snake_case was expected", f.key)
	}
	for _, e := range r.fields(f.value) {
		r.property(&a, e)
	}
	if a.Type == mapping.List {
		trimEach(a.Terraform.Paths)
		trimEach(a.CloudFormation.Paths)
	}
	r.complete(&a, f)
	return a
}

// trimEach drops a final [*]: a list attribute takes the elements of the list
// that a path leads to anyway, and an empty list is not the same as none.
func trimEach(paths []mapping.Path) {
	for i := range paths {
		if last := len(paths[i].Steps) - 1; last > 0 && paths[i].Steps[last].Op == mapping.Each {
			paths[i].Steps = paths[i].Steps[:last]
		}
	}
}

func (r *reader) property(a *mapping.Attribute, e field) {
	switch e.key {
	case "doc":
		a.Doc = r.word(e.value)
	case "type":
		a.Type = r.typ(e.value)
	case "of":
		a.Of = r.typ(e.value)
	case "to":
		a.To = r.words(e.value)
	case "tf":
		a.Terraform.Paths = r.paths(e.value)
	case "cfn":
		a.CloudFormation.Paths = r.paths(e.value)
	case "no_tf":
		a.Terraform.No = r.word(e.value)
	case "no_cfn":
		a.CloudFormation.No = r.word(e.value)
	case "default":
		v := r.value(e.value)
		a.Terraform.Default, a.CloudFormation.Default = v, v
	case "default_tf":
		a.Terraform.Default = r.value(e.value)
	case "default_cfn":
		a.CloudFormation.Default = r.value(e.value)
	case "default_if":
		for _, n := range items(e.value) {
			a.When = append(a.When, r.condition(n))
		}
	case "source":
		a.Source = r.word(e.value)
	case "collect":
		a.Collect = r.flag(e.value)
	case "derived":
		a.Derived = r.flag(e.value)
	case "values":
		for _, f := range r.fields(e.value) {
			v := &graph.Value{}
			r.scalar(f.value, v)
			a.Values = append(a.Values, mapping.Word{From: f.key, To: v})
		}
	case "item":
		a.Item = r.attributes(e.value)
	case "decode":
		a.Decode = r.word(e.value)
		if !slices.Contains(Decoders, a.Decode) {
			r.errorf(e.value, "unknown decoder %q: %s are known", a.Decode, strings.Join(Decoders, ", "))
		}
	default:
		r.errorf(e.node, "unknown key %q of an attribute", e.key)
	}
}

func (r *reader) typ(n *yaml.Node) mapping.Type {
	t, ok := mapping.ParseType(n.Value)
	if !ok {
		r.errorf(n, "unknown type %q", n.Value)
	}
	return t
}

// complete checks what depends on several properties of the attribute.
func (r *reader) complete(a *mapping.Attribute, f field) {
	switch {
	case a.Derived && a.Doc == "":
		r.errorf(f.node, "%s is derived, so its doc must say from what", f.key)
	case a.Derived:
		return
	case len(a.Terraform.Paths)+len(a.CloudFormation.Paths) == 0:
		r.errorf(f.node, "%s has no path in either language", f.key)
	case len(a.Item) > 0 && a.Type != mapping.List:
		r.errorf(f.node, "%s has items but is no list", f.key)
	case len(a.To) > 0 && a.Type != mapping.Ref && a.Of != mapping.Ref:
		r.errorf(f.node, "%s names kinds but is no ref", f.key)
	}
	defaults := []*graph.Value{a.Terraform.Default, a.CloudFormation.Default}
	for _, d := range a.When {
		defaults = append(defaults, d.Value)
	}
	for _, v := range defaults {
		if v == nil {
			continue
		}
		if !fits(a.Type, v) {
			r.errorf(f.node, "%s: the default does not have the type %s", f.key, a.Type)
		}
		if a.Source == "" && !trivial(v) && a.Decode != "present" {
			r.errorf(f.node, "%s has a default without the source that states it", f.key)
		}
	}
}

// trivial reports whether a default says no more than that nothing is there.
func trivial(v *graph.Value) bool {
	return (v.Form == graph.List && len(v.List) == 0) || v.Form == graph.Map
}

func (r *reader) condition(n *yaml.Node) mapping.Default {
	var d mapping.Default
	for _, e := range r.fields(n) {
		switch e.key {
		case "in":
			switch e.value.Value {
			case "tf":
				d.In = graph.Terraform
			case "cfn":
				d.In = graph.CloudFormation
			default:
				r.errorf(e.value, "tf or cfn was expected")
			}
		case "when":
			for _, f := range r.fields(e.value) {
				d.Tests = append(d.Tests, r.test(f))
			}
		case "value":
			d.Value = r.value(e.value)
		default:
			r.errorf(e.node, "unknown key %q: in, when, value are known", e.key)
		}
	}
	if d.Value == nil || len(d.Tests) == 0 {
		r.errorf(n, "a default_if needs when and value")
	}
	return d
}

func (r *reader) test(f field) mapping.Test {
	t := mapping.Test{Steps: strings.Split(f.key, ".")}
	for _, e := range items(f.value) {
		switch {
		case e.Tag == "!!null" || e.Value == "$absent":
			t.Absent = true
		case e.Value == "$present":
			t.Present = true
		default:
			t.Values = append(t.Values, r.word(e))
		}
	}
	return t
}
