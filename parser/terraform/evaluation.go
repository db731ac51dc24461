package terraform

import (
	"fmt"
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/plumb-iac/plumb/parser/graph"
)

// evaluation is the work on one unit. It runs in one goroutine.
type evaluation struct {
	loader    *Loader
	dir       string
	unit      *graph.Unit
	root      *module
	functions map[string]function.Function
	sources   map[string]*source
	reported  map[graph.Diagnostic]bool
	names     []string // attributes that a resource passed on as a whole has
	inputs    map[string]*given
	depth     int
	templates int // templates being rendered within one another
	states    int // root modules that read this one's outputs

	modulesByKey map[string]string // see installed.go
	modules      int
	total        int

	spent, iterations, nodes int // of the limits in budget.go
}

func newEvaluation(l *Loader, dir string) *evaluation {
	e := &evaluation{
		loader: l, dir: dir, sources: map[string]*source{}, reported: map[graph.Diagnostic]bool{},
		unit: &graph.Unit{Path: dir, Language: graph.Terraform, Environment: l.options.Environment, Files: map[string]*graph.File{}},
	}
	e.functions = functionsFor(e)
	return e
}

// prepare makes the root module ready to be evaluated.
func (e *evaluation) prepare() {
	src := e.use(e.dir)
	e.names = e.namesBelow(src)
	e.root = newModule(e, src, nil, nil)
	e.inputs = e.readInputs(src)
}

func (e *evaluation) run() *graph.Unit {
	e.prepare()
	e.root.emit()
	e.emitPseudo()
	e.unit.Sort()
	return e.unit
}

// use returns a directory's source and makes its files part of the unit.
func (e *evaluation) use(dir string) *source {
	if s, ok := e.sources[dir]; ok {
		return s
	}
	s := e.loader.source(dir)
	e.sources[dir] = s
	for _, name := range sortedKeys(s.files) {
		f := s.files[name]
		e.unit.Files[name] = &graph.File{Path: name, Bytes: f.bytes}
		e.unit.Directives = append(e.unit.Directives, f.directives...)
	}
	for _, problem := range s.problems {
		e.diagnose(problem)
	}
	return s
}

// namesBelow collects the names that are read from values anywhere in the
// modules of the unit.
func (e *evaluation) namesBelow(src *source) []string {
	seen := map[string]bool{"id": true, "arn": true}
	visited := map[string]bool{}
	var visit func(s *source)
	visit = func(s *source) {
		if visited[s.dir] {
			return
		}
		visited[s.dir] = true
		for _, name := range s.names {
			seen[name] = true
		}
		for _, d := range s.modules {
			if from, ok := literal(d.body, "source"); ok {
				if dir, ok := localDir(s.dir, from); ok && len(visited) < maxModules && e.loader.exists(dir) {
					visit(e.loader.source(dir))
				}
			}
		}
	}
	visit(src)
	for _, dir := range e.installed() {
		if e.loader.exists(dir) {
			visit(e.loader.source(dir))
		}
	}
	return sortedKeys(seen)
}

func (e *evaluation) diagnose(d graph.Diagnostic) {
	if e.reported[d] {
		return
	}
	e.reported[d] = true
	e.unit.Diagnostics = append(e.unit.Diagnostics, d)
}

func (e *evaluation) warn(at graph.Range, format string, args ...any) {
	e.diagnose(graph.Diagnostic{Severity: graph.Warning, Message: fmt.Sprintf(format, args...), Range: at})
}

func (e *evaluation) note(at graph.Range, format string, args ...any) {
	e.diagnose(graph.Diagnostic{Severity: graph.Note, Message: fmt.Sprintf(format, args...), Range: at})
}

// report turns problems of HCL into warnings at their place.
func (e *evaluation) report(diags hcl.Diagnostics, s *source) {
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		name := s.dir
		if d.Subject != nil {
			name = d.Subject.Filename
		}
		e.diagnose(convertDiagnostic(d, graph.Warning, e.textOf(name, s), name))
	}
}

func (e *evaluation) textOf(name string, s *source) []byte {
	if text := s.bytes(name); text != nil {
		return text
	}
	if f := e.unit.Files[name]; f != nil {
		return f.Bytes
	}
	return nil
}

