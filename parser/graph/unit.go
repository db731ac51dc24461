package graph

import (
	"slices"
	"strings"
)

// Unit is what AWS would deploy at once: a Terraform root module with all it
// calls, a template with its nested stacks, a plan.
type Unit struct {
	// Path is the directory (Terraform) or file (template, plan), relative to
	// the root; "." for the root itself.
	Path     string
	Language Language
	// Environment is the name given with --env; empty without.
	Environment string
	Resources   []*Resource // sorted by address; all modes
	Nodes       []*Node     // sorted by kind, then address
	Files       map[string]*File
	Directives  []Directive
	Diagnostics []Diagnostic
	// Editor makes mechanical edits of the unit's source; nil where it can't be edited.
	Editor Editor
}

// File is a source file that a unit was read from.
type File struct {
	Path  string // as in Range.File
	Bytes []byte
}

// Line returns the text of a 1-based line without its line break.
func (f *File) Line(n int) string {
	rest := string(f.Bytes)
	for ; n > 1; n-- {
		_, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return ""
		}
		rest = after
	}
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSuffix(line, "\r")
}

// Resource returns the resource with an address, or nil.
func (u *Unit) Resource(address string) *Resource {
	i, ok := slices.BinarySearchFunc(u.Resources, address, func(r *Resource, a string) int { return strings.Compare(r.Address, a) })
	if !ok {
		return nil
	}
	return u.Resources[i]
}

// Sort brings resources, nodes and diagnostics into their documented order.
func (u *Unit) Sort() {
	slices.SortStableFunc(u.Resources, func(a, b *Resource) int { return strings.Compare(a.Address, b.Address) })
	slices.SortStableFunc(u.Nodes, func(a, b *Node) int {
		if c := strings.Compare(a.Kind, b.Kind); c != 0 {
			return c
		}
		return strings.Compare(a.Address, b.Address)
	})
	slices.SortStableFunc(u.Diagnostics, Diagnostic.compare)
}

// Severity of a diagnostic; it decides the exit code.
type Severity string

// The severities of a diagnostic.
const (
	Error   Severity = "error"   // input that could not be read or parsed: exit code 3
	Warning Severity = "warning" // something could not be evaluated and is unknown
	Note    Severity = "note"    // worth knowing
)

// Diagnostic tells the user what went wrong with the input.
type Diagnostic struct {
	Severity Severity
	Message  string // one sentence without a final stop: fact, then what was expected
	Range    Range  // File alone where no line is known
}

func (d Diagnostic) compare(other Diagnostic) int {
	if c := d.Range.Compare(other.Range); c != 0 {
		return c
	}
	return strings.Compare(string(d.Severity)+d.Message, string(other.Severity)+other.Message)
}

// Edit replaces a stretch of a source file.
type Edit struct {
	Range Range // empty (Start equals End) for an insertion
	Text  string
}

// Editor makes mechanical edits without telling the engine about syntax.
type Editor interface {
	// Set returns the edits that give the attribute at a path in source names
	// (["root_block_device", "0", "encrypted"]) a value, adding the blocks that
	// are missing; false where the source can't be edited so.
	Set(r *Resource, path Path, value *Value) ([]Edit, bool)
}
