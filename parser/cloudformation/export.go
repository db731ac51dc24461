package cloudformation

import (
	"bytes"
	"runtime"
	"sync"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Export is an output that a template exports under a name.
type Export struct {
	Name  string       // known names only: one with the name of the stack in it can't be matched
	File  string       // of the template
	Value *graph.Value // without references, since its resources are in another unit
}

// exportIndex finds the values of an export; several templates may export the
// same name, for other regions or accounts. It is made when the first import
// asks for it.
type exportIndex struct {
	once   sync.Once
	files  []string
	values map[string][]*graph.Value
}

// Link tells the templates whose exports Fn::ImportValue finds: those of the
// other units below the linted path. It must come before the first Load.
func (l *Loader) Link(files []string) { l.exports.files = files }

// exportValues returns what the linked templates export under a name.
func (l *Loader) exportValues(name string) []*graph.Value {
	l.exports.once.Do(func() {
		l.exports.values = map[string][]*graph.Value{}
		found := make([][]Export, len(l.exports.files))
		var workers sync.WaitGroup
		next := make(chan int)
		for range runtime.GOMAXPROCS(0) {
			workers.Go(func() {
				for i := range next {
					found[i] = l.Exports(l.exports.files[i])
				}
			})
		}
		for i := range l.exports.files {
			next <- i
		}
		close(next)
		workers.Wait()
		for _, exports := range found {
			for _, e := range exports {
				l.exports.values[e.Name] = append(l.exports.values[e.Name], e.Value)
			}
		}
	})
	return l.exports.values[name]
}

// Exports evaluates the exported outputs of a template and its nested stacks,
// and nothing else of them. Files without exports are not even parsed.
func (l *Loader) Exports(file string) []Export {
	b, err := l.read(file)
	if err != nil || !bytes.Contains(b, []byte("Export")) && !mayNest(b) {
		return nil
	}
	r := newRun(l, &graph.Unit{Files: map[string]*graph.File{}})
	r.indexing = true
	doc, problem := r.document(file, b)
	if problem != nil || !doc.root.is(mappingNode) {
		return nil
	}
	r.newStack(doc, nil, nil).callNested()
	var exports []Export
	for _, s := range r.stacks {
		for _, e := range s.outputs {
			name, ok := scalarText(s.exportName(e))
			if !ok {
				continue
			}
			v := s.outputValue(e.id)
			if v == nil {
				continue
			}
			exports = append(exports, Export{Name: name, File: file, Value: detached(v)})
		}
	}
	return exports
}

// detached removes from a value what leads into its own unit.
func detached(v *graph.Value) *graph.Value {
	c := clone(v)
	c.Walk(func(_ graph.Path, x *graph.Value) bool {
		x.References, x.Decoded = nil, nil
		if x.Why != nil {
			x.Why = &graph.Uncertainty{Reason: graph.ReasonImport, Deciders: x.Why.Deciders}
		}
		return true
	})
	return c
}

func (s *stack) exportName(e *entry) *graph.Value {
	_, name := e.body.get("Export").entry("Name")
	if name == nil {
		return nil
	}
	guard := "export " + e.id
	if s.busy[guard] {
		return nil
	}
	s.busy[guard] = true
	defer delete(s.busy, guard)
	return s.eval(name, s.inside(e))
}

// exportedOutput is an output of a stack of the unit.
type exportedOutput struct {
	stack *stack
	id    string
}

// exportedOutputs returns the exports of all stacks of the unit by name.
func (r *run) exportedOutputs() map[string]exportedOutput {
	if r.exported != nil {
		return r.exported // also while it is being made: a name can't depend on an import
	}
	r.exported = map[string]exportedOutput{}
	for _, s := range r.stacks {
		for _, e := range s.outputs {
			if name, ok := scalarText(s.exportName(e)); ok {
				r.exported[name] = exportedOutput{s, e.id}
			}
		}
	}
	return r.exported
}

// importValue evaluates Fn::ImportValue: from a stack of the same unit, with
// its references, else from the exports of other templates.
func (s *stack) importValue(argument, site *node, sc *scope) *graph.Value {
	v := s.eval(argument, sc)
	name, ok := scalarText(v)
	if !ok {
		if v.IsKnown() {
			return s.invalid(site, "Fn::ImportValue takes the name of an export")
		}
		return &graph.Value{Form: graph.Unknown, Why: &graph.Uncertainty{Reason: graph.ReasonImport, Deciders: deciders(v)}, Sensitive: sensitive(v)}
	}
	if own, ok := s.run.exportedOutputs()[name]; ok {
		if value := own.stack.outputValue(own.id); value != nil {
			return s.run.copy(value, site)
		}
	}
	unknown := &graph.Uncertainty{Reason: graph.ReasonImport}
	if s.run.indexing {
		return graph.NewUnknown(unknown)
	}
	values := s.run.loader.exportValues(name)
	if len(values) == 0 {
		return graph.NewUnknown(unknown)
	}
	var known []*graph.Value
	for _, value := range values {
		known = append(known, s.run.copy(value, site))
	}
	return oneOf(unknown, known)
}
