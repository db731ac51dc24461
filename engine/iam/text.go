package iam

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Text is a string of a policy or a request, of which parts may be unknown.
type Text struct {
	known string
	parts []part // set when not wholly known
	// list is set when the text stands for a list of which nothing is known,
	// not even whether it is there.
	list bool
	// oneOf are all the texts that it can be, where they are finite.
	oneOf []Text
}

// part is literal text, or a hole.
type part struct {
	text       string
	hole       bool
	mayBeEmpty bool
	id         string // equal for two holes that stand for the same text; empty when not known to
	// fixed is set where only AWS decides the text, as with the ARN of a
	// resource: it is one name then, and no wildcard.
	fixed bool
	// own is set for the number of the account that is deployed to.
	own bool
}

// Literal returns a known text.
func Literal(s string) Text { return Text{known: s} }

// AnyText returns a text of which nothing is known.
func AnyText() Text { return Text{parts: []part{{hole: true, mayBeEmpty: true}}} }

// TextOf reads a value of the graph: a scalar, or an unknown with its parts.
func TextOf(v *graph.Value) Text {
	var t Text
	if v == nil {
		return t
	}
	switch v.Form {
	case graph.String, graph.Number:
		t.known = v.Text
	case graph.Bool:
		t.known = "false"
		if v.Bool {
			t.known = "true"
		}
	case graph.Unknown:
		t.parts = partsOf(v)
		if !slices.ContainsFunc(t.parts, func(p part) bool { return p.hole }) {
			for _, p := range t.parts {
				t.known += p.text
			}
			t.parts = nil
		}
		t.oneOf = choices(v)
	default:
	}
	return t
}

// choices returns the texts that an unknown value can be, or nil when they
// aren't all known.
func choices(v *graph.Value) []Text {
	if v.Why == nil || len(v.Why.OneOf) == 0 {
		return nil
	}
	texts := make([]Text, 0, len(v.Why.OneOf))
	for _, one := range v.Why.OneOf {
		if one.IsAbsent() || one.Form == graph.List || one.Form == graph.Map {
			return nil
		}
		texts = append(texts, TextOf(one))
	}
	return texts
}

// forEach judges a text. One that can be one of several has the verdict that
// all of them have.
func forEach(t Text, judge func(Text) Truth) Truth {
	if len(t.oneOf) == 0 {
		return judge(t)
	}
	verdict := judge(t.oneOf[0])
	for _, one := range t.oneOf[1:] {
		if judge(one) != verdict {
			return Unknown
		}
	}
	return verdict
}

func partsOf(v *graph.Value) []part {
	if v.Why == nil || len(v.Why.Parts) == 0 {
		return []part{{hole: true, mayBeEmpty: true, id: holeID(v.References), fixed: isFixed(v.Why), own: isOwnAccount(v.Why, v.References)}}
	}
	parts := make([]part, 0, len(v.Why.Parts))
	for i, p := range v.Why.Parts {
		switch {
		case p.Hole == nil:
			parts = append(parts, part{text: p.Text})
		case isPartition(v.Why.Parts, i):
			// The rights in one partition are those in any other.
			parts = append(parts, part{text: "aws"})
		default:
			parts = append(parts, part{
				hole: true, mayBeEmpty: p.Hole.MayBeEmpty, id: holeID(p.Hole.References), fixed: isFixed(p.Hole.Why),
				own: isOwnAccount(p.Hole.Why, p.Hole.References),
			})
		}
	}
	return parts
}

func isFixed(why *graph.Uncertainty) bool {
	if why == nil {
		return false
	}
	switch why.Reason {
	case graph.ReasonComputed, graph.ReasonData, graph.ReasonParameter:
		return !slices.ContainsFunc(why.Deciders, func(d string) bool { return !strings.HasPrefix(d, "AWS::") })
	default:
		return false
	}
}

// isOwnAccount reports whether a value is the account that is deployed to:
// AWS::AccountId, or the account_id of data.aws_caller_identity.
func isOwnAccount(why *graph.Uncertainty, refs []graph.Reference) bool {
	if why != nil && slices.Equal(why.Deciders, []string{"AWS::AccountId"}) {
		return true
	}
	return len(refs) == 1 && refs[0].Attribute == "account_id" && strings.Contains(refs[0].To, "data.aws_caller_identity.")
}

// isPartition reports whether the hole is the partition of an ARN.
func isPartition(parts []graph.Part, i int) bool {
	return i > 0 && i+1 < len(parts) && strings.HasSuffix(parts[i-1].Text, "arn:") && strings.HasPrefix(parts[i+1].Text, ":")
}

// holeID names the text of an attribute of one resource instance, which is
// the same wherever it is used.
func holeID(refs []graph.Reference) string {
	if len(refs) != 1 || strings.Contains(refs[0].To, "[?]") {
		return ""
	}
	return refs[0].To + "\x00" + refs[0].Attribute
}

// Known returns the text; false when part of it is unknown.
func (t Text) Known() (string, bool) { return t.known, t.parts == nil }

// prefix returns the literal text before the first hole.
func (t Text) prefix() string {
	if t.parts == nil {
		return t.known
	}
	if len(t.parts) > 0 && !t.parts[0].hole {
		return t.parts[0].text
	}
	return ""
}

// String renders the text with ${...} for what is unknown.
func (t Text) String() string {
	if t.parts == nil {
		return t.known
	}
	var b strings.Builder
	for _, p := range t.parts {
		if p.hole {
			b.WriteString("${...}")
			continue
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// sample is the text with an x for each hole, and whether AWS alone decides
// what stands there.
func (t Text) sample() (text string, fixed bool) {
	var b strings.Builder
	fixed = true
	for _, p := range t.parts {
		if p.hole {
			fixed = fixed && p.fixed
			b.WriteByte('x')
			continue
		}
		b.WriteString(p.text)
	}
	return b.String(), fixed
}
