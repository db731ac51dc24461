package compile

import (
	"fmt"

	yaml "go.yaml.in/yaml/v4"
)

// field is one entry of a YAML mapping, in the order of the file.
type field struct {
	key   string
	node  *yaml.Node // the key, for its line
	value *yaml.Node
}

func (r *reader) errorf(n *yaml.Node, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d:%d: %s", r.file, n.Line, n.Column, fmt.Sprintf(format, args...)))
}

// fields lists the entries of a mapping; entries merged in with << come first
// and give way to those that are written.
func (r *reader) fields(n *yaml.Node) []field {
	n = follow(n)
	if n.Kind != yaml.MappingNode {
		r.errorf(n, "a mapping was expected")
		return nil
	}
	var merged, written []field
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], follow(n.Content[i+1])
		if key.Value == "<<" {
			merged = append(merged, r.fields(value)...)
			continue
		}
		if seen[key.Value] {
			r.errorf(key, "%q stands here twice", key.Value)
		}
		seen[key.Value] = true
		written = append(written, field{key.Value, key, value})
	}
	all := make([]field, 0, len(merged)+len(written))
	for _, f := range merged {
		if !seen[f.key] {
			all = append(all, f)
		}
	}
	return append(all, written...)
}

// items lists the elements of a sequence; a scalar or mapping stands for a
// sequence of one.
func items(n *yaml.Node) []*yaml.Node {
	n = follow(n)
	if n.Kind != yaml.SequenceNode {
		return []*yaml.Node{n}
	}
	list := make([]*yaml.Node, len(n.Content))
	for i, e := range n.Content {
		list[i] = follow(e)
	}
	return list
}

func (r *reader) words(n *yaml.Node) []string {
	var words []string
	for _, e := range items(n) {
		words = append(words, r.word(e))
	}
	return words
}

func (r *reader) word(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.errorf(n, "a single word was expected")
	}
	return n.Value
}

func (r *reader) flag(n *yaml.Node) bool {
	if n.Tag != "!!bool" {
		r.errorf(n, "true or false was expected")
	}
	return n.Value == "true"
}

func follow(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}
