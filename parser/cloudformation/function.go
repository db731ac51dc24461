package cloudformation

import (
	"slices"
	"strings"

	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/plumb-iac/plumb/parser/graph"
)

// join evaluates Fn::Join.
func (s *stack) join(argument, site *node, sc *scope) *graph.Value {
	items := argument.elements()
	if len(items) != 2 {
		return s.invalid(site, "Fn::Join takes a delimiter and a list")
	}
	delimiter, ok := scalarText(s.eval(items[0], sc))
	if !ok && items[0].target().value != "" {
		return s.invalid(site, "the delimiter of Fn::Join must be a text")
	}
	list := s.eval(items[1], sc)
	if !list.IsKnown() {
		if all := choices(list); len(all) > 0 {
			return s.forChoices(list, all, func(v *graph.Value) *graph.Value { return s.joined(delimiter, v, site) })
		}
		v := uncertain(list)
		return v
	}
	v := s.joined(delimiter, list, site)
	switch {
	case v.Form == graph.String:
		v.Decoded = decodeText(v.Text, site, v.Sensitive)
	case v.Why != nil:
		v.Decoded = decodeParts(v.Why.Parts, site, v.Sensitive)
	}
	return resolveDynamic(v)
}

func (s *stack) joined(delimiter string, list *graph.Value, site *node) *graph.Value {
	if list == nil || list.Form != graph.List {
		return s.invalid(site, "Fn::Join takes a delimiter and a list")
	}
	known := make([]any, 0, len(list.List))
	for _, e := range list.List {
		if text, ok := scalarText(e); ok {
			known = append(known, text)
		}
	}
	if len(known) == len(list.List) {
		joined, _ := intrinsics.FnJoin("Fn::Join", []any{delimiter, known}, nil).(string)
		return &graph.Value{Form: graph.String, Text: joined, References: references(list), Sensitive: sensitive(list)}
	}
	out := &text{run: s.run}
	for i, e := range list.List {
		if e.Form == graph.Unknown && e.Why != nil && slices.ContainsFunc(e.Why.OneOf, (*graph.Value).IsAbsent) {
			// The element may be left out, with its delimiter.
			out.hole(true, e)
			continue
		}
		if i > 0 {
			out.literal(delimiter)
		}
		if !out.add(e) {
			out.hole(true, s.invalid(site, "an element of Fn::Join is a list or mapping"))
		}
	}
	return out.value()
}

// forChoices applies a function to all choices of an undecided value.
func (s *stack) forChoices(undecided *graph.Value, all []*graph.Value, apply func(*graph.Value) *graph.Value) *graph.Value {
	results := make([]*graph.Value, len(all))
	for i, c := range all {
		results[i] = apply(c)
	}
	return oneOf(undecided.Why, results)
}

// split evaluates Fn::Split. A partly known text is split at the delimiters
// that are known, unless a delimiter may hide in an unknown stretch.
func (s *stack) split(argument, site *node, sc *scope) *graph.Value {
	items := argument.elements()
	if len(items) != 2 {
		return s.invalid(site, "Fn::Split takes a delimiter and a text")
	}
	delimiter, ok := scalarText(s.eval(items[0], sc))
	if !ok || delimiter == "" {
		return s.invalid(site, "the delimiter of Fn::Split must be a text")
	}
	source := s.eval(items[1], sc)
	if source.IsKnown() {
		return s.splitText(delimiter, source, site)
	}
	if all := choices(source); len(all) > 0 {
		return s.forChoices(source, all, func(v *graph.Value) *graph.Value { return s.splitText(delimiter, v, site) })
	}
	if list := s.splitParts(source, delimiter); list != nil {
		for _, e := range list.List {
			placed(e, site)
		}
		return list
	}
	return uncertain(source)
}

// splitParts splits a partly known text, as Fn::Join of IDs with a comma gives
// it; nil where a delimiter may hide in an unknown stretch.
func (s *stack) splitParts(v *graph.Value, delimiter string) *graph.Value {
	if v.Why == nil || len(v.Why.Parts) == 0 || strings.IndexFunc(delimiter, func(r rune) bool { return !strings.ContainsRune(",;| ", r) }) >= 0 {
		return nil
	}
	list := &graph.Value{Form: graph.List}
	piece := &text{run: s.run}
	for _, p := range v.Why.Parts {
		if p.Hole != nil {
			if !s.run.isAtomic(p.Hole) {
				return nil
			}
			piece.addHole(p.Hole)
			continue
		}
		for i, literal := range strings.Split(p.Text, delimiter) {
			if i > 0 {
				list.List = append(list.List, piece.value())
				piece = &text{run: s.run}
			}
			piece.literal(literal)
		}
	}
	list.List = append(list.List, piece.value())
	for _, e := range list.List {
		e.Sensitive = v.Sensitive
	}
	return list
}

