package cloudformation

import (
	"bytes"
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Children returns the local templates that a template calls as nested stacks
// or includes as snippets, directly. It does not evaluate anything, and gives
// nothing for broken files.
func (l *Loader) Children(file string) []string {
	b, err := l.read(file)
	if err != nil || !mayNest(b) {
		return nil
	}
	doc, err := parse(newSource(file, b))
	if err != nil || len(b) > maxBytes {
		return nil
	}
	var children []string
	doc.root.get("Resources").pairs(func(_, body *node) {
		if child, ok := localTemplate(file, body.target()); ok {
			children = append(children, child)
		}
	})
	for _, location := range includes(doc.root, nil) {
		if child, ok := resolvePath(file, location); ok {
			children = append(children, child)
		}
	}
	slices.Sort(children)
	return slices.Compact(children)
}

func mayNest(b []byte) bool {
	return bytes.Contains(b, []byte("TemplateURL")) || bytes.Contains(b, []byte(typeApplication)) || bytes.Contains(b, []byte(typeInclude))
}

// includes appends the locations of all includes in a document.
func includes(n *node, found []string) []string {
	if n == nil || n.kind == aliasNode {
		return found
	}
	if n.kind == mappingNode && n.get("Name").text() == typeInclude {
		found = append(found, n.get("Parameters").get("Location").text())
	}
	for _, item := range n.items {
		found = includes(item, found)
	}
	return found
}

// callNested makes the stacks that the resources of a stack call, and those
// that they call.
func (s *stack) callNested() {
	for _, e := range s.order {
		file, ok := localTemplate(s.doc.src.name, e.body.target())
		if !ok {
			continue
		}
		if exists, _ := s.conditional(e); !exists {
			continue
		}
		if s.depth() >= maxNesting || s.calling(file) {
			s.warn(e.key, "nested stack %s calls the template that it is part of", e.id)
			continue
		}
		b, err := s.run.loader.read(file)
		if err != nil {
			s.warn(e.key, "template of nested stack %s is missing: %v", e.id, err)
			continue
		}
		s.run.unit.Files[file] = &graph.File{Path: file, Bytes: b}
		doc, problem := s.run.document(file, b)
		if problem != nil {
			s.run.unit.Diagnostics = append(s.run.unit.Diagnostics, *problem)
			continue
		}
		if !doc.root.is(mappingNode) {
			s.warn(e.key, "template of nested stack %s is no template", e.id)
			continue
		}
		s.nested[e.id] = s.run.newStack(doc, s, e)
		s.nested[e.id].callNested()
	}
}

func (s *stack) depth() (n int) {
	for at := s.parent; at != nil; at = at.parent {
		n++
	}
	return n
}

// calling reports whether a file is the template of the stack or of one around it.
func (s *stack) calling(file string) bool {
	for at := s; at != nil; at = at.parent {
		if at.doc.src.name == file {
			return true
		}
	}
	return false
}

// localTemplate returns the file of the template that a resource calls, if it
// is local: a TemplateURL as "aws cloudformation package" takes it, the
// Location of a SAM application, or the asset that CDK notes in the metadata.
func localTemplate(from string, body *node) (string, bool) {
	properties := body.get("Properties")
	var written string
	switch body.get("Type").text() {
	case typeStack:
		written = properties.get("TemplateURL").text()
		metadata := body.get("Metadata")
		if metadata.get("aws:asset:property").text() == "TemplateURL" {
			written = metadata.get("aws:asset:path").text()
		}
	case typeApplication:
		written = properties.get("Location").text()
	}
	return resolvePath(from, written)
}

// nestedOutput returns an output of a nested stack.
func (s *stack) nestedOutput(id, output string, site *node) *graph.Value {
	child := s.nested[id]
	if child == nil {
		return s.computed(id, "Outputs."+output, graph.ReasonModule)
	}
	v := child.outputValue(output)
	if v == nil {
		return s.invalid(site, "nested stack %s has no output %s", id, output)
	}
	return s.run.copy(v, site)
}

// outputValue evaluates an output, nil when there is none.
func (s *stack) outputValue(name string) *graph.Value {
	e := s.outputByID[name]
	if e == nil {
		return nil
	}
	guard := "output " + name
	if s.busy[guard] {
		return s.invalid(e.key, "output %s depends on itself", s.prefix+name)
	}
	s.busy[guard] = true
	defer delete(s.busy, guard)
	_, value := e.body.entry("Value")
	return s.eval(value, s.inside(e))
}
