package cloudformation

import (
	"bytes"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

const directiveWord = "plumb:ignore"

// directives returns the suppressions of a template: comments, and lists in
// Metadata.plumb.ignore of the template or of a resource.
func (s *stack) directives() []graph.Directive {
	found := s.metadataDirectives(s.doc.root, s.doc.root.span())
	s.doc.root.get("Resources").pairs(func(key, body *node) {
		found = append(found, s.metadataDirectives(body, entryRange(&entry{key: key, body: body}))...)
	})
	b := s.doc.src.bytes
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte(directiveWord))
		if i < 0 {
			return found
		}
		at += i
		if d, ok := s.comment(at); ok {
			found = append(found, d)
		}
		at += len(directiveWord)
	}
}

// comment reads the directive in the comment that a byte stands in.
func (s *stack) comment(at int) (graph.Directive, bool) {
	b := s.doc.src.bytes
	start := bytes.LastIndexByte(b[:at], '\n') + 1
	end := len(b)
	if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
		end = at + i
	}
	hash := bytes.LastIndexByte(b[start:at], '#')
	if hash < 0 || strings.TrimSpace(string(b[start+hash+1:at])) != "" || hash > 0 && !isSpace(b[start+hash-1]) {
		return graph.Directive{}, false
	}
	hash += start
	if within(s.doc.root, hash) {
		return graph.Directive{}, false // text of a script, not a comment of the template
	}
	d, ok := graph.ParseDirective(strings.TrimRight(string(b[hash+1:end]), "\r"))
	if !ok {
		return d, false
	}
	d.Range = s.doc.src.span(hash, hash+len(bytes.TrimRight(b[hash:end], " \t\r")))
	from, to := start, end
	if len(bytes.TrimSpace(b[start:hash])) == 0 {
		// It stands alone: it covers what comes next.
		from, to = nextLine(b, end)
	}
	d.Scopes = []graph.Range{s.doc.src.span(from, to)}
	if n := startingIn(s.doc.root, from, to); n != nil {
		d.Scopes = append(d.Scopes, *n)
	}
	return d, true
}

// nextLine returns the next line after a byte that is neither blank nor a comment.
func nextLine(b []byte, at int) (start, end int) {
	for at < len(b) {
		start = at + 1
		end = len(b)
		if i := bytes.IndexByte(b[min(start, len(b)):], '\n'); i >= 0 {
			end = start + i
		}
		start = min(start, len(b))
		if line := bytes.TrimSpace(b[start:end]); len(line) > 0 && line[0] != '#' {
			return start, end
		}
		at = end
	}
	return len(b), len(b)
}

// within reports whether a byte lies in a scalar.
func within(n *node, at int) bool {
	for {
		var inner *node
		for _, item := range n.items {
			if n.kind != aliasNode && item.src == n.src && item.start <= at && at < item.end {
				inner = item
			}
		}
		if inner == nil {
			return n.kind == scalarNode && n.start <= at && at < n.end
		}
		n = inner
	}
}

// startingIn returns the outermost entry or element that starts between two
// bytes: the attribute or block that a comment stands on or above.
func startingIn(n *node, from, to int) *graph.Range {
	if n == nil || n.kind == aliasNode {
		return nil
	}
	step := 1
	if n.kind == mappingNode {
		step = 2
	}
	for i := 0; i+step <= len(n.items); i += step {
		first, last := n.items[i], n.items[i+step-1]
		if first.src != n.src || last.src != n.src {
			continue
		}
		if first.start >= from && first.start < to {
			r := n.src.span(first.start, max(first.end, last.end))
			return &r
		}
		if first.start < from && max(first.end, last.end) > from {
			return startingIn(last, from, to)
		}
	}
	return nil
}

// metadataDirectives reads Metadata: {plumb: {ignore: [...]}}. An entry is the
// text of a comment ("s3/logging until=2027-01-31 -- reason") or a mapping with
// the keys rule (or rules), until and reason.
func (s *stack) metadataDirectives(body *node, covers graph.Range) []graph.Directive {
	ignore := body.get("Metadata").get("plumb").get("ignore")
	if ignore == nil {
		return nil
	}
	entries := ignore.elements()
	if entries == nil {
		entries = []*node{ignore}
	}
	var found []graph.Directive
	for _, n := range entries {
		d, ok := directiveEntry(n.target())
		if !ok {
			s.warn(n, "an entry of Metadata.plumb.ignore is a text like \"s3/logging -- reason\", or a mapping with rule, until and reason")
			continue
		}
		d.Range, d.Scopes = n.span(), []graph.Range{covers}
		found = append(found, d)
	}
	return found
}

func directiveEntry(n *node) (graph.Directive, bool) {
	if n.is(scalarNode) {
		return graph.ParseDirective(directiveWord + " " + n.value)
	}
	d := graph.Directive{Until: n.get("until").text(), Reason: n.get("reason").text()}
	for _, key := range []string{"rule", "rules"} {
		if rule := n.get(key).text(); rule != "" {
			d.Rules = append(d.Rules, rule)
		}
		for _, e := range n.get(key).elements() {
			d.Rules = append(d.Rules, e.text())
		}
	}
	return d, len(d.Rules) > 0
}