// isAtomic reports whether an unknown stretch is one word: an ID, an ARN, a region.
func (r *run) isAtomic(h *graph.Hole) bool {
	if h.Why == nil || r.atomic[h.Why] {
		return h.Why != nil
	}
	if h.Why.Reason != graph.ReasonComputed || len(h.References) != 1 {
		return false
	}
	attribute := h.References[0].Attribute
	return attribute == "" || strings.HasSuffix(attribute, "Arn") || strings.HasSuffix(attribute, "Id") || strings.HasSuffix(attribute, "Name")
}

func (s *stack) splitText(delimiter string, source *graph.Value, site *node) *graph.Value {
	text, ok := scalarText(source)
	if !ok {
		if !source.IsKnown() {
			return uncertain(source)
		}
		return s.invalid(site, "Fn::Split takes a delimiter and a text")
	}
	if strings.Count(text, delimiter) > maxElements {
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonLimit})
	}
	list := &graph.Value{Form: graph.List}
	pieces, _ := intrinsics.FnSplit("Fn::Split", []any{delimiter, text}, nil).([]string)
	for _, piece := range pieces {
		list.List = append(list.List, placed(&graph.Value{Form: graph.String, Text: piece, References: source.References, Sensitive: source.Sensitive}, site))
	}
	return list
}

// base64 evaluates Fn::Base64. The text that it encodes stays readable as the
// decoded document.
func (s *stack) base64(argument, site *node, sc *scope) *graph.Value {
	plain := s.eval(argument, sc)
	if plain == nil {
		return s.invalid(site, "Fn::Base64 takes a text")
	}
	v := uncertain(plain)
	if text, ok := scalarText(plain); ok {
		encoded, _ := intrinsics.FnBase64("Fn::Base64", text, nil).(string)
		v = &graph.Value{Form: graph.String, Text: encoded, References: plain.References, Sensitive: plain.Sensitive}
	} else if plain.IsKnown() {
		return s.invalid(site, "Fn::Base64 takes a text")
	}
	v.Decoded = plain
	return v
}

// toJSON evaluates Fn::ToJsonString; the document that it encodes is the
// decoded value, with the places where it is written.
func (s *stack) toJSON(argument *node, sc *scope) *graph.Value {
	document := s.eval(argument, sc)
	out := &text{run: s.run}
	writeJSON(out, document)
	v := out.value()
	v.Decoded = document
	return v
}

func writeJSON(out *text, v *graph.Value) {
	switch {
	case v == nil || v.Form == graph.Null:
		out.literal("null")
	case v.Form == graph.List:
		out.literal("[")
		for i, e := range v.List {
			if i > 0 {
				out.literal(",")
			}
			writeJSON(out, e)
		}
		out.literal("]")
	case v.Form == graph.Map:
		out.literal("{")
		for i, k := range v.Keys() {
			if i > 0 {
				out.literal(",")
			}
			out.literal(quoteJSON(k) + ":")
			writeJSON(out, v.Map[k])
		}
		out.literal("}")
	case v.Form == graph.String:
		out.sensitive = out.sensitive || v.Sensitive
		out.refs = addReferences(out.refs, v.References)
		out.literal(quoteJSON(v.Text))
	case v.Form == graph.Unknown && v.Why != nil && len(v.Why.Parts) > 0:
		quoted := &text{run: out.run}
		for _, p := range v.Why.Parts {
			if p.Hole != nil {
				quoted.parts = append(quoted.parts, p)
				continue
			}
			quoted.literal(strings.Trim(quoteJSON(p.Text), `"`))
		}
		out.literal(`"`)
		out.add(&graph.Value{Form: graph.Unknown, Why: &graph.Uncertainty{Reason: v.Why.Reason, Deciders: v.Why.Deciders, Parts: quoted.parts}, References: v.References, Sensitive: v.Sensitive})
		out.literal(`"`)
	case v.Form == graph.Unknown:
		// What is unknown is nearly always a text, and then in quotes.
		out.literal(`"`)
		out.add(v)
		out.literal(`"`)
	default:
		out.add(v)
	}
}
