package cloudformation

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// Limits on what is read. CloudFormation accepts templates of 1 MB; the rest
// keeps hostile files from taking time and memory.
const (
	maxBytes = 4 << 20
	maxDepth = 200
)

// syntaxError is a place where a file can't be parsed.
type syntaxError struct {
	start   int // byte
	message string
}

func (e *syntaxError) Error() string { return e.message }

// document is a parsed file.
type document struct {
	src  *source
	root *node
	// repeated lists the keys that stand twice in one mapping, second place first.
	repeated []*node
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// parse reads JSON or YAML, whichever it is.
func parse(src *source) (*document, error) {
	body := bytes.TrimPrefix(src.bytes, byteOrderMark)
	if text := bytes.TrimLeft(body, " \t\r\n"); len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		doc, err := parseJSON(src, len(src.bytes)-len(text))
		if err == nil {
			return doc, nil
		}
		if strings.HasSuffix(src.name, ".json") {
			return nil, err
		}
		// What starts with a brace may still be YAML in flow style.
		if doc, yamlErr := parseYAML(src, body); yamlErr == nil {
			return doc, nil
		}
		return nil, err
	}
	return parseYAML(src, body)
}

func parseYAML(src *source, body []byte) (*document, error) {
	c := &converter{doc: &document{src: src}, body: body, base: len(src.bytes) - len(body)}
	c.indexLines()
	var root yaml.Node
	limits := loaderlimits.New(loaderlimits.DepthFunc(func(depth int, _ *yaml.DepthContext) error {
		if depth > maxDepth {
			return fmt.Errorf("nested deeper than %d levels", maxDepth)
		}
		return nil
	}))
	if err := yaml.Load(body, &root, yaml.WithPlugin(limits), yaml.WithUniqueKeys(false), yaml.WithSingleDocument()); err != nil {
		return nil, c.syntaxError(err)
	}
	if len(root.Content) == 0 {
		return c.doc, nil
	}
	c.anchors = map[*yaml.Node]*node{}
	c.doc.root = c.convert(root.Content[0], 0)
	if c.failed != nil {
		return nil, c.failed
	}
	return c.doc, nil
}

// converter turns the library's nodes into ours.
type converter struct {
	doc     *document
	body    []byte // what the library saw: the file without byte order mark
	base    int    // where body starts in the file
	lines   []int  // line starts as the library counts lines
	anchors map[*yaml.Node]*node
	merged  int
	failed  *syntaxError
	slab    []node
	// The place that offset found last. Nodes come in the order of the text, so
	// that a long line is walked only once.
	line, column, at int
}

// indexLines finds the line starts as YAML 1.1 counts them: CR alone, NEL, LS
// and PS break lines too.
func (c *converter) indexLines() {
	b := c.body
	if c.base == 0 && bytes.IndexByte(b, '\r') < 0 && !bytes.Contains(b, []byte("\u0085")) &&
		!bytes.Contains(b, []byte("\u2028")) && !bytes.Contains(b, []byte("\u2029")) {
		c.lines = c.doc.src.lines
		return
	}
	c.lines = make([]int, 1, len(c.doc.src.lines)+1)
	for i := 0; i < len(b); {
		n := bytes.IndexAny(b[i:], "\n\r\u0085\u2028\u2029")
		if n < 0 {
			return
		}
		i += n
		r, size := utf8.DecodeRune(b[i:])
		if i += size; r == '\r' && i < len(b) && b[i] == '\n' {
			i++
		}
		c.lines = append(c.lines, i)
	}
}

// offset converts the library's line and column (in characters) into a byte of the file.
func (c *converter) offset(line, column int) int {
	if line < 1 {
		return c.base
	}
	if line > len(c.lines) {
		return c.base + len(c.body)
	}
	if line != c.line || column < c.column {
		c.line, c.column, c.at = line, 1, c.lines[line-1]
	}
	for ; c.column < column && c.at < len(c.body); c.column++ {
		if c.body[c.at] < utf8.RuneSelf {
			c.at++
			continue
		}
		_, size := utf8.DecodeRune(c.body[c.at:])
		c.at += size
	}
	return c.base + c.at
}

