package cloudformation

import (
	"bytes"
	"sort"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

const directiveWord = "plumb:ignore"

// directives returns the suppressions of a template: comments, and lists in
// Metadata.plumb.ignore of the template or of a resource.
func (s *stack) directives() []graph.Directive {
	found := s.metadataDirectives(s.doc.root, s.doc.root.span())
	var resources func(*node)
	resources = func(n *node) {
		n.pairs(func(key, body *node) {
			if items := body.elements(); strings.HasPrefix(key.value, loopPrefix) && len(items) == 3 {
				resources(items[2])
				return
			}
			found = append(found, s.metadataDirectives(body, entryRange(&entry{key: key, body: body}))...)
		})
	}
	resources(s.doc.root.get("Resources"))
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
	end = start + len(bytes.TrimRight(b[start:end], "\r"))
	hash := bytes.LastIndexByte(b[start:at], '#')
	if hash < 0 || strings.TrimSpace(string(b[start+hash+1:at])) != "" || hash > 0 && !isSpace(b[start+hash-1]) {
		return graph.Directive{}, false
	}
	hash += start
	if within(s.doc.root, hash) {
		return graph.Directive{}, false // text of a script, not a comment of the template
	}
	d, ok := graph.ParseDirective(string(b[hash+1 : end]))
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
	if n := startingIn(s.doc.root, from, to); n != nil && *n != d.Scopes[0] {
		d.Scopes = append(d.Scopes, *n)
	}
	return d, true
}

// nextLine returns the next line after a byte that is neither blank nor a comment.
func nextLine(b []byte, at int) (start, end int) {
	for at < len(b) {
		if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
			at += i
		}
		start = at + 1
		end = len(b)
		if i := bytes.IndexByte(b[min(start, len(b)):], '\n'); i >= 0 {
			end = start + i
		}
		start = min(start, len(b))
		if line := bytes.TrimSpace(b[start:end]); len(line) > 0 && line[0] != '#' {
			return start, start + len(bytes.TrimRight(b[start:end], "\r"))
		}
		at = end
	}
	return len(b), len(b)
}

// before returns how many items of a node start before a byte. Items stand in
// the order of the source, other than what merge keys added, which is left out.
func (n *node) before(at int) int {
	return sort.Search(len(n.items), func(i int) bool { return n.items[i].src != n.src || n.items[i].start >= at })
}

// within reports whether a byte lies in a scalar.
func within(n *node, at int) bool {
	for n.kind != aliasNode {
		i := n.before(at+1) - 1
		if i < 0 || at >= n.items[i].end {
			return n.kind == scalarNode && n.start <= at && at < n.end
		}
		n = n.items[i]
	}
	return false
}

// startingIn returns the outermost entry or element that starts between two
// bytes: the attribute or block that a comment stands on or above.
func startingIn(n *node, from, to int) *graph.Range {
	for n.kind != aliasNode && len(n.items) > 0 {
		i := n.before(from)
		if n.kind == mappingNode {
			i += i % 2 // a key starts an entry, a value does not
		}
		if i < len(n.items) && n.items[i].src == n.src && n.items[i].start < to {
			first, last := n.items[i], n.items[i]
			if n.kind == mappingNode {
				last = n.items[i+1]
			}
			r := n.src.span(first.start, max(first.end, last.end))
			return &r
		}
		if i == 0 || n.items[i-1].end <= from {
			return nil
		}
		n = n.items[i-1]
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
