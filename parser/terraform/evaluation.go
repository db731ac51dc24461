package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
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
