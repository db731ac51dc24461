package ruletest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Idioms returns the places of a module where a value that may be unknown is
// used in a way that the sentinel for unknowns would fool, as file:line: text.
// An unknown value is an object: greater than any number, different from any
// scalar, of countable size, and undefined to most builtins, so that their
// negation holds. The predicates of data.lib.value are made for these cases.
func Idioms(module *ast.Module) []string {
	c := &idiomCheck{}
	// What a library does with its arguments is for its own tests to show.
	library := strings.HasPrefix(module.Package.Path.String(), "data.lib.")
	for _, rule := range module.Rules {
		for r := rule; r != nil; r = r.Else {
			s := &scope{raw: map[string]bool{}, arguments: map[string]bool{}, guarded: map[string]bool{}}
			for _, arg := range r.Head.Args {
				if v, ok := arg.Value.(ast.Var); ok && !library {
					s.arguments[string(v)] = true
				}
			}
			c.body(r.Body, s)
			c.nested(r.Head, s.with(r.Body))
		}
	}
	return c.found
}

type idiomCheck struct{ found []string }

// scope knows the variables of a body and what has been made sure of them.
type scope struct {
	raw       map[string]bool // bound to an attribute or an element
	arguments map[string]bool // of the function
	guarded   map[string]bool // terms that a test has shown to be known
}

// The builtins whose success proves that their first operand is known.
var guards = []string{
	"is_number", "is_string", "is_boolean", "is_array", "startswith", "endswith", "contains", "lower", "upper",
	"data.lib.value.known", "data.lib.value.above", "data.lib.value.below", "data.lib.value.none_of", "data.lib.value.differs",
	"value.known", "value.above", "value.below", "value.none_of", "value.differs",
}

// The comparisons that hold for an object.
var comparisons = []string{"lt", "lte", "gt", "gte", "neq"}

// with returns the scope below a body.
func (s *scope) with(body ast.Body) *scope {
	out := &scope{raw: clone(s.raw), arguments: clone(s.arguments), guarded: clone(s.guarded)}
	for _, e := range body {
		out.bind(e)
		out.guard(e)
	}
	return out
}

func clone(m map[string]bool) map[string]bool {
	out := make(map[string]bool, len(m))
	for k := range m {
		out[k] = true
	}
	return out
}

// bind notes the variables that an expression gives attributes and elements.
func (s *scope) bind(e *ast.Expr) {
	switch terms := e.Terms.(type) {
	case *ast.SomeDecl:
		for _, symbol := range terms.Symbols {
			call, ok := symbol.Value.(ast.Call)
			if !ok {
				continue
			}
			operands := call[1:]
			if s.holdsRaw(operands[len(operands)-1]) {
				s.bindVar(operands[len(operands)-2])
			}
		}
	case []*ast.Term:
		if name := e.Operator().String(); name == "assign" && s.isRawRef(e.Operand(1)) {
			s.bindVar(e.Operand(0))
		}
	default:
	}
}

// holdsRaw reports whether the elements of a list may be unknown: those of an
// attribute, also when it went through value.items, and of another such element.
func (s *scope) holdsRaw(list *ast.Term) bool {
	if call, ok := list.Value.(ast.Call); ok {
		return strings.HasSuffix(call[0].String(), "value.items")
	}
	return s.isRaw(list) && !isIndex(list)
}

func (s *scope) bindVar(t *ast.Term) {
	if v, ok := t.Value.(ast.Var); ok {
		s.raw[string(v)] = true
	}
}

// guard notes what an expression proves about terms.
func (s *scope) guard(e *ast.Expr) {
	if !e.IsCall() {
		return
	}
	name := e.Operator().String()
	switch {
	case e.Negated && strings.HasSuffix(name, "value.unknown"):
		s.guarded[e.Operand(0).String()] = true
	case e.Negated:
	case slices.Contains(guards, name):
		s.guarded[e.Operand(0).String()] = true
	case name == "equal" || name == "internal.member_2":
		s.guarded[e.Operand(0).String()] = true
		s.guarded[e.Operand(1).String()] = true
	}
}

func (c *idiomCheck) body(body ast.Body, outer *scope) {
	s := outer.with(body)
	for _, e := range body {
		c.expression(e, s)
	}
}

func (c *idiomCheck) expression(e *ast.Expr, s *scope) {
	c.nested(e, s)
	switch terms := e.Terms.(type) {
	case *ast.SomeDecl:
		for _, symbol := range terms.Symbols {
			if call, ok := symbol.Value.(ast.Call); ok {
				if list := call[len(call)-1]; s.isRaw(list) && !isIndex(list) {
					c.report(e, "iterates %s, which may be unknown: use value.items", list)
				}
			}
		}
	case *ast.Every:
		if s.isRaw(terms.Domain) {
			c.report(e, "every over %s, which may be unknown: use value.items", terms.Domain)
		}
	case []*ast.Term:
		if e.IsCall() {
			c.call(e, s)
		}
	default:
	}
}

