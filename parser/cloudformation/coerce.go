package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// coerce gives the attributes of a resource the types that its specification
// asks for, as CloudFormation does: "true" for a bool, "80" for a number, 80
// for a text, one value for a list of one. What the specification does not know
// stays as it is.
func (s *stack) coerce(r *graph.Resource) {
	line, ok := properties(r.Type)
	if !ok || r.Attributes.Form != graph.Map {
		return
	}
	coerceMap(r.Type, line, r.Attributes)
	for _, name := range r.Attributes.Keys() {
		if _, known := propertyType(line, name); known {
			continue
		}
		if meant := closest(line, name); meant != "" {
			s.run.report(graph.Note, r.Attributes.Map[name].Range, "%s has no property %s, did you mean %s", r.Type, name, meant)
		}
	}
}

func coerceMap(resource, line string, v *graph.Value) {
	for name, x := range v.Map {
		if code, ok := propertyType(line, name); ok {
			v.Map[name] = coerceValue(resource, code, x)
		}
	}
}

func coerceValue(resource string, code typeCode, v *graph.Value) *graph.Value {
	if v == nil || v.Form == graph.Null {
		return v
	}
	if v.Form == graph.Unknown {
		if v.Why != nil && len(v.Why.OneOf) > 0 {
			why := *v.Why
			why.OneOf = make([]*graph.Value, len(v.Why.OneOf))
			for i, one := range v.Why.OneOf {
				why.OneOf[i] = coerceValue(resource, code, duplicate(one))
			}
			v.Why = &why
		}
		return v
	}
	switch {
	case strings.HasPrefix(string(code), "["):
		if v.Form != graph.List {
			if v.Form == graph.Map && code != "[" && code[1] != '#' {
				return v
			}
			one := *v
			v = &graph.Value{Form: graph.List, List: []*graph.Value{&one}, Range: v.Range, ValueRange: v.ValueRange}
			one.Range = one.ValueRange
		}
		for i, e := range v.List {
			v.List[i] = coerceValue(resource, code[1:], e)
		}
	case strings.HasPrefix(string(code), "{"):
		if v.Form == graph.Map {
			for k, e := range v.Map {
				v.Map[k] = coerceValue(resource, code[1:], e)
			}
		}
	case strings.HasPrefix(string(code), "#"):
		if line, ok := nested(resource, code); ok && v.Form == graph.Map {
			coerceMap(resource, line, v)
		}
	default:
		coerceScalar(code, v)
	}
	return v
}

func coerceScalar(code typeCode, v *graph.Value) {
	text, ok := scalarText(v)
	if !ok {
		return
	}
	switch code {
	case codeString:
		v.Form, v.Text, v.Bool = graph.String, text, false
	case codeBool:
		if b, ok := truthOf(v); ok {
			v.Form, v.Bool, v.Text = graph.Bool, b, ""
		}
	case codeWhole, codeNumber:
		if n := number(strings.TrimSpace(text)); n != nil {
			v.Form, v.Text, v.Bool = graph.Number, n.Text, false
		}
	default:
	}
}

// closest returns the property that a misspelled name most likely means, empty
// where none is near.
func closest(line, name string) string {
	for one := range strings.FieldsSeq(line) {
		property, _, _ := strings.Cut(one, ":")
		if strings.EqualFold(property, name) || len(name) > 4 && oneEdit(property, name) {
			return property
		}
	}
	return ""
}

// oneEdit reports whether one letter more, less, other or swapped makes a of b.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return true
	}
	swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	return a[i+1:] == b[i+1:] || swapped
}
