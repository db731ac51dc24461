package cloudformation

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// assembly is what the manifest of a CDK cloud assembly (cdk.out) tells about
// one of its templates.
type assembly struct {
	given map[string]given // pseudo parameters and parameters
	// places are where the program made a resource, by logical ID; the manifest
	// has them when the program ran with stack traces on.
	places map[string]graph.Range
}

// assembly reads the manifest beside a template, nil where there is none.
func (l *Loader) assembly(file string) *assembly {
	if !strings.HasSuffix(file, ".template.json") || l.root == nil {
		return nil
	}
	name := path.Join(path.Dir(file), "manifest.json")
	b, err := l.read(name)
	if err != nil || len(b) > maxBytes {
		return nil
	}
	doc, err := parse(newSource(name, b))
	if err != nil {
		return nil
	}
	var found *assembly
	doc.root.get("artifacts").pairs(func(key, artifact *node) {
		properties := artifact.get("properties")
		if artifact.get("type").text() == "aws:cloudformation:stack" && properties.get("templateFile").text() == path.Base(file) {
			found = l.artifact(key.value, artifact, properties)
		}
	})
	return found
}

func (l *Loader) artifact(id string, artifact, properties *node) *assembly {
	a := &assembly{given: map[string]given{}, places: map[string]graph.Range{}}
	name := properties.get("stackName").text()
	if name == "" {
		name = id
	}
	a.given["AWS::StackName"] = given{text: name}
	// The words unknown-account and unknown-region stand for what only AWS decides.
	account, region, _ := strings.Cut(strings.TrimPrefix(artifact.get("environment").text(), "aws://"), "/")
	for parameter, value := range map[string]string{"AWS::AccountId": account, "AWS::Region": region} {
		if value != "" && !strings.HasPrefix(value, "unknown-") {
			a.given[parameter] = given{text: value}
		}
	}
	properties.get("parameters").pairs(func(key, value *node) {
		if value.is(scalarNode) {
			a.given[key.value] = given{text: value.text()}
		}
	})
	artifact.get("metadata").pairs(func(_, entries *node) {
		for _, e := range entries.elements() {
			if e.get("type").text() != "aws:cdk:logicalId" {
				continue
			}
			for _, frame := range e.get("trace").elements() {
				if r, ok := l.frame(frame.text()); ok {
					a.places[e.get("data").text()] = r
					break
				}
			}
		}
	})
	return a
}

// frame reads a line of a stack trace, "new Bucket (/app/lib/stack.ts:12:5)",
// if it is in a file of the root that is no library.
func (l *Loader) frame(line string) (graph.Range, bool) {
	if i := strings.LastIndexByte(line, '('); i >= 0 {
		line = strings.TrimSuffix(line[i+1:], ")")
	}
	rest, column, ok := cutLast(line)
	file, row, okRow := cutLast(rest)
	if !ok || !okRow || strings.Contains(file, "node_modules") {
		return graph.Range{}, false
	}
	if filepath.IsAbs(file) {
		root, err := filepath.Abs(l.root.Name())
		if err != nil {
			return graph.Range{}, false
		}
		if file, err = filepath.Rel(root, file); err != nil {
			return graph.Range{}, false
		}
	}
	file = filepath.ToSlash(file)
	if b, err := l.read(file); err == nil {
		if src := newSource(file, b); row <= len(src.lines) && row > 0 && column > 0 {
			at := min(src.lines[row-1]+column-1, len(b))
			return src.span(at, at), true
		}
	}
	return graph.Range{}, false
}

func cutLast(s string) (before string, number int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	number, err := strconv.Atoi(s[i+1:])
	return s[:i], number, err == nil
}

// given returns what the user or the manifest of the assembly gives for a
// parameter of the root template.
func (s *stack) given(name string) (given, bool) {
	if g, ok := s.run.loader.given[name]; ok {
		return g, true
	}
	if a := s.run.assembly; a != nil {
		g, ok := a.given[name]
		return g, ok
	}
	return given{}, false
}
