package parser

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/terraform"
	"github.com/plumb-iac/plumb/parser/tfplan"
)

// Discover divides what lies below the paths into units.
//
// The root is the git top level that contains the paths, else the directory
// itself. A Terraform directory that another one calls as a local module is no
// unit of its own, nor is a template that another one nests, unless it was
// named. A named file stands for the units that it belongs to. Ignored files,
// vendored copies and examples are passed over unless they were named. The
// error is a mistake in the options: a path that doesn't exist or lies outside
// the root. What can't be read is a diagnostic.
func Discover(o Options) (*Project, error) {
	root, err := FindRoot(o.Root, o.Paths)
	if err != nil {
		return nil, err
	}
	paths := o.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var dirs, files []string
	for _, given := range paths {
		if given == Stdin {
			continue
		}
		name, isDir, err := Relative(root, given)
		switch {
		case err != nil:
			return nil, err
		case isDir:
			dirs = append(dirs, name)
		default:
			files = append(files, name)
		}
	}
	p, err := open(root, o)
	if err != nil {
		return nil, err
	}
	if slices.Contains(paths, Stdin) {
		if err := p.readStdin(o.Stdin); err != nil {
			return nil, errors.Join(err, p.Close())
		}
	}
	d := discovery{project: p, exclude: newIgnoreList(nil, ".", strings.Join(o.Exclude, "\n"))}
	for _, dir := range dirs {
		d.directory(dir)
	}
	if len(files) > 0 {
		d.files(files)
		if len(files) == len(paths) {
			p.Files = slices.Compact(slices.Sorted(slices.Values(files)))
		}
	}
	p.sort()
	return p, errors.Join(d.faults...)
}

type discovery struct {
	project *Project
	exclude *ignoreList
	faults  []error
}

// each calls do with the index of each name, several at a time.
func (d *discovery) each(names []string, do func(i int)) {
	if err := parallel(len(names), 0, func(i int) string { return names[i] }, do); err != nil {
		d.faults = append(d.faults, err)
	}
}

// directory adds the units below a directory, which is one itself even where
// others call it.
func (d *discovery) directory(start string) {
	p := d.project
	w := walker{root: p.root, exclude: d.exclude}
	w.walk(start)
	p.Examples = append(p.Examples, w.found.examples...)
	p.Diagnostics = append(p.Diagnostics, w.found.problems...)
	calls := d.calls(w.found.modules)
	roots := calls.roots(w.found.modules)
	if slices.Contains(w.found.modules, start) {
		roots = append(roots, start)
	}
	for _, dir := range roots {
		p.add(dir, moduleForm)
		p.modules.add(dir, calls)
	}
	templates, plans := d.documents(w.found.documents)
	for _, plan := range plans {
		p.add(plan, planForm)
	}
	for _, file := range d.nested(templates).roots(templates) {
		p.add(file, templateForm)
	}
}

// files adds the units that named files belong to.
func (d *discovery) files(files []string) {
	w := walker{root: d.project.root, exclude: d.exclude, enter: files}
	w.walk(".")
	templates, plans := d.documents(slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !isDocument(f) }))
	for _, plan := range plans {
		d.project.add(plan, planForm)
	}
	var modules callers
	for _, file := range files {
		if slices.Contains(plans, file) { // made from the module beside it, which it stands for
			continue
		}
		if dir, ok := d.moduleOf(file); ok {
			if modules.by == nil {
				modules = d.calls(w.found.modules)
			}
			for _, root := range modules.rootsOf(dir) {
				d.project.add(root, moduleForm)
				d.project.modules.add(root, modules)
			}
		}
	}
	if len(templates) == 0 {
		return
	}
	all, _ := d.documents(w.found.documents)
	nested := d.nested(all)
	for _, file := range templates {
		for _, root := range nested.rootsOf(file) {
			d.project.add(root, templateForm)
		}
	}
}

// moduleOf returns the directory of the Terraform module that a file belongs
// to: its own, or for what a module may read (values, policies, templates) the
// closest one above.
func (d *discovery) moduleOf(file string) (string, bool) {
	dir := path.Dir(file)
	if terraform.IsConfig(path.Base(file)) {
		return dir, true
	}
	if !isVariables(file) && !isDocument(file) && !isTemplateText(file) {
		return "", false
	}
	for {
		if d.holdsConfig(dir) {
			return dir, true
		}
		if dir == "." {
			return "", false
		}
		dir = path.Dir(dir)
	}
}

// isTemplateText reports whether a file is what templatefile usually reads.
func isTemplateText(name string) bool {
	switch path.Ext(name) {
	case ".tftpl", ".tpl", ".tmpl":
		return true
	}
	return false
}

func (d *discovery) holdsConfig(dir string) bool {
	w := walker{root: d.project.root}
	entries, err := w.readDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !e.IsDir() && terraform.IsConfig(e.Name()) {
			return true
		}
	}
	return false
}

// calls returns which of the modules call which. A module that shows no local
// path is not parsed for it.
func (d *discovery) calls(modules []string) callers {
	called := make([][]string, len(modules))
	d.each(modules, func(i int) {
		if d.mentionsLocalPath(modules[i]) {
			loader := d.project.loaders[0].terraform
			called[i] = loader.Calls(modules[i])
			if len(modules) > manyModules {
				loader.Release(modules[i])
			}
		}
	})
	return newCallers(modules, called)
}

// manyModules is from how many on modules are parsed again when their unit is
// loaded, instead of being kept until then.
const manyModules = 256

func (d *discovery) mentionsLocalPath(dir string) bool {
	w := walker{root: d.project.root}
	entries, err := w.readDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if e.IsDir() || !terraform.IsConfig(e.Name()) {
			continue
		}
		text, err := d.project.root.ReadFile(path.Join(dir, e.Name()))
		if err == nil && (bytes.Contains(text, []byte(`"./`)) || bytes.Contains(text, []byte(`"../`))) {
			return true
		}
	}
	return false
}

// nested returns which of the templates nest which.
func (d *discovery) nested(templates []string) callers {
	children := make([][]string, len(templates))
	d.each(templates, func(i int) {
		children[i] = d.project.loaders[0].cloudformation.Children(templates[i])
	})
	return newCallers(templates, children)
}

// documents tells templates and plans from other files by their first bytes.
func (d *discovery) documents(files []string) (templates, plans []string) {
	forms := make([]form, len(files))
	d.each(files, func(i int) {
		forms[i] = moduleForm // stands for neither
		head, err := readHead(d.project.root, files[i])
		switch {
		case err != nil:
		case tfplan.Detect(head):
			forms[i] = planForm
		case cloudformation.Detect(files[i], head):
			forms[i] = templateForm
		}
	})
	for i, file := range files {
		switch forms[i] {
		case templateForm:
			templates = append(templates, file)
		case planForm:
			plans = append(plans, file)
		default:
		}
	}
	return templates, plans
}

func readHead(root *os.Root, file string) ([]byte, error) {
	f, err := root.Open(file)
	if err != nil {
		return nil, err
	}
	head, err := io.ReadAll(io.LimitReader(f, cloudformation.HeadSize))
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return head, err
}
