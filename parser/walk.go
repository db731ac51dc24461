package parser

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// ignoreFile is honored on the way down, like git does.
const ignoreFile = ".gitignore"

// examplesDir holds configurations that show how to use a module. They are
// linted when they are named, not in passing.
const examplesDir = "examples"

// copiesOfOthers are directories that tools fill; what is in them is linted
// where it comes from, or as part of the module that calls it.
var copiesOfOthers = map[string]bool{
	".git": true, ".terraform": true, ".terragrunt-cache": true, ".aws-sam": true,
	"node_modules": true, "vendor": true,
}

// tree is what a walk found; all names are relative to the root.
type tree struct {
	modules   []string // directories with Terraform configuration
	documents []string // files whose name allows a template or a plan
	examples  []string // directories named examples that were passed over
	problems  []graph.Diagnostic
}

// walker goes through directories without following symbolic links to others,
// so that every directory is met once and none outside the root.
type walker struct {
	root    *os.Root
	exclude *ignoreList // of the configuration
	// enter lists paths for whose sake an examples directory is entered.
	enter []string
	found tree
}

// walk finds everything below a directory, which itself is never left out.
func (w *walker) walk(start string) {
	above := w.exclude
	if start != "." {
		// The ignore files from the root down to the start hold below it as well,
		// unless they exclude the start, which the user has named all the same.
		list, prefix := w.read(above, "."), ""
		ignored := false
		for step := range strings.SplitSeq(start, "/") {
			prefix = path.Join(prefix, step)
			ignored = ignored || list.ignores(prefix, true)
			if prefix != start {
				list = w.read(list, prefix)
			}
		}
		// A pattern such as build/** excludes all that is in a directory.
		if anything := start + "/\x00"; !ignored && !list.ignores(anything, true) {
			above = list
		}
	}
	w.directory(start, above)
}

func (w *walker) directory(dir string, above *ignoreList) {
	entries, err := w.readDir(dir)
	if err != nil {
		w.found.problems = append(w.found.problems, graph.Diagnostic{
			Severity: graph.Error, Message: fmt.Sprintf("read directory %s: %v", dir, cause(err)), Range: graph.Range{File: dir},
		})
		return
	}
	list := above
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ignoreFile }) {
		list = w.read(above, dir)
	}
	module := false
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		switch {
		case entry.IsDir():
			if w.descends(name, entry.Name(), list) {
				w.directory(name, list)
			}
		case !entry.Type().IsRegular() && entry.Type()&fs.ModeSymlink == 0:
			// A socket, a pipe or a device.
		case terraform.IsConfig(entry.Name()):
			module = module || !list.ignores(name, false)
		case isDocument(entry.Name()) && !list.ignores(name, false):
			w.found.documents = append(w.found.documents, name)
		}
	}
	if module {
		w.found.modules = append(w.found.modules, dir)
	}
}

func (w *walker) descends(name, base string, list *ignoreList) bool {
	if copiesOfOthers[base] || list.ignores(name, true) {
		return false
	}
	if base == examplesDir && !slices.ContainsFunc(w.enter, func(p string) bool { return within(p, name) }) {
		w.found.examples = append(w.found.examples, name)
		return false
	}
	return true
}

// read returns the list of a directory's ignore file on top of the given one.
func (w *walker) read(above *ignoreList, dir string) *ignoreList {
	text, err := w.root.ReadFile(path.Join(dir, ignoreFile))
	if err != nil {
		return above
	}
	return newIgnoreList(above, dir, string(text))
}

// readDir opens the directory by its path in one call, where the root would
// open every step on the way; the walk enters no symbolic link.
func (w *walker) readDir(dir string) ([]fs.DirEntry, error) {
	return os.ReadDir(filepath.Join(w.root.Name(), filepath.FromSlash(dir)))
}

// isDocument reports whether a file can be a template or a plan by its name.
func isDocument(name string) bool {
	if isVariables(name) {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".template":
		return true
	}
	return false
}

// isVariables reports whether a file holds values of Terraform variables.
func isVariables(name string) bool {
	return strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
}

// within reports whether a path is dir or lies below it.
func within(name, dir string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}

// cause strips the operation and the path from an error of the file system,
// which the message has said already.
func cause(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	return err
}