// scope is where an expression is evaluated: a module, and the names that
// stand for the instance at hand (count, each, dynamic iterators).
type scope struct {
	e      *evaluation
	module *module // nil in a template, which sees no names but its own
	names  map[string]cty.Value
	origin map[string]site // the expressions that gave names[X].value
	ctx    *hcl.EvalContext
}

// site is an expression where it is evaluated.
type site struct {
	expr hclsyntax.Expression
	ctx  *hcl.EvalContext
}

// scopeName hides the scope in HCL's context; it is no identifier, so that no
// expression can read it.
const scopeName = "\x00scope"

var scopeType = cty.Capsule("scope", reflect.TypeFor[scope]())

func newScope(m *module, names map[string]cty.Value, origin map[string]site) *scope {
	s := &scope{e: m.e, module: m, names: names, origin: origin}
	variables := make(map[string]cty.Value, len(names)+1)
	for name, value := range names {
		variables[name] = value
	}
	variables[scopeName] = cty.CapsuleVal(scopeType, s)
	s.ctx = &hcl.EvalContext{Variables: variables, Functions: m.e.functions}
	return s
}

// with returns a scope below s with further names.
func (s *scope) with(name string, value cty.Value, origin *site) *scope {
	names := map[string]cty.Value{name: value}
	origins := map[string]site{}
	for n, v := range s.names {
		if n != name {
			names[n] = v
		}
	}
	for n, o := range s.origin {
		if n != name {
			origins[n] = o
		}
	}
	if origin != nil {
		origins[name] = *origin
	}
	return newScope(s.module, names, origins)
}

// scopeOf returns the scope that a context belongs to, or nil.
func scopeOf(ctx *hcl.EvalContext) *scope {
	for ; ctx != nil; ctx = ctx.Parent() {
		if v, ok := ctx.Variables[scopeName]; ok {
			s, _ := v.EncapsulatedValue().(*scope)
			return s
		}
	}
	return nil
}

// value evaluates an expression; what fails is reported and unknown.
func (s *scope) value(e hclsyntax.Expression) cty.Value {
	v, diags := e.Value(s.ctx)
	if diags.HasErrors() {
		s.module.e.report(diags, s.module.src)
		return invalid(v)
	}
	return v
}

// invalid makes a value unknown because its source is wrong.
func invalid(v cty.Value) cty.Value {
	result := cty.DynamicVal.Mark(causeMark{reason: graph.ReasonInvalid})
	if v != cty.NilVal {
		result = result.WithMarks(deepMarks(v))
	}
	return result
}

// cell holds a value that is computed once.
type cell struct {
	state uint8
	value cty.Value
}

const (
	idle uint8 = iota
	busy
	done
)

// once computes a cell. A cell that needs itself, and names that need one
// another too deeply, are reported at a place and unknown.
func (e *evaluation) once(c *cell, name string, at func() graph.Range, compute func() cty.Value) cty.Value {
	switch {
	case c.state == done:
		return c.value
	case c.state == busy:
		e.warn(at(), "%s refers to itself, so its value can't be computed", name)
		return unknown(cty.DynamicPseudoType, graph.ReasonInvalid, "")
	case e.depth >= maxDepth:
		e.warn(at(), "%s needs more than %d other names to be evaluated, which is the limit", name, maxDepth)
		return unknown(cty.DynamicPseudoType, graph.ReasonLimit, "")
	}
	c.state = busy
	e.depth++
	c.value = compute()
	e.depth--
	if weight := weigh(c.value, maxElements); weight > maxElements || !e.spend(weight) {
		e.warn(at(), "%s is larger than the limit of %d values", name, maxElements)
		c.value = unknown(cty.DynamicPseudoType, graph.ReasonLimit, "")
	}
	c.state = done
	return c.value
}

// isKnownString reports whether v is a known, unmarked, non-null string.
func isKnownString(v cty.Value) bool {
	return v != cty.NilVal && !v.IsMarked() && v.IsKnown() && !v.IsNull() && v.Type() == cty.String
}
