package model

import (
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/plumb-iac/plumb/parser/graph"
)

// decode applies one of the functions that mappings name; package compile
// lists them.
func (n *normalizer) decode(name string, v *graph.Value) *graph.Value {
	switch name {
	case "base64":
		return decodeBase64(v)
	case "container_definitions":
		return n.containers(v)
	case "json":
		if document := n.document(v); document != nil {
			return document
		}
		return v
	case "pairs":
		return n.pairs(v)
	case "present":
		return present(v)
	case "words":
		return words(v)
	default:
		return v
	}
}

// decodeBase64 decodes text that is base64 of readable text, and leaves other
// text alone: user data stands in templates in both forms. Of text that is partly
// known, the front end has kept what it encoded.
func decodeBase64(v *graph.Value) *graph.Value {
	if v.Form == graph.Unknown && v.Decoded != nil && v.Decoded.Form == graph.Unknown {
		c := *v
		c.Why = v.Decoded.Why
		return &c
	}
	if v.Form != graph.String || len(v.Text) < 8 {
		return v
	}
	text, err := base64.StdEncoding.DecodeString(v.Text)
	if err != nil || !utf8.Valid(text) {
		return v
	}
	for _, r := range string(text) {
		if !unicode.IsPrint(r) && !unicode.IsSpace(r) {
			return v
		}
	}
	c := *v
	c.Text = string(text)
	return &c
}

// pairNames are the spellings of a list of pairs that stands for a map.
var pairNames = [...]struct{ key, value string }{
	{"name", "value"},
	{"Name", "Value"},
	{"key", "value"},
	{"Key", "Value"},
	{"ParameterName", "ParameterValue"},
}

// pairs makes a map of a list of names and values.
func (n *normalizer) pairs(v *graph.Value) *graph.Value {
	if document := n.document(v); document != nil {
		v = document
	}
	if v.Form != graph.List {
		return v
	}
	entries := make(map[string]*graph.Value, len(v.List))
	for _, e := range v.List {
		if e.IsAbsent() {
			continue
		}
		key, value := pair(e)
		if key == nil || key.Form != graph.String {
			// One name that isn't known could be any of them.
			return &graph.Value{Form: graph.Unknown, Why: whyOf(e, key), Range: v.Range, ValueRange: v.ValueRange}
		}
		entry := *value
		entry.Range = e.Range
		entries[key.Text] = &entry
	}
	return &graph.Value{Form: graph.Map, Map: entries, Range: v.Range, ValueRange: v.ValueRange, Sensitive: v.Sensitive}
}

func pair(e *graph.Value) (key, value *graph.Value) {
	for _, names := range pairNames {
		if key, value := e.Get(names.key), e.Get(names.value); !key.IsAbsent() && value != nil {
			return key, value
		}
	}
	return nil, nil
}

func whyOf(values ...*graph.Value) *graph.Uncertainty {
	for _, v := range values {
		if v != nil && v.Form == graph.Unknown {
			return uncertainty(v)
		}
	}
	return &graph.Uncertainty{Reason: graph.ReasonInvalid}
}

// words splits a list that is written as one text with commas.
func words(v *graph.Value) *graph.Value {
	if v.Form != graph.String {
		return v
	}
	list := &graph.Value{Form: graph.List, Range: v.Range, ValueRange: v.ValueRange, Sensitive: v.Sensitive}
	for word := range strings.SplitSeq(v.Text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			c := *v
			c.Text = word
			list.List = append(list.List, &c)
		}
	}
	return list
}

// present is true for whatever is written but a plain false. What is unknown may turn out to be
// nothing, unless it is an attribute of a resource, which always is something.
func present(v *graph.Value) *graph.Value {
	if v.Form == graph.Unknown && uncertainty(v).Reason != graph.ReasonComputed {
		return v
	}
	on := v.Form != graph.Bool || v.Bool
	return &graph.Value{Form: graph.Bool, Bool: on, Range: v.Range, ValueRange: v.ValueRange, References: v.References}
}
