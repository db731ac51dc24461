package model

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// document returns what a string encodes as JSON, or nil for what encodes
// nothing. A string of which parts are unknown gives a document with unknown
// values where the holes are.
func (n *normalizer) document(v *graph.Value) *graph.Value {
	switch {
	case v == nil:
		return nil
	case v.Decoded != nil:
		return v.Decoded
	case v.Form == graph.String:
		if !looksLikeJSON(v.Text) {
			return nil
		}
	case v.Form == graph.Unknown && v.Why != nil && len(v.Why.Parts) > 0:
		if !looksLikeJSON(v.Why.Parts[0].Text) {
			return nil
		}
	default:
		return nil
	}
	if document, ok := n.documents[v]; ok {
		return document
	}
	if n.documents == nil {
		n.documents = map[*graph.Value]*graph.Value{}
	}
	document := n.parse(v)
	n.documents[v] = document
	return document
}

func looksLikeJSON(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n\ufeff")
	return text != "" && (text[0] == '{' || text[0] == '[')
}

// parse reads the JSON text of a value; nil if it isn't JSON.
func (n *normalizer) parse(v *graph.Value) *graph.Value {
	j := jsonReader{text: v.Text}
	if v.Form == graph.Unknown {
		var b strings.Builder
		for _, p := range v.Why.Parts {
			switch {
			case p.Hole != nil:
				b.WriteString(holeMark)
				j.holes = append(j.holes, hole{at: b.Len() - len(holeMark), Hole: p.Hole})
			case strings.Contains(p.Text, holeMark):
				return nil
			default:
				b.WriteString(p.Text)
			}
		}
		j.text = b.String()
	}
	j.lines = n.align(v.ValueRange, j.text)
	j.whole, j.sensitive = v.Range, v.Sensitive
	document, ok := j.value(0)
	if j.space(); !ok || j.at < len(j.text) {
		return nil
	}
	return document
}
