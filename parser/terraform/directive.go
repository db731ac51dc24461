package terraform

import (
	"bytes"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/plumb-iac/plumb/parser/graph"
)

// directives reads the suppression comments of a file. Most files have none,
// and then the text is not scanned again.
func directives(f *file) []graph.Directive {
	if !bytes.Contains(f.bytes, []byte("plumb:ignore")) {
		return nil
	}
	tokens, _ := hclsyntax.LexConfig(f.bytes, f.path, hcl.InitialPos)
	var found []graph.Directive
	for i, token := range tokens {
		if token.Type != hclsyntax.TokenComment {
			continue
		}
		text := commentText(token.Bytes)
		directive, ok := graph.ParseDirective(string(text))
		if !ok {
			continue
		}
		at := token.Range
		at.End = at.Start // without the line break that HCL counts in
		directive.Range = convertRange(at, f.bytes)
		body := bytes.TrimRight(token.Bytes, "\r\n")
		directive.Range.End = endOf(directive.Range.Start, body)
		line := token.Range.Start.Line
		if i == 0 || tokens[i-1].Range.End.Line != line || tokens[i-1].Type == hclsyntax.TokenNewline || endsLine(tokens[i-1]) {
			line = nextCodeLine(tokens[i+1:], line)
		}
		directive.Scopes = scopes(f, line)
		found = append(found, directive)
	}
	return found
}

// commentText removes the marker of a comment.
func commentText(comment []byte) []byte {
	comment = bytes.TrimSpace(comment)
	for _, marker := range []string{"//", "#", "/*"} {
		if rest, ok := bytes.CutPrefix(comment, []byte(marker)); ok {
			return bytes.TrimSuffix(rest, []byte("*/"))
		}
	}
	return comment
}

func endOf(start graph.Position, text []byte) graph.Position {
	end := start
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text) // an invalid byte counts as one
		text = text[size:]
		end.Byte += size
		end.Column++
		if r == '\n' {
			end.Line, end.Column = end.Line+1, 1
		}
	}
	return end
}

// endsLine reports whether a token takes its line break with it, as comments do.
func endsLine(t hclsyntax.Token) bool { return bytes.HasSuffix(t.Bytes, []byte("\n")) }

// nextCodeLine returns the first line after a comment that is no comment.
func nextCodeLine(tokens hclsyntax.Tokens, line int) int {
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenComment, hclsyntax.TokenNewline:
		case hclsyntax.TokenEOF:
			return line
		default:
			return token.Range.Start.Line
		}
	}
	return line
}

// scopes returns what a directive that stands for a line covers: the line, and
// the attribute or block that begins on it.
func scopes(f *file, line int) []graph.Range {
	covered := []graph.Range{lineRange(f, line)}
	var search func(body *hclsyntax.Body)
	search = func(body *hclsyntax.Body) {
		for _, name := range sortedKeys(body.Attributes) {
			if attr := body.Attributes[name]; attr.SrcRange.Start.Line == line {
				covered = append(covered, convertRange(attr.SrcRange, f.bytes))
			}
		}
		for _, block := range body.Blocks {
			whole := hcl.RangeBetween(block.TypeRange, block.CloseBraceRange)
			if block.TypeRange.Start.Line == line {
				covered = append(covered, convertRange(whole, f.bytes))
			}
			if whole.Start.Line <= line && line <= whole.End.Line {
				search(block.Body)
			}
		}
	}
	search(f.body)
	return covered
}

func lineRange(f *file, line int) graph.Range {
	start := 0
	for range line - 1 {
		next := bytes.IndexByte(f.bytes[start:], '\n')
		if next < 0 {
			break
		}
		start += next + 1
	}
	text := f.bytes[start:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	text = bytes.TrimSuffix(text, []byte("\r"))
	begin := graph.Position{Line: line, Column: 1, Byte: start}
	return graph.Range{File: f.path, Start: begin, End: endOf(begin, text)}
}
