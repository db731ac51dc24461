package parser

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/terraform"
	"github.com/plumb-iac/plumb/parser/tfplan"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// stdinName is what ranges call standard input.
const stdinName = "stdin"

// Options say where to look and which values to assume.
type Options struct {
	Paths   []string // directories and files as the user named them, or Stdin; the working directory when empty
	Root    string   // nothing is read outside of it; empty for the git top level, see Discover
	Exclude []string // patterns in the syntax of gitignore(5), relative to the root
	Stdin   io.Reader
	// Environments are the sets of values to evaluate every unit with; none
	// means one without a name.
	Environments []Environment
	// PlanSource is the directory that a plan was made from, relative to the
	// root; empty when it isn't known.
	PlanSource string
}

// Environment is a set of values that units are evaluated with.
type Environment struct {
	Name           string
	Terraform      terraform.Options
	CloudFormation cloudformation.Options
}

// Project is what there is to lint, not yet loaded.
type Project struct {
	Root    string   // absolute
	Targets []Target // sorted by path, then environment
	// Files are the files that the user named, relative to the root and sorted;
	// what concerns other files alone is then not asked for. Empty when whole
	// directories were named.
	Files []string
	// Examples are the directories named examples that were passed over.
	Examples    []string
	Diagnostics []graph.Diagnostic

	root       *os.Root
	loaders    []loaders // one an environment
	modules    *modules
	stdin      []byte
	planSource string
}

// Target is a unit before it is loaded.
type Target struct {
	Path        string // directory or file, relative to the root
	form        form
	environment int
}

type form uint8

const (
	moduleForm form = iota
	templateForm
	planForm
	stdinForm
)

// loaders are the front ends, set up with the values of one environment.
type loaders struct {
	name           string
	terraform      *terraform.Loader
	cloudformation *cloudformation.Loader
}

// open prepares a project on a root.
func open(root string, o Options) (*Project, error) {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", root, cause(err))
	}
	p := &Project{Root: root, root: dir, planSource: o.PlanSource, modules: newModules()}
	environments := o.Environments
	if len(environments) == 0 {
		environments = []Environment{{}}
	}
	for _, e := range environments {
		p.loaders = append(p.loaders, loaders{
			name:           e.Name,
			terraform:      terraform.NewLoader(dir, e.Terraform),
			cloudformation: cloudformation.NewLoader(dir, e.CloudFormation),
		})
	}
	return p, nil
}

// Close releases the root directory.
func (p *Project) Close() error { return p.root.Close() }

// Each loads and normalizes all targets, as many at a time as jobs says (0: one
// a CPU), and hands each to use with its index in Targets. Calls of use overlap
// and come in any order. What use doesn't keep of a unit is garbage afterward,
// so that memory is bounded by the largest units and not by their number. A
// file that turned out to be no template is left out. The error tells of
// panics, each of which costs no more than its unit.
func (p *Project) Each(jobs int, use func(i int, u *graph.Unit)) error {
	p.modules.count(p.Targets)
	p.link()
	return parallel(len(p.Targets), jobs, func(i int) string { return p.Targets[i].Path }, func(i int) {
		if u := p.load(p.Targets[i]); u != nil {
			use(i, u)
		}
	})
}

// link lets the templates import what others export.
func (p *Project) link() {
	templates := make([][]string, len(p.loaders))
	for _, t := range p.Targets {
		if t.form == templateForm {
			templates[t.environment] = append(templates[t.environment], t.Path)
		}
	}
	for i, l := range p.loaders {
		l.cloudformation.Link(templates[i])
	}
}

func (p *Project) load(t Target) *graph.Unit {
	l := p.loaders[t.environment]
	var u *graph.Unit
	switch t.form {
	case moduleForm:
		u = l.terraform.Load(t.Path)
		for _, dir := range p.modules.done(t) {
			l.terraform.Release(dir)
		}
	case planForm:
		u = tfplan.Load(p.root, t.Path, p.planSource)
	case stdinForm:
		if tfplan.Detect(p.stdin[:min(len(p.stdin), cloudformation.HeadSize)]) {
			u = tfplan.LoadBytes(p.root, t.Path, p.stdin, p.planSource)
		} else {
			u = l.cloudformation.LoadBytes(t.Path, p.stdin)
		}
	default:
		u = l.cloudformation.Load(t.Path)
	}
	if t.form != moduleForm && len(u.Resources) == 0 && len(u.Diagnostics) == 0 {
		return nil
	}
	u.Environment = l.name
	model.Normalize(u)
	return u
}

// readStdin takes the one template that comes from standard input.
func (p *Project) readStdin(in io.Reader) error {
	if in == nil {
		return errors.New("nothing to read from standard input")
	}
	b, err := io.ReadAll(io.LimitReader(in, maxStdin+1))
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	if len(b) > maxStdin {
		return fmt.Errorf("standard input is larger than %d MB", maxStdin>>20)
	}
	p.stdin = b
	p.add(stdinName, stdinForm)
	return nil
}

// maxStdin bounds what is read from standard input, where no size is known.
const maxStdin = 64 << 20

// add makes a target of a unit in every environment.
func (p *Project) add(path string, f form) {
	for i := range p.loaders {
		p.Targets = append(p.Targets, Target{Path: path, form: f, environment: i})
	}
}

func (p *Project) sort() {
	slices.SortFunc(p.Targets, func(a, b Target) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		return a.environment - b.environment
	})
	p.Targets = slices.Compact(p.Targets)
}
