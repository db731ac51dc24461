package cloudformation

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Options are the values that the user gives from outside the templates.
type Options struct {
	// Parameters are applied in order; the last one that names a parameter wins.
	Parameters []Assignment
}

// Assignment gives parameters values: one NAME=VALUE, or a file of them.
type Assignment struct {
	// Name and Value of one parameter. Pseudo parameters (AWS::Region) can be
	// given as well.
	Name, Value string
	// File is a parameter file relative to the root, in the format of the AWS CLI
	// ([{"ParameterKey": ..., "ParameterValue": ...}]), of a template
	// configuration ({"Parameters": {...}}), a plain map, or lines of NAME=VALUE.
	File string
}

// Loader reads templates below a root. It is safe for concurrent use.
type Loader struct {
	root *os.Root
	// given are the parameter values of Options in effect; problems are what was
	// wrong with parameter files, reported with every unit.
	given    map[string]given
	problems []graph.Diagnostic
	exports  exportIndex
}

// NewLoader returns a loader of files below root, which may be nil where only
// LoadBytes is used.
func NewLoader(root *os.Root, o Options) *Loader {
	l := &Loader{root: root, given: map[string]given{}}
	for _, a := range o.Parameters {
		if a.File == "" {
			l.given[a.Name] = given{text: a.Value}
			continue
		}
		values, problem := l.readParameters(a.File)
		if problem != nil {
			l.problems = append(l.problems, *problem)
		}
		maps.Copy(l.given, values)
	}
	return l
}

// Load reads and evaluates the template in a file relative to the root, with
// the nested stacks that it calls. Problems are diagnostics of the unit.
func (l *Loader) Load(file string) *graph.Unit {
	file = path.Clean(file)
	b, err := l.read(file)
	if err != nil {
		return &graph.Unit{
			Path: file, Language: graph.CloudFormation, Files: map[string]*graph.File{},
			Diagnostics: []graph.Diagnostic{{Severity: graph.Error, Message: err.Error(), Range: graph.Range{File: file}}},
		}
	}
	return l.LoadBytes(file, b)
}

// LoadBytes evaluates a template that does not come from a file; name is what
// ranges call it, and what local paths in it are relative to.
func (l *Loader) LoadBytes(name string, b []byte) *graph.Unit {
	u := &graph.Unit{
		Path: name, Language: graph.CloudFormation,
		Files: map[string]*graph.File{name: {Path: name, Bytes: b}},
	}
	u.Diagnostics = append(u.Diagnostics, l.problems...)
	r := newRun(l, u)
	declared, _ := sniff(name, b[:min(len(b), HeadSize)])
	doc, problem := r.document(name, b)
	switch {
	case problem != nil:
		if declared {
			u.Diagnostics = append(u.Diagnostics, *problem)
		}
	case doc.root.is(mappingNode) && (declared || hasResources(doc.root)):
		r.assembly = l.assembly(name)
		r.template(doc)
	case declared:
		r.report(graph.Error, doc.src.whole(), "a template is a mapping with a Resources section")
	}
	u.Diagnostics = tidy(u.Diagnostics)
	u.Sort()
	return u
}

// document parses a file of the unit.
func (r *run) document(name string, b []byte) (*document, *graph.Diagnostic) {
	if len(b) > maxBytes {
		return nil, &graph.Diagnostic{
			Severity: graph.Error, Range: graph.Range{File: name},
			Message: fmt.Sprintf("template of %d MB: files above %d MB are not read, and CloudFormation accepts 1 MB", len(b)>>20, maxBytes>>20),
		}
	}
	src := newSource(name, b)
	doc, err := parse(src)
	if err != nil {
		at := src.whole()
		if syntax, ok := errors.AsType[*syntaxError](err); ok {
			at = src.span(syntax.start, syntax.start)
		}
		return nil, &graph.Diagnostic{Severity: graph.Error, Range: at, Message: "template can't be parsed: " + err.Error()}
	}
	return doc, nil
}

// read returns the content of a file below the root, and of one that is too
// large only as much as shows that.
func (l *Loader) read(file string) ([]byte, error) {
	if l.root == nil {
		return nil, errors.New("no directory to read files from")
	}
	f, err := l.root.Open(file)
	if err != nil {
		if in, ok := errors.AsType[*os.PathError](err); ok {
			err = in.Err
		}
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	b, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return b, nil
}

// tidy sorts diagnostics and removes repetitions: a value that is used in
// several places is evaluated in each.
func tidy(diagnostics []graph.Diagnostic) []graph.Diagnostic {
	seen := map[graph.Diagnostic]bool{}
	return slices.DeleteFunc(diagnostics, func(d graph.Diagnostic) bool {
		again := seen[d]
		seen[d] = true
		return again
	})
}

// resolvePath returns a path written in a file relative to the root; false for
// what is no local path (a URL, something absolute or outside).
func resolvePath(from, written string) (string, bool) {
	if written == "" || strings.Contains(written, "://") || strings.HasPrefix(written, "/") || strings.ContainsAny(written, "\x00\\") {
		return "", false
	}
	p := path.Join(path.Dir(from), written)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}
