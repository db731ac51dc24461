package cloudformation

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// skipProperties moves past tag, anchor and the white space after them.
func skipProperties(b []byte, i int) int {
	for i < len(b) && (b[i] == '!' || b[i] == '&') {
		for i < len(b) && !isSpace(b[i]) && b[i] != ',' && b[i] != ']' && b[i] != '}' {
			i++
		}
		i = skipBlank(b, i)
	}
	return i
}

// skipBlank moves past white space, line breaks and comments.
func skipBlank(b []byte, i int) int {
	for i < len(b) {
		switch {
		case isSpace(b[i]):
			i++
		case b[i] == '#' && (i == 0 || isSpace(b[i-1])):
			for i < len(b) && b[i] != '\n' {
				i++
			}
		default:
			return i
		}
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// scalarEnd finds where a scalar ends, which the YAML library does not tell.
func scalarEnd(b []byte, start int, n *yaml.Node) int {
	i := skipProperties(b, start)
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0 && i < len(b):
		return doubleQuotedEnd(b, i)
	case n.Style&yaml.SingleQuotedStyle != 0 && i < len(b):
		return singleQuotedEnd(b, i)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		_, _, end := blockLines(b, i)
		return end
	case n.Value == "":
		return tagEnd(b, start)
	}
	if i < len(b) && bytes.HasPrefix(b[i:], []byte(n.Value)) {
		return i + len(n.Value)
	}
	// A plain scalar may be folded over lines: its words stand in the source in
	// the same order, with other white space between them.
	for rest := n.Value; ; {
		rest = strings.TrimLeft(rest, " \t\n\r")
		if rest == "" {
			return i
		}
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		word := rest
		if end := strings.IndexAny(rest, " \t\n\r"); end >= 0 {
			word = rest[:end]
		}
		if !bytes.HasPrefix(b[i:], []byte(word)) {
			return max(i, start)
		}
		i += len(word)
		rest = rest[len(word):]
	}
}

// tagEnd returns the end of the properties that stand before an empty scalar.
func tagEnd(b []byte, i int) int {
	end := i
	for i < len(b) && (b[i] == '!' || b[i] == '&') {
		for i < len(b) && !isSpace(b[i]) && b[i] != ',' && b[i] != ']' && b[i] != '}' {
			i++
		}
		end = i
		for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
			i++
		}
	}
	return end
}

func doubleQuotedEnd(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

func singleQuotedEnd(b []byte, i int) int {
	for i++; i < len(b); i++ {
		if b[i] != '\'' {
			continue
		}
		if i+1 < len(b) && b[i+1] == '\'' {
			i++
			continue
		}
		return i + 1
	}
	return len(b)
}

// blockLines measures a literal or folded scalar whose indicator stands at i:
// where its first line starts, how far its lines are indented, and where its
// last line that is not blank ends.
func blockLines(b []byte, i int) (first, indent, end int) {
	header, _, _ := bytes.Cut(b[min(i, len(b)):], []byte{'\n'})
	first = min(i+len(header)+1, len(b))
	end = min(i+len(bytes.TrimRight(header, " \t\r")), len(b))
	explicit := 0
	for _, c := range header {
		if c == '#' || c == ' ' {
			break
		}
		if c >= '1' && c <= '9' {
			explicit = int(c - '0')
		}
	}
	for at := first; at < len(b); {
		line, _, _ := bytes.Cut(b[at:], []byte{'\n'})
		text := bytes.TrimRight(line, " \t\r")
		depth := len(line) - len(bytes.TrimLeft(line, " "))
		if len(text) > 0 {
			if indent == 0 {
				parent := parentIndent(b, i)
				if depth <= parent {
					return first, indent, end
				}
				// An explicit indicator counts from the indentation of the parent.
				if indent = depth; explicit > 0 {
					indent = min(depth, parent+explicit)
				}
			}
			if depth < indent {
				return first, indent, end
			}
			end = at + len(text)
		}
		at += len(line) + 1
	}
	return first, indent, end
}

// parentIndent returns the indentation of the line that a byte stands on.
func parentIndent(b []byte, i int) int {
	i = min(i, len(b))
	line := b[bytes.LastIndexByte(b[:i], '\n')+1 : i]
	return len(line) - len(bytes.TrimLeft(line, " "))
}

// flowEnd finds the bracket that closes a flow collection whose last element ends at i.
func flowEnd(b []byte, i int) int {
	for {
		i = skipBlank(b, i)
		switch {
		case i >= len(b):
			return len(b)
		case b[i] == ']' || b[i] == '}':
			return i + 1
		}
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
}
