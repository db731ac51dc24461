package mapping

import (
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Render writes steps as a mapping does: a.b[0].c[*].
func Render(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		switch s.Op {
		case Field:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.Key)
		case Index:
			b.WriteString("[" + strconv.Itoa(s.Index) + "]")
		case Each:
			b.WriteString("[*]")
		case Where:
			b.WriteString("[" + s.Key + "=" + s.Value + "]")
		}
	}
	return b.String()
}

// String names the source as a mapping does.
func (s Source) String() string {
	name := s.Type
	if s.Data {
		name = "data." + name
	}
	if len(s.Embedded) > 0 {
		name += "#" + Render(s.Embedded)
	}
	return name
}

// String says what the test asks for, as people read it.
func (t Test) String() string {
	name := strings.Join(t.Steps, ".")
	switch {
	case t.Present:
		return name + " is set"
	case t.Absent && len(t.Values) == 0:
		return name + " is not set"
	case t.Absent:
		return name + " is not set or " + strings.Join(t.Values, " or ")
	}
	return name + " is " + strings.Join(t.Values, " or ")
}

// Show writes a default as people read it; "none" where there is none.
func Show(v *graph.Value) string {
	if v == nil {
		return "none"
	}
	switch v.Form {
	case graph.Bool:
		return strconv.FormatBool(v.Bool)
	case graph.List:
		var elements []string
		for _, e := range v.List {
			elements = append(elements, Show(e))
		}
		return "[" + strings.Join(elements, ", ") + "]"
	case graph.Map:
		return "{}"
	case graph.Unknown:
		return "unknown"
	case graph.Null:
		return "null"
	case graph.Number, graph.String:
	}
	return v.Text
}
