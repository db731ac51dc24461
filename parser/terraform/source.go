package terraform

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/plumb-iac/plumb/parser/graph"
)

// source is what the files of one directory declare. It is parsed once, never
// written afterwards, and shared by every unit that uses the directory.
type source struct {
	dir    string
	files  map[string]*file
	broken bool // some file could not be parsed, so some declarations are missing

	variables map[string]*declaration
	locals    map[string]*hclsyntax.Attribute
	outputs   map[string]*declaration
	modules   map[string]*declaration
	resources map[string]*declaration // "aws_vpc.main", "data.aws_vpc.main"
	providers []*declaration
	names     []string // attribute names that some expression reads from a value
	problems  []graph.Diagnostic
}

// file is one parsed file.
type file struct {
	path       string
	bytes      []byte
	body       *hclsyntax.Body
	directives []graph.Directive
	names      []string
	problems   []graph.Diagnostic
}

// declaration is one block that declares something, with overrides merged in.
type declaration struct {
	kind  string // the type of the block: resource, data, module ...
	typ   string // of a resource: its type
	name  string
	body  *hclsyntax.Body
	block *hclsyntax.Block // the block as written
	whole graph.Range
	head  graph.Range
}

// key returns how expressions name a resource.
func (d *declaration) key() string {
	if d.kind == "data" || d.kind == "ephemeral" {
		return d.kind + "." + d.typ + "." + d.name
	}
	return d.typ + "." + d.name
}

func (s *source) declare(f *file) {
	for _, block := range f.body.Blocks {
		d := &declaration{kind: block.Type, body: block.Body, block: block}
		d.whole = convertRange(hcl.RangeBetween(block.TypeRange, block.Range()), f.bytes)
		d.whole.End = convertPos(block.CloseBraceRange.End, f.bytes)
		d.head = convertRange(block.DefRange(), f.bytes)
		s.add(d, f)
	}
}

func (s *source) add(d *declaration, f *file) {
	labels := d.block.Labels
	label := func(want int) bool {
		if len(labels) == want {
			return true
		}
		s.problem(d.head, "a %s block takes %d labels, this one has %d", d.kind, want, len(labels))
		return false
	}
	switch d.kind {
	case "variable":
		if label(1) {
			put(s, s.variables, labels[0], d)
		}
	case "output":
		if label(1) {
			put(s, s.outputs, labels[0], d)
		}
	case "module":
		if label(1) {
			put(s, s.modules, labels[0], d)
		}
	case "provider":
		if label(1) {
			d.name = labels[0]
			s.providers = append(s.providers, d)
		}
	case "resource", "data", "ephemeral":
		if label(2) {
			d.typ, d.name = labels[0], labels[1]
			putAs(s, s.resources, d.key(), d)
		}
	case "locals":
		s.addLocals(d, f)
	case "terraform", "moved", "removed", "import", "check", "action", "language":
		// Nothing of these decides a resource.
	default:
		s.problem(d.head, "unsupported block type %q", d.kind)
	}
}

func (s *source) addLocals(d *declaration, f *file) {
	names := make([]string, 0, len(d.body.Attributes))
	for name := range d.body.Attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		attr := d.body.Attributes[name]
		if before, ok := s.locals[name]; ok {
			s.problem(convertRange(attr.NameRange, f.bytes), "local.%s is declared twice, first at %s:%d", name, before.NameRange.Filename, before.NameRange.Start.Line)
			continue
		}
		s.locals[name] = attr
	}
}

func put(s *source, into map[string]*declaration, name string, d *declaration) {
	d.name = name
	putAs(s, into, name, d)
}

func putAs(s *source, into map[string]*declaration, key string, d *declaration) {
	if before, ok := into[key]; ok {
		s.problem(d.head, "%s %q is declared twice, first at %s:%d", d.kind, key, before.head.File, before.head.Start.Line)
		return
	}
	into[key] = d
}

func (s *source) problem(at graph.Range, format string, args ...any) {
	s.problems = append(s.problems, graph.Diagnostic{Severity: graph.Warning, Message: fmt.Sprintf(format, args...), Range: at})
}

// bytes returns the text of a file, for converting positions.
func (s *source) bytes(name string) []byte {
	if f := s.files[name]; f != nil {
		return f.bytes
	}
	return nil
}

// position converts a range within one of the files.
func (s *source) position(r hcl.Range) graph.Range { return convertRange(r, s.bytes(r.Filename)) }

// localDir returns the directory that a local module source names, seen from
// dir; false for registry, git and other remote sources.
func localDir(dir, from string) (string, bool) {
	if from != "." && from != ".." && !strings.HasPrefix(from, "./") && !strings.HasPrefix(from, "../") {
		return "", false
	}
	return path.Join(dir, from), true
}

// literal returns the text of an attribute that is a plain string.
func literal(body *hclsyntax.Body, name string) (string, bool) {
	attr, ok := body.Attributes[name]
	if !ok {
		return "", false
	}
	return literalString(attr.Expr)
}

func literalString(e hclsyntax.Expression) (string, bool) {
	t, ok := e.(*hclsyntax.TemplateExpr)
	if !ok || !t.IsStringLiteral() {
		return "", false
	}
	v, diags := t.Value(nil)
	if diags.HasErrors() {
		return "", false
	}
	return v.AsString(), true
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
