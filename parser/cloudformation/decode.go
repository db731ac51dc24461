package cloudformation

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/plumb-iac/plumb/parser/graph"
)

// quoteJSON returns a text as a JSON string; unlike the default of the standard
// library it leaves <, > and & as they are.
func quoteJSON(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return strconv.Quote(s)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// holeMark stands for an unknown stretch while a partly known text is parsed.
const holeMark = '\ue000'

// decodeText parses a text that is a JSON document, as policies often are, and
// gives each element its place within the node that the text was read from.
func decodeText(v *graph.Value, n *node) {
	var document strings.Builder
	var holes []*graph.Hole
	switch {
	case v.Form == graph.String:
		document.WriteString(v.Text)
	case v.Form == graph.Unknown && v.Why != nil && len(v.Why.Parts) > 0:
		for _, p := range v.Why.Parts {
			if p.Hole != nil {
				document.WriteRune(holeMark + rune(len(holes)))
				holes = append(holes, p.Hole)
				continue
			}
			document.WriteString(p.Text)
		}
	default:
		return
	}
	text := document.String()
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	if start == len(text) || text[start] != '{' && text[start] != '[' || len(holes) > 1000 || len(text) < 2 {
		return
	}
	if last := strings.TrimRight(text, " \t\r\n"); last[len(last)-1] != '}' && last[len(last)-1] != ']' {
		return
	}
	doc, err := parseJSON(newSource("", []byte(bareHoles(text, len(holes)))), start)
	if err != nil {
		return
	}
	d := &decoder{value: v, holes: holes, site: n, offsets: textOffsets(n, len(holes) == 0)}
	v.Decoded = d.decode(doc.root)
}

// bareHoles puts unknown stretches that stand outside of strings into quotes,
// so that the text parses; decode then knows them by being nothing else.
func bareHoles(text string, holes int) string {
	if holes == 0 {
		return text
	}
	var b strings.Builder
	quoted := false
	for i, r := range text {
		if r == '"' && (i == 0 || text[i-1] != '\\') {
			quoted = !quoted
		}
		if isHole(r, holes) && !quoted {
			b.WriteString(`"` + string(r) + `"`)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isHole(r rune, holes int) bool { return r >= holeMark && r < holeMark+rune(holes) }

type decoder struct {
	value   *graph.Value
	holes   []*graph.Hole
	site    *node
	offsets []int // byte of the source for each byte of the text; nil when they differ
}

func (d *decoder) place(n *node) graph.Range {
	if d.offsets == nil || n.end >= len(d.offsets) {
		return d.site.span()
	}
	return d.site.src.span(d.offsets[n.start], d.offsets[n.end])
}

func (d *decoder) decode(n *node) *graph.Value {
	var v *graph.Value
	switch n.kind {
	case mappingNode:
		v = graph.NewMap(make(map[string]*graph.Value, len(n.items)/2))
		n.pairs(func(key, value *node) {
			x := d.decode(value)
			if d.offsets != nil {
				x.Range = d.place(&node{start: key.start, end: value.end})
			}
			v.Map[d.known(key.value)] = x
		})
	case sequenceNode:
		v = graph.NewList()
		for _, item := range n.items {
			v.List = append(v.List, d.decode(item))
		}
	default:
		if v = d.scalar(n); v == nil {
			v = graph.NewString(n.value)
		}
	}
	v.ValueRange = d.place(n)
	v.Range = v.ValueRange
	v.Sensitive = d.value.Sensitive
	return v
}

// known replaces the marks in a key, which has no unknown form.
func (d *decoder) known(key string) string {
	if len(d.holes) == 0 {
		return key
	}
	return strings.Map(func(r rune) rune {
		if isHole(r, len(d.holes)) {
			return '*'
		}
		return r
	}, key)
}

func (d *decoder) scalar(n *node) *graph.Value {
	if n.style == plainStyle {
		return plain(n.value)
	}
	if len(d.holes) == 0 || !strings.ContainsFunc(n.value, func(r rune) bool { return isHole(r, len(d.holes)) }) {
		return nil
	}
	out := &text{run: &run{}}
	for rest := n.value; rest != ""; {
		i := strings.IndexFunc(rest, func(r rune) bool { return isHole(r, len(d.holes)) })
		if i < 0 {
			out.literal(rest)
			break
		}
		out.literal(rest[:i])
		r, size := utf8.DecodeRuneInString(rest[i:])
		hole := d.holes[r-holeMark]
		out.add(&graph.Value{Form: graph.Unknown, Why: hole.Why, References: hole.References})
		out.parts[len(out.parts)-1].Hole.MayBeEmpty = hole.MayBeEmpty
		rest = rest[i+size:]
	}
	return out.value()
}

// textOffsets maps each byte of the text of a scalar (and its end) to a byte
// of the source; nil where they can't be told apart. With holes the text is not
// the one in the source, so only its lines could be told; they are left out.
func textOffsets(n *node, verbatim bool) []int {
	if n.kind != scalarNode || !verbatim {
		return nil
	}
	b := n.src.bytes
	i := skipProperties(b[:n.end], n.start)
	offsets := make([]int, 0, len(n.value)+1)
	switch n.style {
	case literalStyle:
		at, indent, end := blockLines(b, i)
		for at < end {
			for skipped := 0; skipped < indent && at < end && b[at] == ' '; skipped++ {
				at++
			}
			for ; at < end && b[at] != '\n'; at++ {
				if b[at] != '\r' {
					offsets = append(offsets, at)
				}
			}
			if at < len(b) {
				offsets = append(offsets, at)
			}
			at++
		}
		offsets = append(offsets, end)
	case quotedStyle:
		quote := b[min(i, len(b)-1)]
		for i++; i < n.end-1; {
			offsets = append(offsets, i)
			switch {
			case quote == '\'' && b[i] == '\'', quote == '"' && b[i] == '\\' && i+1 < n.end && strings.IndexByte(`"\/bfnrt`, b[i+1]) >= 0:
				i += 2
			case quote == '"' && b[i] == '\\', b[i] == '\n' || b[i] == '\r':
				return nil // longer escapes and folded lines
			default:
				i++
			}
		}
		offsets = append(offsets, i)
	default:
		if n.end-i != len(n.value) {
			return nil
		}
		for ; i <= n.end; i++ {
			offsets = append(offsets, i)
		}
	}
	if len(offsets) < len(n.value) {
		return nil
	}
	return offsets
}
