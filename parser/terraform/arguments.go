package terraform

import (
	_ "embed" // the names of arguments
	"fmt"
	"strings"
	"sync"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/plumb-iac/plumb/parser/graph"
)

//go:generate go run generate.go

// arguments lists the arguments of each resource type of the AWS provider: a
// sorted line for each type, with "name", "name:r" for what only AWS sets, and
// "name:#12" for blocks whose arguments stand in line #12. It is searched as
// it is, so that it costs nothing at start.
//
//go:embed arguments.txt
var arguments string

// fields are the arguments of a block by name; the value is the line of a
// nested block, "r", or empty.
type fields map[string]string

// catalog looks arguments up, each type once. It is safe for concurrent use.
type catalog struct{ known sync.Map }

// fields returns the arguments of a resource type, or of a nested block by its
// number; nil where it isn't known.
func (c *catalog) fields(name string) fields {
	if found, ok := c.known.Load(name); ok {
		known, _ := found.(fields)
		return known
	}
	found := findFields(name)
	c.known.Store(name, found)
	return found
}

func findFields(name string) fields {
	key := name + "\t"
	low, high := 0, len(arguments)
	for low < high {
		middle := (low + high) / 2
		start := strings.LastIndexByte(arguments[:middle], '\n') + 1
		end := start + strings.IndexByte(arguments[start:], '\n')
		line := arguments[start:end]
		if rest, ok := strings.CutPrefix(line, key); ok {
			found := fields{}
			for field := range strings.FieldsSeq(rest) {
				argument, code, _ := strings.Cut(field, ":")
				found[argument] = code
			}
			return found
		}
		if line < key {
			low = end + 1
		} else {
			high = start
		}
	}
	return nil
}

// checkArguments notes arguments of a resource that are misspelled or stand in
// the wrong block, since they would otherwise count as not being written. It
// stays silent about names that resemble nothing: they may belong to another
// version of the provider.
func (s *source) checkArguments(d *declaration, c *catalog) {
	known := c.fields(d.typ)
	if known == nil {
		return
	}
	check := &argumentCheck{source: s, catalog: c, top: known}
	check.body(d.typ, d.body, known, true)
}

// argumentCheck checks one resource.
type argumentCheck struct {
	source  *source
	catalog *catalog
	top     fields // of the resource
}

func (a *argumentCheck) body(where string, body *hclsyntax.Body, known fields, outermost bool) {
	used := map[string]bool{}
	for name := range body.Attributes {
		used[name] = true
	}
	for _, block := range body.Blocks {
		used[blockName(block)] = true
	}
	check := func(name string, at hcl.Range) {
		if _, ok := known[name]; ok || (outermost && resourceMeta[name]) {
			return
		}
		if advice := a.advise(name, known, used, outermost); advice != "" {
			a.source.problems = append(a.source.problems, graph.Diagnostic{
				Severity: graph.Note, Message: fmt.Sprintf("%s has no argument %q; %s", where, name, advice), Range: a.source.position(at),
			})
		}
	}
	for _, name := range sortedKeys(body.Attributes) {
		check(name, body.Attributes[name].NameRange)
	}
	for _, block := range body.Blocks {
		name, inner := blockName(block), block.Body
		if block.Type == "dynamic" {
			inner = contentOf(block.Body)
		}
		check(name, block.TypeRange)
		if code := known[name]; inner != nil && strings.HasPrefix(code, "#") {
			a.body(where+"."+name, inner, a.catalog.fields(code), false)
		}
	}
}

// contentOf returns the content of a dynamic block.
func contentOf(body *hclsyntax.Body) *hclsyntax.Body {
	for _, block := range body.Blocks {
		if block.Type == "content" {
			return block.Body
		}
	}
	return nil
}

// advise says what was meant by a name that isn't there, or nothing.
func (a *argumentCheck) advise(name string, known fields, used map[string]bool, outermost bool) string {
	if outermost {
		var blocks []string
		for _, block := range sortedKeys(known) {
			if code := known[block]; strings.HasPrefix(code, "#") && block != "timeouts" {
				if inner, ok := a.catalog.fields(code)[name]; ok && inner != "r" {
					blocks = append(blocks, block)
				}
			}
		}
		if len(blocks) > 0 {
			return "it belongs into a block: " + strings.Join(blocks, ", ")
		}
	} else if code, ok := a.top[name]; ok && code != "r" {
		return "it belongs outside of this block"
	}
	best, distance := "", 3
	switch {
	case len(name) < 4:
		return ""
	case len(name) < 7:
		distance = 2
	}
	for _, other := range sortedKeys(known) {
		if used[other] || known[other] == "r" {
			continue
		}
		if d := levenshtein.Distance(name, other, nil); d < distance {
			best, distance = other, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("perhaps %q was meant", best)
}
