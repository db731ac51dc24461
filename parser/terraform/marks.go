package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// referenceMark says that a value was read from a resource.
type referenceMark struct{ to, attribute string }

// causeMark says why a value is not known. Values that only AWS decides carry
// a referenceMark alone.
type causeMark struct {
	reason  graph.Reason
	decider string
}

// sensitiveMark is Terraform's own mark.
type sensitiveMark struct{}

// ephemeralMark stands on values that exist only while Terraform runs.
type ephemeralMark struct{}

// assumptionMark says that only the shape of a value is assumed: the number
// of availability zones, for example.
type assumptionMark struct{ what string }

// existenceMark stands on a value of an instance that may not exist. Where the
// expression can do without it, as try can, nothing of the value is certain.
type existenceMark struct{}

// textMark keeps the parts of a partly known string. A mark wanders along with
// every operation on a value, so it holds the very unknown that it describes:
// it says nothing about any other.
type textMark struct {
	self  cty.Value
	parts []graph.Part
}

// documentMark keeps the document that a string encodes. Like a textMark it
// describes one value only.
type documentMark struct {
	self  cty.Value
	build func() *graph.Value
}

// same reports whether two unmarked strings are one value: the same text, or
// the same unknown and not just another one of its type.
func same(a, b cty.Value) bool {
	if a.Type() != cty.String || b.Type() != cty.String {
		return false
	}
	if a.IsKnown() != b.IsKnown() {
		return false
	}
	if a.IsKnown() {
		return !a.IsNull() && !b.IsNull() && a.AsString() == b.AsString()
	}
	return a == b // one unknown is one pointer, since each is refined on its own
}

// textOf returns the parts of a partly known string, or nil.
func textOf(v cty.Value) []graph.Part {
	plain, marks := v.Unmark()
	if plain.IsKnown() {
		return nil
	}
	for mark := range marks {
		if text, ok := mark.(*textMark); ok && same(text.self, plain) {
			return text.parts
		}
	}
	return nil
}

// documentOf returns the document that a string encodes, or nil.
func documentOf(v cty.Value) *documentMark {
	plain, marks := v.Unmark()
	for mark := range marks {
		if document, ok := mark.(*documentMark); ok && same(document.self, plain) {
			return document
		}
	}
	return nil
}

// withText gives an unknown string its parts, and marks.
func withText(v cty.Value, parts []graph.Part, marks cty.ValueMarks) cty.Value {
	self, _ := v.Unmark()
	self = self.RefineNotNull() // an unknown of its own, which the mark can tell from others
	kept := general(marks)
	if slices.ContainsFunc(parts, func(p graph.Part) bool { return p.Hole == nil }) {
		kept[&textMark{self: self, parts: parts}] = struct{}{}
	}
	return self.WithMarks(kept)
}

// general returns the marks that hold for whatever is made of a value, leaving
// out those that describe one string only.
func general(marks cty.ValueMarks) cty.ValueMarks {
	kept := make(cty.ValueMarks, len(marks)+1)
	for mark := range marks {
		switch mark.(type) {
		case *textMark, *documentMark, *choiceMark:
		default:
			kept[mark] = struct{}{}
		}
	}
	return kept
}

// deepMarks returns every mark in a value.
func deepMarks(v cty.Value) cty.ValueMarks {
	if v == cty.NilVal {
		return nil
	}
	_, marks := v.UnmarkDeep()
	return general(marks)
}

// unknown returns a value of which nothing is known, with the reason.
func unknown(ty cty.Type, reason graph.Reason, decider string) cty.Value {
	return cty.UnknownVal(ty).Mark(causeMark{reason, decider})
}

// explains reports whether marks say why a value is unknown.
func explains(marks cty.ValueMarks) bool {
	for mark := range marks {
		switch mark.(type) {
		case causeMark, referenceMark:
			return true
		}
	}
	return false
}

// reasonOrder lists the reasons from the one that a user should hear of first.
var reasonOrder = []graph.Reason{
	graph.ReasonInvalid, graph.ReasonLimit, graph.ReasonVariable, graph.ReasonModule, graph.ReasonImport,
	graph.ReasonFunction, graph.ReasonCondition, graph.ReasonData, graph.ReasonComputed,
}

// uncertainty reads from marks why a value is not known.
func uncertainty(marks cty.ValueMarks) *graph.Uncertainty {
	why := &graph.Uncertainty{Reason: graph.ReasonComputed}
	best := len(reasonOrder)
	consider := func(reason graph.Reason) {
		if i := slices.Index(reasonOrder, reason); i >= 0 && i < best {
			best, why.Reason = i, reason
		}
	}
	for mark := range marks {
		switch mark := mark.(type) {
		case causeMark:
			consider(mark.reason)
			if mark.decider != "" {
				why.Deciders = append(why.Deciders, mark.decider)
			}
		case referenceMark:
			if isData(mark.to) && !strings.Contains(mark.to, "data.aws_iam_policy_document.") {
				consider(graph.ReasonData)
			}
		}
	}
	slices.Sort(why.Deciders)
	why.Deciders = slices.Compact(why.Deciders)
	return why
}

// isData reports whether an address is a data source's.
func isData(address string) bool {
	for strings.HasPrefix(address, "module.") {
		i := stepEnd(address[len("module."):])
		if i < 0 {
			return false
		}
		address = address[len("module.")+i+1:]
	}
	return strings.HasPrefix(address, "data.")
}

// stepEnd returns the index of the dot that ends the first step of an address,
// passing over instance keys, which may contain dots.
func stepEnd(address string) int {
	quoted := false
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == '.' && !quoted:
			return i
		}
	}
	return -1
}

// references reads the references from marks, sorted.
func references(marks cty.ValueMarks) []graph.Reference {
	var refs []graph.Reference
	for mark := range marks {
		if ref, ok := mark.(referenceMark); ok {
			refs = append(refs, graph.Reference{To: ref.to, Attribute: ref.attribute})
		}
	}
	slices.SortFunc(refs, func(a, b graph.Reference) int {
		if c := strings.Compare(a.To, b.To); c != 0 {
			return c
		}
		return strings.Compare(a.Attribute, b.Attribute)
	})
	return refs
}
