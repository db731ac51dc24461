package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// maxText bounds the strings that functions may build.
const maxText = 4 << 20

// maxParts bounds the pieces of a partly known string.
const maxParts = 10_000

// maxElements bounds the lists that functions may split texts into.
const maxElements = 10_000

// maxChoices bounds the values that an undecided text is spelled out to.
const maxChoices = 32

// text puts a string together from known and unknown pieces.
type text struct {
	run       *run
	parts     []graph.Part
	refs      []graph.Reference
	holes     []*graph.Value
	sensitive bool
	size      int
}

func (t *text) literal(s string) {
	if s == "" {
		return
	}
	if t.size += len(s); t.size > maxText {
		return
	}
	if last := len(t.parts) - 1; last >= 0 && t.parts[last].Hole == nil {
		t.parts[last].Text += s
		return
	}
	t.parts = append(t.parts, graph.Part{Text: s})
}

// add appends a value; false when it is none that a string can hold.
func (t *text) add(v *graph.Value) bool {
	if v == nil || v.Form == graph.Null {
		return true
	}
	t.sensitive = t.sensitive || v.Sensitive
	t.refs = addReferences(t.refs, v.References)
	if s, ok := scalarText(v); ok {
		t.literal(s)
		return true
	}
	if v.Form != graph.Unknown {
		return false
	}
	if len(t.parts) > maxParts {
		return true
	}
	t.holes = append(t.holes, v)
	if v.Why != nil && len(v.Why.Parts) > 0 {
		for _, p := range v.Why.Parts {
			if p.Hole != nil {
				t.parts = append(t.parts, p)
			} else {
				t.literal(p.Text)
			}
		}
		return true
	}
	t.parts = append(t.parts, graph.Part{Hole: &graph.Hole{Why: v.Why, References: v.References, MayBeEmpty: t.run.mayBeEmpty(v)}})
	return true
}

// hole appends an unknown stretch for values that can't be told apart.
func (t *text) hole(mayBeEmpty bool, values ...*graph.Value) {
	v := uncertain(values...)
	t.sensitive = t.sensitive || v.Sensitive
	t.refs = addReferences(t.refs, v.References)
	t.holes = append(t.holes, v)
	t.parts = append(t.parts, graph.Part{Hole: &graph.Hole{Why: v.Why, References: v.References, MayBeEmpty: mayBeEmpty}})
}

// addHole appends an unknown stretch of another text.
func (t *text) addHole(h *graph.Hole) {
	t.refs = addReferences(t.refs, h.References)
	t.holes = append(t.holes, &graph.Value{Form: graph.Unknown, Why: h.Why, References: h.References})
	t.parts = append(t.parts, graph.Part{Hole: h})
}

// value returns the string: known, partly known, or one of several.
func (t *text) value() *graph.Value {
	if t.size > maxText || len(t.parts) > maxParts {
		return &graph.Value{Form: graph.Unknown, Why: &graph.Uncertainty{Reason: graph.ReasonLimit}, References: t.refs, Sensitive: t.sensitive}
	}
	if len(t.holes) == 0 {
		v := &graph.Value{Form: graph.String, References: t.refs, Sensitive: t.sensitive}
		if len(t.parts) > 0 {
			v.Text = t.parts[0].Text
		}
		return v
	}
	v := uncertain(t.holes...)
	v.References, v.Sensitive = t.refs, t.sensitive
	v.Why.OneOf = t.spell()
	if len(t.parts) > 1 || t.parts[0].Hole == nil {
		v.Why.Parts = t.parts
	} else if only := t.parts[0].Hole; len(t.holes) == 1 && only.Why != nil {
		// The string is the unknown value alone.
		v.Why = t.holes[0].Why
	}
	return v
}

// spell lists all strings that the text can be, where every hole has finite choices.
func (t *text) spell() []*graph.Value {
	spelled := []string{""}
	for _, p := range t.parts {
		if p.Hole == nil {
			for i := range spelled {
				spelled[i] += p.Text
			}
			continue
		}
		if p.Hole.Why == nil || len(p.Hole.Why.OneOf) == 0 || len(spelled)*len(p.Hole.Why.OneOf) > maxChoices {
			return nil
		}
		var longer []string
		for _, choice := range p.Hole.Why.OneOf {
			s, ok := scalarText(choice)
			if !ok && choice.Form != graph.Null {
				return nil
			}
			for _, before := range spelled {
				longer = append(longer, before+s)
			}
		}
		spelled = longer
	}
	values := make([]*graph.Value, len(spelled))
	for i, s := range spelled {
		values[i] = graph.NewString(s)
	}
	return values
}

// mayBeEmpty reports whether an unknown value can be the empty string. What
// AWS makes (names, ARNs, regions) never is.
func (r *run) mayBeEmpty(v *graph.Value) bool {
	if v.Why == nil {
		return true
	}
	if len(v.Why.OneOf) > 0 {
		return mayEqual(v, "")
	}
	switch v.Why.Reason {
	case graph.ReasonComputed, graph.ReasonData, graph.ReasonImport:
		return false
	default:
		return !r.filled[v.Why]
	}
}

const dynamicPrefix = "{{resolve:"

// resolveDynamic replaces dynamic references ({{resolve:ssm:...}}) in a string,
// which AWS reads at deployment, by unknown stretches. Secrets stay secret.
func resolveDynamic(v *graph.Value) *graph.Value {
	switch {
	case v.Form == graph.String && strings.Contains(v.Text, dynamicPrefix):
	case v.Form == graph.Unknown && v.Why != nil && len(v.Why.Parts) > 0:
		found := false
		for _, p := range v.Why.Parts {
			found = found || strings.Contains(p.Text, dynamicPrefix)
		}
		if !found {
			return v
		}
	default:
		return v
	}
	parts := []graph.Part{{Text: v.Text}}
	if v.Form == graph.Unknown {
		parts = v.Why.Parts
	}
	out := &text{refs: v.References, sensitive: v.Sensitive, run: &run{}}
	var inside *graph.Value // the dynamic reference that is open
	for _, p := range parts {
		if p.Hole != nil {
			if inside != nil {
				inside.References = addReferences(inside.References, p.Hole.References)
				continue
			}
			out.addHole(p.Hole)
			continue
		}
		for rest := p.Text; rest != ""; {
			if inside != nil {
				_, after, closed := strings.Cut(rest, "}}")
				if !closed {
					break
				}
				out.add(inside)
				inside, rest = nil, after
				continue
			}
			before, after, opened := strings.Cut(rest, dynamicPrefix)
			out.literal(before)
			if !opened {
				break
			}
			inside = graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonData})
			inside.Sensitive = !strings.HasPrefix(after, "ssm:")
			rest = after
		}
	}
	if inside != nil {
		return v // never closed: AWS takes it as text, too
	}
	resolved := out.value()
	resolved.Decoded = v.Decoded
	return resolved
}
