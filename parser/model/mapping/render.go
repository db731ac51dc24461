package mapping

import (
	"strconv"
	"strings"
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
