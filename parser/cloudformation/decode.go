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

// script is a text on its way to being parsed: literal pieces with their place
// in the template's text, and marks for what is not known.
type script struct {
	text  strings.Builder
	from  []int // for each byte of text, the byte of the scalar that it came from
	holes []*graph.Hole
}

// copy appends a piece of the scalar's text that starts at a byte of it.
func (d *script) copy(piece string, at int) {
	d.text.WriteString(piece)
	for i := range len(piece) {
		d.from = append(d.from, at+i)
	}
}

// insert appends a value that stands at a byte of the scalar's text.
func (d *script) insert(v *graph.Value, at int, r *run) {
	out := &text{run: r}
	out.add(v)
	for _, p := range out.parts {
		d.part(p, at)
	}
}

// part appends a piece that stands for a byte of the scalar's text.
func (d *script) part(p graph.Part, at int) {
	piece := p.Text
	if p.Hole != nil {
		piece = string(d.nextMark())
		d.holes = append(d.holes, p.Hole)
	}
	d.text.WriteString(piece)
	for range len(piece) {
		d.from = append(d.from, at)
	}
}

// looksLikeJSON reports whether a text may be a JSON object or array.
func looksLikeJSON(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) > 1 && (text[0] == '{' && text[len(text)-1] == '}' || text[0] == '[' && text[len(text)-1] == ']')
}

// decodeText parses a text that is a JSON document, as policies often are, and
// gives each element its place within the scalar that the text was read from.
// It returns nil for any other text.
func decodeText(plainText string, n *node, sensitive bool) *graph.Value {
	if !looksLikeJSON(plainText) {
		return nil
	}
	return (&script{}).decode(plainText, n, sensitive)
}

// decodeParts parses a partly known text that was put together from several
// pieces, such as the definitions that CDK joins. Its elements have the place of
// the whole.
func decodeParts(parts []graph.Part, site *node, sensitive bool) *graph.Value {
	if len(parts) == 0 || !strings.HasPrefix(strings.TrimSpace(parts[0].Text), "{") || !strings.HasSuffix(strings.TrimSpace(parts[len(parts)-1].Text), "}") {
		return nil
	}
	d := &script{from: []int{}}
	for _, p := range parts {
		d.part(p, 0)
	}
	return d.decode(d.text.String(), site.derive(mappingNode), sensitive)
}

func (d *script) decode(written string, n *node, sensitive bool) *graph.Value {
	if len(d.holes) > maxHoles {
		return nil
	}
	start := strings.IndexAny(written, "{[")
	document, from := d.quoteHoles(written)
	doc, err := parseJSON(newSource("", []byte(document)), start)
	if err != nil {
		return nil
	}
	offsets := textOffsets(n)
	decode := &decoder{script: d, site: n, sensitive: sensitive}
	decode.offset = func(i int) (int, bool) {
		if from != nil {
			if i >= len(from) {
				i = len(written)
			} else {
				i = from[i]
			}
		}
		if i >= len(offsets) {
			return 0, false
		}
		return offsets[i], true
	}
	return decode.value(doc.root)
}

// maxHoles bounds the unknown stretches of a text that is parsed; each takes a
// character of the private use area.
const maxHoles = 1000

// quoteHoles puts unknown stretches that stand outside of strings into quotes,
// so that the text parses.
func (d *script) quoteHoles(written string) (document string, from []int) {
	if d.from == nil {
		return written, nil
	}
	var b strings.Builder
	quoted := false
	for i, r := range written {
		if r == '"' && (i == 0 || written[i-1] != '\\') {
			quoted = !quoted
		}
		piece := string(r)
		if d.marks(r) && !quoted {
			piece = `"` + piece + `"`
		}
		b.WriteString(piece)
		for range len(piece) {
			from = append(from, d.from[i])
		}
	}
	return b.String(), from
}

func (d *script) marks(r rune) bool { return r >= holeMark && r < d.nextMark() }

// nextMark is the character of the next hole; decode gives up before they run out.
func (d *script) nextMark() rune { return holeMark + rune(min(len(d.holes), maxHoles+1)) }

type decoder struct {
	*script
	site      *node
	sensitive bool
	offset    func(int) (int, bool) // from the text to the source
}

func (d *decoder) place(start, end int) graph.Range {
	from, ok := d.offset(start)
	to, okEnd := d.offset(end)
	if !ok || !okEnd || to < from {
		return d.site.span()
	}
	return d.site.src.span(from, to)
}

func (d *decoder) value(n *node) *graph.Value {
	var v *graph.Value
	switch n.kind {
	case mappingNode:
		v = graph.NewMap(make(map[string]*graph.Value, len(n.items)/2))
		n.pairs(func(key, value *node) {
			x := d.value(value)
			x.Range = d.place(key.start, value.end)
			v.Map[d.key(key.value)] = x
		})
	case sequenceNode:
		v = &graph.Value{Form: graph.List, List: []*graph.Value{}}
		for _, item := range n.items {
			v.List = append(v.List, d.value(item))
		}
	default:
		v = d.scalar(n)
	}
	v.ValueRange = d.place(n.start, n.end)
	v.Range = v.ValueRange
	v.Sensitive = v.Sensitive || d.sensitive
	return v
}

// key replaces the marks in a key, which has no unknown form.
func (d *decoder) key(key string) string {
	return strings.Map(func(r rune) rune {
		if d.marks(r) {
			return '*'
		}
		return r
	}, key)
}

func (d *decoder) scalar(n *node) *graph.Value {
	if n.style == plainStyle {
		if v := plain(n.value); v != nil {
			return v
		}
	}
	out := &text{run: &run{}}
	for rest := n.value; rest != ""; {
		i := strings.IndexFunc(rest, d.marks)
		if i < 0 {
			out.literal(rest)
			break
		}
		out.literal(rest[:i])
		r, size := utf8.DecodeRuneInString(rest[i:])
		out.addHole(d.holes[r-holeMark])
		rest = rest[i+size:]
	}
	return resolveDynamic(out.value())
}
