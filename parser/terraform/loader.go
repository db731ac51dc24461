package terraform

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Assignment gives root modules a value for a variable, or the values of a
// variable definitions file.
type Assignment struct {
	Name  string // the variable; empty for a file
	Value string // as written after NAME=
	File  string // name of the definitions file, relative to the root; its form follows from .json
	Bytes []byte // content of File where the caller has read it; nil to read it below the root
}

// Options are the settings of a Loader.
type Options struct {
	// Variables are the --var and --var-file arguments in command-line order.
	Variables []Assignment
	// Environ holds NAME=VALUE pairs, of which the TF_VAR_ ones are used.
	Environ []string
	// Environment names the set of variables; it is written to the units.
	Environment string
}

// Loader loads units. It keeps the files that it has parsed, so that modules
// shared by several units are parsed once, and is safe for concurrent use.
type Loader struct {
	root    *os.Root
	catalog catalog
	pure    map[string]function.Function // see functions.go
	options Options
	mu      sync.Mutex
	sources map[string]*pending
}

// pending is a directory that is being parsed or has been.
type pending struct {
	once   sync.Once
	source *source
}

// NewLoader returns a loader of the modules below root, outside of which it
// reads nothing.
func NewLoader(root *os.Root, o Options) *Loader {
	return &Loader{root: root, options: o, pure: pureFunctions(), sources: map[string]*pending{}}
}

// Load evaluates the root module in a directory, relative to the root, with
// everything that it calls. It never returns nil: what is wrong with the input
// is told by the unit's diagnostics.
func (l *Loader) Load(dir string) *graph.Unit {
	dir = path.Clean(dir)
	e := newEvaluation(l, dir)
	return e.run()
}

// Calls returns the local directories that the modules in a directory call
// directly, sorted. Files that can't be parsed call nothing.
func (l *Loader) Calls(dir string) []string {
	src := l.source(path.Clean(dir))
	var dirs []string
	for _, d := range src.modules {
		from, ok := literal(d.body, "source")
		if !ok {
			continue
		}
		if called, ok := localDir(src.dir, from); ok && !slices.Contains(dirs, called) {
			dirs = append(dirs, called)
		}
	}
	slices.Sort(dirs)
	return dirs
}

// Release forgets the parsed files of a directory and of the modules installed
// below it, once no further unit needs them. Load parses them again if asked to.
func (l *Loader) Release(dir string) {
	installed := path.Join(dir, ".terraform") + "/"
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.sources, dir)
	for name := range l.sources {
		if strings.HasPrefix(name, installed) {
			delete(l.sources, name)
		}
	}
}

// source parses a directory, or returns it from the cache.
func (l *Loader) source(dir string) *source {
	l.mu.Lock()
	p, ok := l.sources[dir]
	if !ok {
		p = &pending{}
		l.sources[dir] = p
	}
	l.mu.Unlock()
	p.once.Do(func() { p.source = l.parse(dir) })
	return p.source
}

func (l *Loader) parse(dir string) *source {
	s := &source{
		dir: dir, files: map[string]*file{},
		variables: map[string]*declaration{}, locals: map[string]*hclsyntax.Attribute{}, outputs: map[string]*declaration{},
		modules: map[string]*declaration{}, resources: map[string]*declaration{},
	}
	entries, err := l.readDir(dir)
	if err != nil {
		s.broken = true
		s.problems = append(s.problems, graph.Diagnostic{Severity: graph.Error, Message: fmt.Sprintf("read directory %s: %v", dir, reason(err)), Range: graph.Range{File: dir}})
		return s
	}
	names := map[string]bool{}
	for _, name := range configFiles(entries) {
		f := l.parseFile(path.Join(dir, name))
		s.files[f.path] = f
		s.problems = append(s.problems, f.problems...)
		if f.body == nil {
			s.broken = true
			continue
		}
		for _, name := range f.names {
			names[name] = true
		}
		if isOverride(name) {
			s.override(f)
			continue
		}
		s.declare(f)
	}
	s.names = sortedKeys(names)
	if !strings.Contains("/"+dir+"/", "/.terraform/") {
		for _, key := range sortedKeys(s.resources) {
			if d := s.resources[key]; d.kind == "resource" {
				s.checkArguments(d, &l.catalog)
			}
		}
	}
	return s
}

func (l *Loader) parseFile(name string) *file {
	src, err := l.readFile(name, maxFile)
	if err != nil {
		return &file{path: name, problems: []graph.Diagnostic{{Severity: graph.Error, Message: fmt.Sprintf("read %s: %v", name, reason(err)), Range: graph.Range{File: name}}}}
	}
	return parseFile(name, src, &l.catalog)
}

func (l *Loader) readDir(dir string) ([]fs.DirEntry, error) {
	f, err := l.root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // nothing was written
	return f.ReadDir(-1)
}

var errTooLarge = errors.New("larger than the limit")

// readFile reads a file below the root, but no more than limit bytes of it.
func (l *Loader) readFile(name string, limit int64) ([]byte, error) {
	f, err := l.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	src, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(src)) > limit {
		return nil, fmt.Errorf("%w of %d bytes", errTooLarge, limit)
	}
	return src, nil
}

// reason strips the operation and path from an error of the file system.
func reason(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}
