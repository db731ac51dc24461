package main

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// touch says what of a unit concerns the files that the user named: what stands
// in one, what one calls, and what a variable or local value in one decides.
// Where a value comes through locals or a module call it takes more rather than
// less.
type touch struct {
	files     map[string]bool
	unit      *graph.Unit
	variables map[string]bool // of the root module: var.NAME, declared or given in a named file
	locals    map[string]bool // directories of the named files that define local values
	names     *regexp.Regexp
}

func newTouch(files []string, u *graph.Unit) *touch {
	t := &touch{
		files: map[string]bool{}, unit: u, variables: map[string]bool{}, locals: map[string]bool{},
		names: regexp.MustCompile(`\b(?:var|local)\.[\pL_][\pL\pN_-]*`),
	}
	localsBlock := regexp.MustCompile(`(?m)^[ \t]*locals[ \t]*\{`)
	assigned := regexp.MustCompile(`(?m)^[ \t{,]*"?([\pL_][\pL\pN_-]*)"?[ \t]*[=:]`)
	for _, name := range files {
		t.files[name] = true
		file := u.Files[name]
		switch {
		case file == nil:
		case strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json"):
			for _, match := range assigned.FindAllSubmatch(file.Bytes, -1) {
				t.variables["var."+string(match[1])] = true
			}
		case localsBlock.Match(file.Bytes):
			t.locals[path.Dir(name)] = true
		}
	}
	for _, r := range u.Resources {
		if r.Type == graph.TypeTerraformVariable && t.files[r.Range.File] {
			t.variables[r.Address] = true
		}
	}
	return t
}

// finding reports whether a finding concerns a named file.
func (t *touch) finding(f *engine.Finding) bool {
	if t.files[t.unit.Path] { // a template, or a plan with its places in its source
		return true
	}
	if t.files[f.Range.File] || slices.ContainsFunc(f.Deciders, func(d string) bool { return t.variables[d] }) {
		return true
	}
	if slices.ContainsFunc(f.Flow, func(s engine.FlowStep) bool { return t.files[s.Range.File] }) {
		return true
	}
	for _, address := range f.Instances {
		address, _, _ = strings.Cut(address, "#")
		if r := t.unit.Resource(address); r != nil && (t.files[r.Range.File] || t.called(r.Calls)) {
			return true
		}
	}
	return t.called(f.Calls) || t.decided(f)
}

func (t *touch) called(calls []graph.Call) bool {
	return slices.ContainsFunc(calls, func(c graph.Call) bool { return t.files[c.Range.File] })
}

// decided reports whether the value that a finding shows comes from a named file.
func (t *touch) decided(f *engine.Finding) bool {
	if len(t.variables) == 0 && len(t.locals) == 0 {
		return false
	}
	file := t.unit.Files[f.Range.File]
	if file == nil || f.Range.End.Byte > len(file.Bytes) || f.Range.Start.Byte > f.Range.End.Byte {
		return false
	}
	for _, name := range t.names.FindAllString(string(file.Bytes[f.Range.Start.Byte:f.Range.End.Byte]), -1) {
		local := strings.HasPrefix(name, "local.")
		switch {
		case t.variables[name] && len(f.Calls) == 0:
			return true
		case local && t.locals[path.Dir(f.Range.File)]:
			return true
		case len(t.variables) > 0 && (local || len(f.Calls) > 0):
			return true
		}
	}
	return false
}

// diagnostic reports whether a diagnostic is to be shown: errors always, since
// what could not be read can concern any file.
func (t *touch) diagnostic(d graph.Diagnostic) bool {
	return d.Severity == graph.Error || t.files[d.Range.File] || t.files[t.unit.Path]
}
