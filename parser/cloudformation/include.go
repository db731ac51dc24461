package cloudformation

import "github.com/plumb-iac/plumb/parser/graph"

// maxIncludes bounds how many files the snippets of one unit include.
const maxIncludes = 100

// transform evaluates Fn::Transform. It returns the snippet that AWS::Include
// puts in from a local file, nil for every other macro.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-include.html
func (s *stack) transform(argument *node, sc *scope) *node {
	name := argument.get("Name").text()
	if name != typeInclude {
		s.opaque = true
		return nil
	}
	_, location := argument.get("Parameters").entry("Location")
	v := s.eval(location, sc)
	if v == nil || v.Form != graph.String {
		return nil
	}
	return s.snippet(v.Text, location)
}

// snippet returns the document in a local file that a template puts in; nil,
// with a warning at a node, where it can't be read, and silently for what is
// no local path.
func (s *stack) snippet(written string, at *node) *node {
	file, ok := resolvePath(s.doc.src.name, written)
	if !ok {
		return nil
	}
	if doc, done := s.run.included[file]; done {
		return doc.root
	}
	if len(s.run.included) >= maxIncludes {
		s.warn(at, "more than %d included files", maxIncludes)
		return nil
	}
	s.run.included[file] = &document{}
	b, err := s.run.loader.read(file)
	if err != nil {
		s.warn(at, "included file is missing: %v", err)
		return nil
	}
	s.run.unit.Files[file] = &graph.File{Path: file, Bytes: b}
	doc, problem := s.run.document(file, b)
	if problem != nil {
		s.run.unit.Diagnostics = append(s.run.unit.Diagnostics, *problem)
		return nil
	}
	s.run.included[file] = doc
	return doc.root
}

// include expands includes among the top-level sections of a template: as an
// entry Fn::Transform, or as a transform of the whole.
func (s *stack) include(root *node) *node {
	included := false
	expanded := *root
	expanded.items = nil
	s.each(root, nil, func(e *entry) {
		included = included || e.key.src != root.src
		expanded.items = append(expanded.items, e.key, e.body)
	})
	transforms := root.get("Transform").elements()
	if t := root.get("Transform"); t.is(mappingNode) {
		transforms = []*node{t}
	}
	for _, t := range transforms {
		if t.get("Name").text() != typeInclude {
			continue
		}
		if snippet := s.transform(t.target(), nil); snippet.is(mappingNode) {
			included = true
			expanded = *merge(snippet, &expanded)
		}
	}
	if !included {
		return root
	}
	return &expanded
}
