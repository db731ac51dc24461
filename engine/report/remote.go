package report

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// isInstalled reports whether a file belongs to a module that terraform init
// has fetched, which is no part of the repository.
func isInstalled(file string) bool {
	return strings.HasPrefix(file, ".terraform/") || strings.Contains(file, "/.terraform/")
}

// published is a finding as a service sees it that has the repository's files
// only: what lies in an installed module is shown at the innermost call that
// the repository holds, and the message names the real place.
func published(f *engine.Finding) *engine.Finding {
	if !slices.ContainsFunc(places(f), func(r graph.Range) bool { return isInstalled(r.File) }) {
		return f
	}
	p := *f
	p.Calls = slices.DeleteFunc(slices.Clone(f.Calls), func(c graph.Call) bool { return isInstalled(c.Range.File) })
	if isInstalled(f.Range.File) {
		p.Message = f.Message + " (" + f.Range.String() + ")"
		p.Snippet, p.Edits = nil, nil
		p.Range = graph.Range{File: f.Unit}
		if n := len(p.Calls); n > 0 {
			p.Range = p.Calls[n-1].Range
		}
	}
	p.Flow = slices.Clone(f.Flow)
	for i, s := range p.Flow {
		if isInstalled(s.Range.File) {
			p.Flow[i].Range = p.Range
		}
	}
	return &p
}

// places lists everything that a finding points at.
func places(f *engine.Finding) []graph.Range {
	list := []graph.Range{f.Range}
	for _, c := range f.Calls {
		list = append(list, c.Range)
	}
	for _, s := range f.Flow {
		list = append(list, s.Range)
	}
	return list
}
