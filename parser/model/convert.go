package model

import (
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// convert brings a source value to the type of its attribute. It returns v
// itself where nothing changes, and fallback for an explicit null.
func (b *builder) convert(v *graph.Value, a *mapping.Attribute, t mapping.Type, fallback *graph.Value) *graph.Value {
	if v.IsAbsent() {
		return fallback
	}
	if a.Decode != "" && a.Type != mapping.List {
		v = b.decode(a.Decode, v)
	}
	switch t {
	case mapping.Ref:
		return b.reference(v, a)
	case mapping.Policy:
		return b.policy(v)
	default:
	}
	if v.Form == graph.Unknown {
		return b.alternatives(v, func(one *graph.Value) *graph.Value { return b.convert(one, a, t, fallback) })
	}
	for i := range a.Values {
		if isScalar(v) && a.Values[i].From == text(v) {
			to := a.Values[i].To
			c := *v
			c.Form, c.Bool, c.Text, c.Decoded = to.Form, to.Bool, to.Text, nil
			return &c
		}
	}
	return coerce(v, t)
}

// alternatives is an unknown value, each of whose possible values is brought to
// the type of the attribute.
func (b *builder) alternatives(v *graph.Value, convert func(*graph.Value) *graph.Value) *graph.Value {
	if v.Why == nil || len(v.Why.OneOf) == 0 {
		return v
	}
	c, why := *v, *v.Why
	why.OneOf = make([]*graph.Value, 0, len(v.Why.OneOf))
	for _, one := range v.Why.OneOf {
		converted := convert(one)
		if converted == nil {
			converted = &graph.Value{}
		}
		why.OneOf = append(why.OneOf, converted)
	}
	c.Why = &why
	return &c
}

func isScalar(v *graph.Value) bool {
	return v.Form == graph.Bool || v.Form == graph.Number || v.Form == graph.String
}

// coerce brings a known value to a scalar type, as CloudFormation does with
// "true" and "443". A value that doesn't have the type is unknown: nobody
// knows what AWS would make of it.
func coerce(v *graph.Value, t mapping.Type) *graph.Value {
	switch t {
	case mapping.Bool:
		if v.Form == graph.Bool {
			return v
		}
		switch {
		case !isScalar(v):
		case strings.EqualFold(v.Text, "true") || v.Text == "1":
			c := *v
			c.Form, c.Bool, c.Text = graph.Bool, true, ""
			return &c
		case strings.EqualFold(v.Text, "false") || v.Text == "0":
			c := *v
			c.Form, c.Bool, c.Text = graph.Bool, false, ""
			return &c
		}
		return invalid(v)
	case mapping.Number:
		if v.Form == graph.Number {
			return v
		}
		if v.Form == graph.String {
			if f, err := strconv.ParseFloat(strings.TrimSpace(v.Text), 64); err == nil {
				c := *v
				c.Form, c.Text = graph.Number, strconv.FormatFloat(f, 'f', -1, 64)
				return &c
			}
		}
		return invalid(v)
	case mapping.String:
		switch v.Form {
		case graph.String:
			return v
		case graph.Bool, graph.Number:
			c := *v
			c.Form, c.Text, c.Bool = graph.String, text(v), false
			return &c
		default:
			return invalid(v)
		}
	case mapping.Map:
		if v.Form == graph.Map {
			return v
		}
		return invalid(v)
	case mapping.List:
		if v.Form != graph.List {
			return &graph.Value{Form: graph.List, List: []*graph.Value{v}, Range: v.Range, ValueRange: v.ValueRange}
		}
	case mapping.Ref, mapping.Policy, mapping.Any:
	}
	return v
}

func invalid(v *graph.Value) *graph.Value {
	return &graph.Value{
		Form: graph.Unknown, Why: &graph.Uncertainty{Reason: graph.ReasonInvalid},
		Range: v.Range, ValueRange: v.ValueRange, References: v.References, Sensitive: v.Sensitive,
	}
}
