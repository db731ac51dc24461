package cloudformation

import (
	"bytes"
	"path"
	"strings"
)

// HeadSize is how much of a file Detect wants to see at most.
const HeadSize = 64 << 10

// Detect reports whether a file can be a template, by its first HeadSize bytes
// (or all of it) and without parsing it. Load of a file that turns out to be
// none gives an empty unit.
func Detect(name string, head []byte) bool {
	_, possible := sniff(name, head)
	return possible
}

// sections are the top-level keys of a template; the value says whether
// nothing but a template has such a key.
var sections = map[string]bool{
	"AWSTemplateFormatVersion": true,
	"Description":              false,
	"Metadata":                 false,
	"Parameters":               false,
	"Rules":                    false,
	"Mappings":                 false,
	"Conditions":               false,
	"Transform":                false,
	"Resources":                false,
	"Outputs":                  false,
	"Globals":                  false,
	"Hooks":                    false,
}

// sniff looks at the top-level keys in the head of a file. A file is declared a
// template by its format version, a transform of AWS, or a resource type
// within Resources; it is possible that it is one as long as all its keys are
// sections of a template and the head does not show the resources.
func sniff(name string, head []byte) (declared, possible bool) {
	head = bytes.TrimPrefix(head[:min(len(head), HeadSize)], byteOrderMark)
	text := bytes.TrimLeft(head, " \t\r\n")
	if len(text) == 0 || !readable(name, text) {
		return false, false
	}
	keys := yamlKeys
	switch text[0] {
	case '{':
		keys = jsonKeys
	case '[':
		return false, false
	}
	complete := len(head) < HeadSize
	only, distinct, resources := true, false, -1
	for key, at := range keys(text) {
		alone, known := sections[key]
		switch {
		case alone:
			return true, true
		case !known:
			only = false
		case key == "Resources":
			resources = at
		case key == "Transform" && bytes.Contains(text[at:min(len(text), at+200)], []byte("AWS::")):
			return true, true
		case key == "Parameters" || key == "Mappings" || key == "Conditions" || key == "Metadata":
			distinct = true
		}
	}
	if resources >= 0 && showsType(text[resources:]) {
		return true, true
	}
	return false, only && !complete && (resources >= 0 || distinct)
}

// readable leaves out by name what no template is called, and by content what
// is no text at all.
func readable(name string, text []byte) bool {
	switch path.Base(name) {
	case "package.json", "package-lock.json", "tsconfig.json", "pnpm-lock.yaml", "composer.lock":
		return false
	}
	return bytes.IndexByte(text[:min(len(text), 512)], 0) < 0
}

// showsType reports whether the text has a resource type: a key Type with a
// value such as AWS::S3::Bucket, Custom::Thing or Vendor::Service::Thing.
func showsType(text []byte) bool {
	for {
		i := bytes.Index(text, []byte("Type"))
		if i < 0 {
			return false
		}
		text = text[i+len("Type"):]
		value := bytes.TrimLeft(text[:min(len(text), 120)], "\"' \t\r\n:")
		word, _, _ := bytes.Cut(value, []byte("::"))
		if len(word) > 0 && len(word) < len(value) && len(word) < 40 && isName(word) {
			return true
		}
	}
}

func isName(word []byte) bool {
	for _, c := range word {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// yamlKeys yields the keys in the first column and where their values start.
func yamlKeys(text []byte) func(yield func(string, int) bool) {
	return func(yield func(string, int) bool) {
		at := 0
		for line := range bytes.Lines(text) {
			at += len(line)
			if c := line[0]; c == '"' || c == '\'' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '$' || c == '_' {
				key, _, found := strings.Cut(string(line), ":")
				if found && !yield(strings.Trim(key, "\"' "), at-len(line)+len(key)) {
					return
				}
			} else if c == '-' && !bytes.HasPrefix(line, []byte("---")) {
				// A list at the top level.
				if !yield("-", at) {
					return
				}
			}
		}
	}
}

// jsonKeys yields the keys of the outermost object and where their values start.
func jsonKeys(text []byte) func(yield func(string, int) bool) {
	return func(yield func(string, int) bool) {
		depth := 0
		for i := 0; i < len(text); i++ {
			switch text[i] {
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			case '"':
				end := doubleQuotedEnd(text, i)
				rest := bytes.TrimLeft(text[end:], " \t\r\n")
				if depth == 1 && len(rest) > 0 && rest[0] == ':' && !yield(string(text[i+1:max(i+1, end-1)]), end) {
					return
				}
				i = end - 1
			}
		}
	}
}

// hasResources reports whether a parsed document has the resources of a template.
func hasResources(root *node) bool {
	found := false
	root.get("Resources").pairs(func(_, body *node) {
		found = found || strings.Contains(body.get("Type").text(), "::")
	})
	return found
}
