package cloudformation

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// stack is one template in evaluation: the root of the unit, or a nested stack.
type stack struct {
	run    *run
	doc    *document
	root   *node // of the document, with the sections that it includes
	parent *stack
	caller *entry // the resource of the parent that makes this stack

	prefix string // of addresses: Outer/
	calls  []graph.Call

	parameters map[string]*parameter
	conditions map[string]*condition
	resources  map[string]*entry
	order      []*entry // resources in source order
	outputs    []*entry
	outputByID map[string]*entry
	mappings   *node
	nested     map[string]*stack
	// aliases are names that SAM gives to what it makes: Function.Alias.
	aliases map[string]string
	// opaque says that a macro may add anything to the template.
	opaque bool
	sam    *serverless // nil without serverless resources
	// known remembers the properties that references asked for.
	known map[string]*graph.Value
	// assumed remembers conditions under what is taken for granted somewhere.
	assumed map[assumption]*graph.Value
	// undecided holds why the resources under a condition may not exist: one and
	// the same for all of them, since they exist together.
	undecided map[string]*graph.Uncertainty
	// busy guards what is being evaluated against evaluating itself.
	busy map[string]bool
}

// entry is one resource, output or condition as declared, after loops are expanded.
type entry struct {
	id        string
	config    string // the id as written, before loop variables are put in
	key, body *node
	scope     *scope
}

func (r *run) newStack(doc *document, parent *stack, caller *entry) *stack {
	s := &stack{
		run: r, doc: doc, parent: parent, caller: caller,
		parameters: map[string]*parameter{}, conditions: map[string]*condition{},
		resources: map[string]*entry{}, outputByID: map[string]*entry{},
		nested: map[string]*stack{}, aliases: map[string]string{}, busy: map[string]bool{},
		known: map[string]*graph.Value{}, assumed: map[assumption]*graph.Value{}, undecided: map[string]*graph.Uncertainty{},
	}
	if parent != nil {
		s.prefix = parent.prefix + caller.id + "/"
		s.calls = append(slices.Clone(parent.calls), graph.Call{Address: parent.prefix + caller.id, Range: caller.key.span()})
	}
	r.stacks = append(r.stacks, s)
	s.reportRepeated()
	root := s.include(doc.root)
	s.root = root
	s.mappings = s.expanded(root.get("Mappings"))
	s.opaque = s.hasMacro(root.get("Transform"))
	s.reportUnknownSections()
	s.declareParameters(root.get("Parameters"))
	s.each(root.get("Conditions"), nil, func(e *entry) {
		s.conditions[e.id] = &condition{entry: e}
	})
	s.declareResources(root)
	s.each(root.get("Outputs"), nil, func(e *entry) {
		s.outputs = append(s.outputs, e)
		s.outputByID[e.id] = e
	})
	return s
}

// each calls visit for the entries of a section or any other mapping, loops
// and includes expanded.
func (s *stack) each(section *node, sc *scope, visit func(*entry)) {
	section.pairs(func(key, value *node) {
		switch {
		case strings.HasPrefix(key.value, loopPrefix):
			s.loop(key, value, sc, func(body *node, inner *scope) { s.each(body, inner, visit) })
		case key.value == "Fn::Transform":
			if included := s.transform(value, sc); included != nil {
				s.each(included, sc, visit)
			}
		case s.run.spend(key):
			visit(&entry{id: sc.substitute(key.value), config: key.value, key: key, body: value, scope: sc})
		}
	})
}

// expanded returns a mapping with the entries that its includes bring.
func (s *stack) expanded(n *node) *node {
	if n == nil || n.get("Fn::Transform") == nil {
		return n
	}
	c := n.target().derive(mappingNode)
	s.each(n, nil, func(e *entry) { c.items = append(c.items, e.key, e.body) })
	return c
}

func (s *stack) declareResources(root *node) {
	globals := root.get("Globals")
	s.each(root.get("Resources"), nil, func(e *entry) {
		if !e.body.is(mappingNode) {
			s.warn(e.key, "resource %s is not a mapping", e.id)
			return
		}
		if s.expandServerless(e, globals) {
			return
		}
		s.declare(e)
	})
	s.finishServerless()
}

func (s *stack) declare(e *entry) {
	if before := s.resources[e.id]; before != nil {
		s.order[slices.Index(s.order, before)] = e
	} else {
		s.order = append(s.order, e)
	}
	s.resources[e.id] = e
}

func (s *stack) warn(at *node, format string, arguments ...any) {
	s.run.report(graph.Warning, at.span(), format, arguments...)
}

func (s *stack) reportRepeated() {
	for _, key := range s.doc.repeated {
		s.warn(key, "key %s stands twice in one mapping, the last one counts", key.value)
	}
}

// reportUnknownSections warns of sections that CloudFormation refuses, unless a
// macro may take them:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
func (s *stack) reportUnknownSections() {
	if s.opaque {
		return
	}
	s.root.pairs(func(key, _ *node) {
		if _, known := sections[key.value]; !known && key.value != "Fn::Transform" {
			s.warn(key, "%s is no section of a template", key.value)
		}
	})
}

// hasMacro reports whether the transforms of a template include one that plumb
// does not know, which may change everything.
func (s *stack) hasMacro(transform *node) bool {
	names := transform.elements()
	if names == nil && transform != nil {
		names = []*node{transform}
	}
	macro := false
	for _, n := range names {
		name := n.text()
		if n.is(mappingNode) {
			name = n.get("Name").text()
		}
		switch {
		case strings.HasPrefix(name, "AWS::Serverless-"), name == "AWS::LanguageExtensions", name == typeInclude:
		case strings.HasPrefix(name, "AWS::"):
			// AWS::CodeDeployBlueGreen, AWS::SecretsManager and the like add
			// resources of their own and leave the written ones alone.
			macro = true
		default:
			macro = true
			s.run.report(graph.Note, n.span(), "macro %s runs only in AWS: its effect on the template is not known", name)
		}
	}
	return macro
}