func (c *idiomCheck) call(e *ast.Expr, s *scope) {
	name := e.Operator().String()
	builtin := !strings.HasPrefix(name, "data.") && ast.BuiltinMap[name] != nil
	for _, operand := range e.Operands() {
		if counted := countOf(operand); counted != nil && s.isRaw(counted) {
			c.report(e, "counts %s, which may be unknown: count value.items", counted)
		}
		for _, t := range innermost(operand) {
			switch {
			case slices.Contains(comparisons, name) && s.isRaw(t) && !s.comparesArguments(e):
				c.report(e, "compares %s, which may be unknown: use value.above, value.below or value.differs", t)
			case e.Negated && builtin && !strings.HasPrefix(name, "is_") && s.isRaw(t):
				c.report(e, "negates a test of %s, which may be unknown: use value.differs, value.none_of or value.lacks_prefix", t)
			}
		}
	}
}

// nested checks the bodies of comprehensions and every within a node.
func (c *idiomCheck) nested(x any, s *scope) {
	ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.ArrayComprehension:
			c.body(x.Body, s)
			return true
		case *ast.SetComprehension:
			c.body(x.Body, s)
			return true
		case *ast.ObjectComprehension:
			c.body(x.Body, s)
			return true
		case *ast.Every:
			inner := s.with(nil)
			if x.Value != nil {
				inner.bindVar(x.Value)
			}
			c.body(x.Body, inner)
			return true
		}
		return false
	}).Walk(x)
}

// comparesArguments holds for a comparison of two arguments of which one is
// known: what a predicate of a library is made of.
func (s *scope) comparesArguments(e *ast.Expr) bool {
	a, b := e.Operand(0).String(), e.Operand(1).String()
	return s.arguments[a] && s.arguments[b] && (s.guarded[a] || s.guarded[b])
}

// isRaw reports whether a term may be unknown.
func (s *scope) isRaw(t *ast.Term) bool {
	if s.guarded[t.String()] {
		return false
	}
	if v, ok := t.Value.(ast.Var); ok {
		return s.raw[string(v)] || s.arguments[string(v)]
	}
	return s.isRawRef(t)
}

// reserved are the keys of a resource that are always known.
var reserved = []string{"address", "kind", "type", "language"}

// isRawRef reports whether a term is an attribute of a resource.
func (s *scope) isRawRef(t *ast.Term) bool {
	ref, ok := t.Value.(ast.Ref)
	if !ok || len(ref) < 2 || s.guarded[t.String()] || ref[0].Equal(ast.DefaultRootDocument) {
		return false
	}
	if _, ok := ref[0].Value.(ast.Var); !ok {
		return false
	}
	if last, ok := ref[len(ref)-1].Value.(ast.String); ok && slices.Contains(reserved, string(last)) {
		return false
	}
	if ref[0].Equal(ast.InputRootDocument) {
		switch depth := map[string]int{`"kinds"`: 4, `"by_address"`: 3, `"incoming"`: 5}[ref[1].String()]; {
		case len(ref) <= depth:
			return false
		default:
			return true
		}
	}
	return true
}

// isIndex reports whether a term is a list of resources: of the input, of an
// argument named like one of its indexes, or of a kind, since kinds have a dot in
// their names and attributes don't.
func isIndex(t *ast.Term) bool {
	ref, ok := t.Value.(ast.Ref)
	if !ok {
		return false
	}
	last, ok := ref[len(ref)-1].Value.(ast.String)
	head := ref[0].String()
	return slices.Contains([]string{"input", "kinds", "by_address", "incoming"}, head) || ok && strings.Contains(string(last), ".")
}

// innermost returns the operands of nested calls of builtins.
func innermost(t *ast.Term) []*ast.Term {
	call, ok := t.Value.(ast.Call)
	if !ok {
		return []*ast.Term{t}
	}
	if name := call[0].String(); strings.HasPrefix(name, "data.") || ast.BuiltinMap[name] == nil || name == "count" {
		return nil
	}
	var found []*ast.Term
	for _, operand := range call[1:] {
		found = append(found, innermost(operand)...)
	}
	return found
}

func countOf(t *ast.Term) *ast.Term {
	if call, ok := t.Value.(ast.Call); ok && call[0].String() == "count" {
		return call[1]
	}
	return nil
}

func (c *idiomCheck) report(e *ast.Expr, format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf("%s:%d: %s", e.Location.File, e.Location.Row, fmt.Sprintf(format, args...)))
}
