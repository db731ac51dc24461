package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// joined gives the result of join the parts of its elements.
func joined(v cty.Value, args []cty.Value) cty.Value {
	separator, _ := args[0].Unmark()
	if !isKnownString(separator) {
		return v
	}
	var parts []graph.Part
	first := true
	for _, list := range args[1:] {
		plain, marks := list.Unmark()
		if !plain.IsKnown() || plain.IsNull() || !plain.CanIterateElements() || plain.Type().IsSetType() {
			return v
		}
		for it := plain.ElementIterator(); it.Next(); {
			_, element := it.Element()
			if !first {
				parts = appendPart(parts, graph.Part{Text: separator.AsString()})
			}
			first = false
			parts = appendParts(parts, inheriting(element, marks))
		}
	}
	return withText(v, parts, v.Marks())
}

// inheriting gives an element the marks of its list, if it has none itself.
func inheriting(element cty.Value, marks cty.ValueMarks) cty.Value {
	if element.IsMarked() {
		return element
	}
	return element.WithMarks(general(marks))
}

// formatted gives the result of format the parts of its arguments.
func formatted(v cty.Value, args []cty.Value) cty.Value {
	parts, ok := formatParts(args[0], args[1:])
	if !ok {
		return v
	}
	return withText(v, parts, v.Marks())
}

// formatParts lays arguments into a format that has no verbs but plain %s, %v
// and %d.
func formatParts(layout cty.Value, args []cty.Value) ([]graph.Part, bool) {
	layout, _ = layout.Unmark()
	if !isKnownString(layout) {
		return nil, false
	}
	var parts []graph.Part
	rest := layout.AsString()
	for {
		text, after, found := strings.Cut(rest, "%")
		parts = appendPart(parts, graph.Part{Text: text})
		if !found {
			return parts, true
		}
		if after == "" {
			return nil, false
		}
		switch verb := after[0]; {
		case verb == '%':
			parts = appendPart(parts, graph.Part{Text: "%"})
		case (verb == 's' || verb == 'v' || verb == 'd') && len(args) > 0:
			if args[0].IsKnown() && isNull(args[0]) {
				return nil, false
			}
			parts = appendParts(parts, args[0])
			args = args[1:]
		default:
			return nil, false
		}
		rest = after[1:]
	}
}

// formattedList does the same for each element of formatlist.
func formattedList(v cty.Value, args []cty.Value) cty.Value {
	plain, marks := v.Unmark()
	if !plain.Type().IsListType() {
		return v
	}
	elements := plain.AsValueSlice()
	for i, element := range elements {
		if element.IsKnown() {
			continue
		}
		row := make([]cty.Value, len(args)-1)
		rowMarks := cty.ValueMarks{}
		for n, arg := range args[1:] {
			row[n] = elementAt(arg, i)
			for mark := range row[n].Marks() {
				rowMarks[mark] = struct{}{}
			}
		}
		parts, ok := formatParts(args[0], row)
		if !ok {
			return v
		}
		elements[i] = withText(element, parts, rowMarks)
	}
	for mark := range marks { // each element has its own
		switch mark.(type) {
		case referenceMark, causeMark:
			delete(marks, mark)
		}
	}
	return cty.ListVal(elements).WithMarks(general(marks))
}

// elementAt returns what formatlist uses of an argument for its i-th result.
func elementAt(arg cty.Value, i int) cty.Value {
	plain, marks := arg.Unmark()
	if plain.IsKnown() && !plain.IsNull() && plain.CanIterateElements() && !plain.Type().IsMapType() && !plain.Type().IsObjectType() {
		n := 0
		for it := plain.ElementIterator(); it.Next(); n++ {
			if _, element := it.Element(); n == i {
				return inheriting(element, marks)
			}
		}
	}
	return arg
}
