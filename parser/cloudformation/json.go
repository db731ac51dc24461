package cloudformation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// parseJSON reads a JSON document that starts at a byte of the source. It
// builds the same nodes as parseYAML, several times faster, and reads what the
// YAML library can't: escaped surrogate pairs and long keys.
func parseJSON(src *source, start int) (*document, error) {
	p := &jsonParser{doc: &document{src: src}, at: start}
	p.b = src.bytes
	if !utf8.Valid(p.b) {
		return nil, &syntaxError{start: invalidUTF8(p.b), message: "not valid UTF-8"}
	}
	root := p.value(0)
	p.space()
	if p.err == nil && p.at < len(p.b) {
		p.fail("text after the end of the JSON document")
	}
	if p.err != nil {
		return nil, p.err
	}
	p.doc.root = root
	return p.doc, nil
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(b)
}

type jsonParser struct {
	doc  *document
	b    []byte
	at   int
	err  *syntaxError
	slab []node
}

func (p *jsonParser) fail(message string) {
	if p.err == nil {
		p.err = &syntaxError{start: p.at, message: message}
	}
}

func (p *jsonParser) newNode(kind nodeKind) *node {
	if len(p.slab) == 0 {
		// Many texts are a policy of a few lines, some are templates of megabytes.
		p.slab = make([]node, min(256, 4+(len(p.b)-p.at)/16))
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	n.kind, n.src, n.start = kind, p.doc.src, p.at
	return n
}

func (p *jsonParser) space() {
	for p.at < len(p.b) && isSpace(p.b[p.at]) {
		p.at++
	}
}

func (p *jsonParser) peek() byte {
	if p.space(); p.at < len(p.b) {
		return p.b[p.at]
	}
	return 0
}

func (p *jsonParser) value(depth int) *node {
	switch c := p.peek(); {
	case depth > maxDepth:
		p.fail(fmt.Sprintf("nested deeper than %d levels", maxDepth))
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		return p.string()
	case c == 0:
		p.fail("unexpected end of the JSON document")
	default:
		return p.word()
	}
	return p.newNode(scalarNode)
}

func (p *jsonParser) object(depth int) *node {
	n := p.newNode(mappingNode)
	p.at++
	for p.err == nil {
		c := p.peek()
		if c == '}' && len(n.items) == 0 {
			break
		}
		if c != '"' {
			p.fail("expected a key in double quotes")
			return n
		}
		key := p.string()
		if p.peek() != ':' {
			p.fail("expected a colon after the key")
			return n
		}
		p.at++
		n.items = append(n.items, key, p.value(depth+1))
		if c = p.peek(); c == '}' {
			break
		}
		if c != ',' {
			p.fail("expected a comma or a closing brace")
			return n
		}
		p.at++
	}
	p.at = min(p.at+1, len(p.b))
	n.end = p.at
	p.doc.repeated = append(p.doc.repeated, repeatedKeys(n)...)
	return n
}

func (p *jsonParser) array(depth int) *node {
	n := p.newNode(sequenceNode)
	p.at++
	for p.err == nil {
		c := p.peek()
		if c == ']' && len(n.items) == 0 {
			break
		}
		n.items = append(n.items, p.value(depth+1))
		if c = p.peek(); c == ']' {
			break
		}
		if c != ',' {
			p.fail("expected a comma or a closing bracket")
			return n
		}
		p.at++
	}
	p.at = min(p.at+1, len(p.b))
	n.end = p.at
	return n
}

func (p *jsonParser) string() *node {
	n := p.newNode(scalarNode)
	n.style = quotedStyle
	end := doubleQuotedEnd(p.b, p.at)
	raw := p.b[p.at:end]
	n.end = end
	if len(raw) < 2 || raw[len(raw)-1] != '"' {
		p.fail("string without closing quote")
		n.end = p.at
		return n
	}
	inner := raw[1 : len(raw)-1]
	// CloudFormation takes line breaks and tabs within strings as they are,
	// which the standard library would not.
	if bytes.IndexByte(inner, '\\') < 0 {
		n.value = string(inner)
		p.at = end
		return n
	}
	clean := strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(string(raw))
	if err := json.Unmarshal([]byte(clean), &n.value); err != nil {
		p.fail("string with an invalid escape sequence")
	}
	p.at = end
	return n
}

func (p *jsonParser) word() *node {
	n := p.newNode(scalarNode)
	end := p.at
	for end < len(p.b) && !isSpace(p.b[end]) && !strings.ContainsRune(",]}:{[\"", rune(p.b[end])) {
		end++
	}
	n.value, n.end = string(p.b[p.at:end]), end
	switch n.value {
	case "true", "false", "null":
	default:
		if !json.Valid(p.b[p.at:end]) {
			p.fail("expected a JSON value")
			return n
		}
	}
	p.at = end
	return n
}
