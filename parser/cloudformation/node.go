package cloudformation

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	sequenceNode
	mappingNode
	aliasNode
)

type nodeStyle uint8

const (
	plainStyle nodeStyle = iota
	quotedStyle
	literalStyle
	foldedStyle
)

// node is one piece of a YAML or JSON document with its exact stretch of the
// source. Expansions (loops, SAM, includes) build new trees that share the
// nodes that the user wrote, so every value keeps its place.
type node struct {
	kind  nodeKind
	style nodeStyle
	tag   string // local tag (!Sub) or empty
	value string // scalar: the text; alias: the name
	// items holds the elements of a sequence, key and value in turn of a
	// mapping, the target of an alias.
	items      []*node
	src        *source
	start, end int // bytes; for a scalar with a tag they include the tag
}

func (n *node) span() graph.Range { return n.src.span(n.start, n.end) }

// target follows aliases.
func (n *node) target() *node {
	for n != nil && n.kind == aliasNode {
		n = n.items[0]
	}
	return n
}

// get returns the value of a key of a mapping, or nil.
func (n *node) get(key string) *node {
	_, v := n.entry(key)
	return v
}

// entry returns key and value nodes; the last of several equal keys counts.
func (n *node) entry(key string) (k, v *node) {
	if n = n.target(); n == nil || n.kind != mappingNode {
		return nil, nil
	}
	for i := len(n.items) - 2; i >= 0; i -= 2 {
		if n.items[i].value == key {
			return n.items[i], n.items[i+1].target()
		}
	}
	return nil, nil
}

// pairs calls visit for each entry of a mapping in source order.
func (n *node) pairs(visit func(key, value *node)) {
	if n = n.target(); n == nil || n.kind != mappingNode {
		return
	}
	for i := 0; i+1 < len(n.items); i += 2 {
		visit(n.items[i], n.items[i+1])
	}
}

// elements returns the elements of a sequence, nil for anything else.
func (n *node) elements() []*node {
	if n = n.target(); n == nil || n.kind != sequenceNode {
		return nil
	}
	return n.items
}

// text returns the value of a scalar without function, empty for anything else.
func (n *node) text() string {
	if n = n.target(); n == nil || n.kind != scalarNode || n.tag != "" {
		return ""
	}
	return n.value
}

// is reports the kind of a node behind aliases.
func (n *node) is(kind nodeKind) bool {
	n = n.target()
	return n != nil && n.kind == kind
}

// function splits the call of an intrinsic function, in its short (!Sub) and
// its long form alike, into the name that the long form has and its argument.
// The name is empty for anything else.
func (n *node) function() (name string, argument *node) {
	if len(n.tag) > 1 && n.tag[0] == '!' && n.tag[1] != '!' {
		untagged := *n
		untagged.tag = ""
		switch n.tag {
		case "!Ref", "!Condition":
			return n.tag[1:], &untagged
		}
		return "Fn::" + n.tag[1:], &untagged
	}
	if n.kind == mappingNode && len(n.items) == 2 {
		key := n.items[0]
		// A loop is a key of the mapping around it, not a value of its own.
		if key.value == "Ref" || strings.HasPrefix(key.value, "Fn::") && !strings.HasPrefix(key.value, loopPrefix) {
			return key.value, n.items[1]
		}
	}
	return "", nil
}

// The following build nodes that stand for what the user did not write
// himself; they carry the place of what they were made for.

func (n *node) derive(kind nodeKind, items ...*node) *node {
	return &node{kind: kind, items: items, src: n.src, start: n.start, end: n.end}
}

func (n *node) deriveText(text string) *node {
	return &node{kind: scalarNode, style: quotedStyle, value: text, src: n.src, start: n.start, end: n.end}
}

func (n *node) deriveCall(function string, argument *node) *node {
	return n.derive(mappingNode, n.deriveText(function), argument)
}
