package terraform

import (
	"errors"
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// relativePath returns a directory as seen from another, as path.module has it.
func relativePath(from, to string) string {
	rel, err := filepath.Rel(filepath.FromSlash(from), filepath.FromSlash(to))
	if err != nil {
		return to
	}
	return filepath.ToSlash(rel)
}

// exists reports whether a directory is there.
func (l *Loader) exists(dir string) bool {
	info, err := l.root.Stat(dir)
	return err == nil && info.IsDir()
}

// isFile reports whether a regular file is there.
func (l *Loader) isFile(name string) bool {
	info, err := l.root.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// workspace returns the selected workspace.
func (e *evaluation) workspace() string {
	for _, pair := range e.loader.options.Environ {
		if name, ok := strings.CutPrefix(pair, "TF_WORKSPACE="); ok && name != "" {
			return name
		}
	}
	if name, err := e.loader.readFile(path.Join(e.dir, ".terraform/environment"), maxRead); err == nil {
		if name := strings.TrimSpace(string(name)); name != "" {
			return name
		}
	}
	return "default"
}

// sourceDir finds the directory of a called module; false, and a diagnostic,
// where it isn't here.
func (m *module) sourceDir(d *declaration) (string, bool) {
	from, ok := literal(d.body, "source")
	if !ok {
		m.e.warn(d.head, "module %q needs a source that is a plain string", d.name)
		return "", false
	}
	if dir, ok := localDir(m.src.dir, from); ok {
		if m.e.loader.exists(dir) {
			return dir, true
		}
		m.e.warn(m.position(d.body.Attributes["source"].SrcRange), "there is no directory %s, so module.%s is unknown", dir, d.name)
		return "", false
	}
	if dir, ok := m.e.installed()[m.key(d.name)]; ok && m.e.loader.exists(dir) {
		return dir, true
	}
	m.e.warn(m.position(d.body.Attributes["source"].SrcRange), "module.%s (%s) is not installed, so its resources and outputs are unknown", d.name, from)
	m.e.initNote()
	return "", false
}

// initNote tells once that modules can be installed.
func (e *evaluation) initNote() {
	e.note(graph.Range{File: e.dir}, "run \"terraform init\" to install the modules that are missing")
}

// conversionError words an error of a conversion, with the path to where it is.
func conversionError(err error) string {
	var pathErr cty.PathError
	if !errors.As(err, &pathErr) || len(pathErr.Path) == 0 {
		return err.Error()
	}
	var b strings.Builder
	for _, step := range pathErr.Path {
		switch step := step.(type) {
		case cty.GetAttrStep:
			b.WriteString("." + step.Name)
		case cty.IndexStep:
			switch {
			case isKnownString(step.Key):
				b.WriteString("[" + quoteKey(step.Key.AsString()) + "]")
			case step.Key.Type() == cty.Number && step.Key.IsKnown():
				b.WriteString("[" + step.Key.AsBigFloat().Text('f', -1) + "]")
			}
		}
	}
	return strings.TrimPrefix(b.String(), ".") + ": " + err.Error()
}

// applyDefaults fills in the defaults of optional attributes.
func applyDefaults(d *typeexpr.Defaults, v cty.Value) cty.Value {
	if isNull(v) {
		return v
	}
	return d.Apply(v)
}
