package model

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// holeMark stands for a hole in a text with unknown parts; JSON text never
// holds the character.
const holeMark = "\x00"

// maxDepth bounds the nesting of a document.
const maxDepth = 200

type hole struct {
	at int // offset of its mark
	*graph.Hole
}

// jsonReader reads JSON into values that know their place in the source, with
// holes where the text is unknown.
type jsonReader struct {
	text      string
	at        int
	holes     []hole
	lines     *alignment  // nil where places within the text aren't known
	whole     graph.Range // the place of the whole text
	sensitive bool
}

func (j *jsonReader) space() {
	for j.at < len(j.text) && strings.IndexByte(" \t\r\n", j.text[j.at]) >= 0 {
		j.at++
	}
	if j.at == 0 {
		j.at = len(j.text) - len(strings.TrimLeft(j.text, "\ufeff \t\r\n"))
	}
}

func (j *jsonReader) take(c byte) bool {
	j.space()
	if j.at < len(j.text) && j.text[j.at] == c {
		j.at++
		return true
	}
	return false
}

func (j *jsonReader) value(depth int) (*graph.Value, bool) {
	j.space()
	if j.at >= len(j.text) || depth > maxDepth {
		return nil, false
	}
	start := j.at
	v := &graph.Value{}
	var ok bool
	switch c := j.text[j.at]; c {
	case '{':
		ok = j.object(v, depth)
	case '[':
		ok = j.array(v, depth)
	case '"':
		ok = j.str(v)
	case holeMark[0]:
		h := j.hole(j.at)
		j.at++
		v.Form, v.Why, v.References, ok = graph.Unknown, h.Why, h.References, true
	default:
		ok = j.literal(v)
	}
	if !ok {
		return nil, false
	}
	v.Range = j.place(start, j.at)
	v.ValueRange, v.Sensitive = v.Range, j.sensitive
	return v, true
}

func (j *jsonReader) place(start, end int) graph.Range {
	if j.lines == nil {
		return j.whole
	}
	return j.lines.place(start, end)
}

func (j *jsonReader) object(v *graph.Value, depth int) bool {
	v.Form, v.Map = graph.Map, map[string]*graph.Value{}
	j.at++
	if j.take('}') {
		return true
	}
	for {
		j.space()
		start := j.at
		var key graph.Value
		if j.at >= len(j.text) || j.text[j.at] != '"' || !j.str(&key) || key.Form != graph.String || !j.take(':') {
			return false
		}
		e, ok := j.value(depth + 1)
		if !ok {
			return false
		}
		e.Range = j.place(start, j.at)
		v.Map[key.Text] = e
		if j.take('}') {
			return true
		}
		if !j.take(',') {
			return false
		}
	}
}

func (j *jsonReader) array(v *graph.Value, depth int) bool {
	v.Form = graph.List
	j.at++
	if j.take(']') {
		return true
	}
	for {
		e, ok := j.value(depth + 1)
		if !ok {
			return false
		}
		v.List = append(v.List, e)
		if j.take(']') {
			return true
		}
		if !j.take(',') {
			return false
		}
	}
}

// str reads a string; one with holes is unknown, with its known parts.
func (j *jsonReader) str(v *graph.Value) bool {
	start := j.at + 1
	end := start
	for ; end < len(j.text) && j.text[end] != '"'; end++ {
		if j.text[end] == '\\' {
			end++
		}
	}
	if end >= len(j.text) {
		return false
	}
	j.at = end + 1
	raw := j.text[start:end]
	if !strings.Contains(raw, holeMark) {
		text, ok := unquote(raw)
		v.Form, v.Text = graph.String, text
		return ok
	}
	why := &graph.Uncertainty{}
	v.Form, v.Why = graph.Unknown, why
	at := start
	for i, piece := range strings.Split(raw, holeMark) {
		if i > 0 {
			h := j.hole(at - 1)
			why.Parts = append(why.Parts, graph.Part{Hole: h})
			v.References = append(v.References, h.References...)
			merge(why, h.Why)
		}
		if text, ok := unquote(piece); !ok {
			return false
		} else if text != "" {
			why.Parts = append(why.Parts, graph.Part{Text: text})
		}
		at += len(piece) + 1
	}
	if len(why.Parts) == 1 && why.Parts[0].Hole.Why != nil {
		v.Why = why.Parts[0].Hole.Why
	}
	return true
}

func merge(why, other *graph.Uncertainty) {
	if other == nil {
		return
	}
	if why.Reason == "" {
		why.Reason = other.Reason
	}
	for _, d := range other.Deciders {
		if i, ok := slices.BinarySearch(why.Deciders, d); !ok {
			why.Deciders = slices.Insert(why.Deciders, i, d)
		}
	}
}

func (j *jsonReader) hole(at int) *graph.Hole {
	i, ok := slices.BinarySearchFunc(j.holes, at, func(h hole, at int) int { return h.at - at })
	if !ok {
		return &graph.Hole{Why: &graph.Uncertainty{Reason: graph.ReasonInvalid}}
	}
	return j.holes[i].Hole
}

func unquote(raw string) (string, bool) {
	if !strings.Contains(raw, `\`) {
		return raw, true
	}
	var text string
	err := json.Unmarshal([]byte(`"`+raw+`"`), &text)
	return text, err == nil
}

func (j *jsonReader) literal(v *graph.Value) bool {
	start := j.at
	for j.at < len(j.text) && strings.IndexByte(" \t\r\n,]}", j.text[j.at]) < 0 {
		j.at++
	}
	switch word := j.text[start:j.at]; word {
	case "true", "false":
		v.Form, v.Bool = graph.Bool, word == "true"
	case "null":
	default:
		if !json.Valid([]byte(word)) {
			return false
		}
		v.Form, v.Text = graph.Number, word
	}
	return true
}