func (c *converter) syntaxError(err error) error {
	if load, ok := errors.AsType[*yaml.LoadError](err); ok {
		message := load.Message
		if load.ContextMsg != "" {
			message = load.ContextMsg + ": " + message
		}
		return &syntaxError{start: c.offset(load.Mark.Line, load.Mark.Column), message: message}
	}
	return &syntaxError{message: strings.TrimPrefix(err.Error(), "yaml: ")}
}

func (c *converter) newNode() *node {
	if len(c.slab) == 0 {
		c.slab = make([]node, 256)
	}
	n := &c.slab[0]
	c.slab = c.slab[1:]
	n.src = c.doc.src
	return n
}

func (c *converter) convert(y *yaml.Node, depth int) *node {
	if done := c.anchors[y]; done != nil && y.Anchor != "" {
		return done
	}
	n := c.newNode()
	if y.Anchor != "" {
		c.anchors[y] = n
	}
	n.start = c.offset(y.Line, y.Column)
	if strings.HasPrefix(y.Tag, "!") && !strings.HasPrefix(y.Tag, "!!") {
		n.tag = y.Tag
	}
	if depth > maxDepth {
		c.fail(n.start, fmt.Sprintf("nested deeper than %d levels", maxDepth))
		n.end = n.start
		return n
	}
	switch y.Kind {
	case yaml.AliasNode:
		n.kind, n.value, n.end = aliasNode, y.Value, min(n.start+1+len(y.Value), len(c.doc.src.bytes))
		n.items = []*node{c.anchors[y.Alias]}
		// An anchor that is still being read contains its own alias.
		if target := n.items[0]; target == nil || target.end == 0 {
			c.fail(n.start, "alias "+y.Value+" stands inside its own anchor")
			n.kind, n.items = scalarNode, nil
		}
	case yaml.ScalarNode:
		c.scalar(n, y)
	case yaml.SequenceNode:
		n.kind = sequenceNode
		n.items = make([]*node, 0, len(y.Content))
		for _, item := range y.Content {
			n.items = append(n.items, c.convert(item, depth+1))
		}
		n.end = c.collectionEnd(n, y)
	default:
		n.kind = mappingNode
		c.mapping(n, y, depth)
	}
	return n
}

func (c *converter) scalar(n *node, y *yaml.Node) {
	n.kind, n.value = scalarNode, y.Value
	switch {
	case y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		n.style = quotedStyle
	case y.Style&yaml.LiteralStyle != 0:
		n.style = literalStyle
	case y.Style&yaml.FoldedStyle != 0:
		n.style = foldedStyle
	case y.Tag == "!!str" && y.Style&yaml.TaggedStyle != 0:
		n.style = quotedStyle
	}
	n.end = c.base + scalarEnd(c.body, n.start-c.base, y)
}

func (c *converter) mapping(n *node, y *yaml.Node, depth int) {
	n.items = make([]*node, 0, len(y.Content))
	var merges []*node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := c.convert(y.Content[i], depth+1), c.convert(y.Content[i+1], depth+1)
		if key.value == "<<" && key.style == plainStyle && y.Content[i].Kind == yaml.ScalarNode {
			merges = append(merges, value)
		}
		n.items = append(n.items, key, value)
	}
	n.end = c.collectionEnd(n, y)
	c.doc.repeated = append(c.doc.repeated, repeatedKeys(n)...)
	if merges != nil {
		c.merge(n, merges)
	}
}

func (c *converter) collectionEnd(n *node, y *yaml.Node) int {
	end := n.start
	for _, item := range n.items {
		end = max(end, item.end)
	}
	if y.Style&yaml.FlowStyle == 0 {
		return end
	}
	b := c.doc.src.bytes
	if end == n.start {
		end = skipProperties(b, end) + 1
	}
	return flowEnd(b, min(end, len(b)))
}

func (c *converter) fail(start int, message string) {
	if c.failed == nil {
		c.failed = &syntaxError{start: start, message: message}
	}
}
