package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// keyLength is the number of hexadecimal digits of a finding's key.
const keyLength = 32

// key identifies a verdict across runs: by unit, rule, configuration address
// and path. List elements go by their content, so that neither moved lines nor
// reordered rules make a new finding.
func key(u *graph.Unit, v *verdict) string {
	h := sha256.New()
	child := strings.TrimPrefix(v.node.Address, v.node.Resource.Address)
	for _, part := range []string{u.Path, v.rule.ID, v.node.Resource.ConfigAddress, elementIndex.ReplaceAllString(child, "[]")} {
		write(h, part)
	}
	if child != "" {
		writeContent(h, v.node.Attributes)
	}
	value := v.node.Attributes
	for i, step := range v.path {
		isElement := value != nil && value.Form == graph.List
		value = value.At(v.path[i : i+1])
		if !isElement {
			write(h, step)
			continue
		}
		writeContent(h, value)
	}
	write(h, v.variant)
	return hex.EncodeToString(h.Sum(nil))[:keyLength]
}

// elementIndex is the index of an element in the path of a child.
var elementIndex = regexp.MustCompile(`\[\d+\]`)

func write(w io.Writer, part string) {
	// A hash takes all that is written to it.
	_, _ = io.WriteString(w, strconv.Itoa(len(part))+":"+part)
}

// writeContent writes a value so that equal content gives equal bytes.
func writeContent(w io.Writer, v *graph.Value) {
	v.Walk(func(path graph.Path, x *graph.Value) bool {
		write(w, path.String())
		switch x.Form {
		case graph.Bool:
			write(w, strconv.FormatBool(x.Bool))
		case graph.Unknown:
			if x.Why != nil {
				write(w, "?"+string(x.Why.Reason)+strings.Join(x.Why.Deciders, ","))
			}
			for _, r := range x.References {
				write(w, r.To+"."+r.Attribute)
			}
		case graph.Number, graph.String:
			write(w, x.Text)
		default:
		}
		return true
	})
}
