package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Pack is a set of rules and the libraries that they import. Nothing in it is
// parsed until a unit needs it.
type Pack struct {
	rules   []*packRule // sorted by ID
	modules map[string]packModule
	// unmodeled is what Check found when the pack was read.
	unmodeled []error
}

// packRule is what selection needs of a rule; the rest is decoded on demand.
type packRule struct {
	id       string
	file     string
	profile  string
	triggers []string // kinds of which one must occur
	decode   func() (*Rule, error)
}

// packModule is one Rego file: a rule or a library.
type packModule struct {
	imports   []string // lib.name
	source    string
	assembled string // see assemble; empty for a pack that was read from its sources
}

// header starts a module in the embedded form; comments are stripped there, so
// nothing else looks like it.
const header = "#: "

// ReadPack reads a pack from its sources: <service>/<name>.rego with METADATA,
// lib/<name>.rego, and beside them tests (_test.rego), which are left out. All
// mistakes come back joined, each as file:line: message.
func ReadPack(fsys fs.FS) (*Pack, error) {
	p := &Pack{modules: map[string]packModule{}}
	var mistakes []error
	err := fs.WalkDir(fsys, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".rego" || strings.HasSuffix(file, "_test.rego") {
			return err
		}
		src, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		if err := p.add(file, src); err != nil {
			mistakes = append(mistakes, err)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	slices.SortFunc(p.rules, func(a, b *packRule) int { return strings.Compare(a.id, b.id) })
	return p, errors.Join(mistakes...)
}

func (p *Pack) add(file string, src []byte) error {
	module, err := ast.ParseModuleWithOpts(file, string(src), ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true})
	if err != nil {
		return err
	}
	p.modules[file] = packModule{imports: libImports(module), source: stripComments(string(src), module.Comments)}
	if name, ok := strings.CutPrefix(file, "lib/"); ok {
		if got, want := module.Package.Path.String(), "data.lib."+strings.TrimSuffix(name, ".rego"); got != want {
			return fmt.Errorf("%s:%d: package %s, expected %s from the path of the file", file, module.Package.Location.Row,
				strings.TrimPrefix(got, "data."), strings.TrimPrefix(want, "data."))
		}
		return nil
	}
	rule, unmodeled, err := readRule(file, src, module)
	if err != nil {
		return err
	}
	if unmodeled != nil {
		p.unmodeled = append(p.unmodeled, unmodeled)
	}
	p.rules = append(p.rules, newPackRule(rule, module))
	return nil
}

// Check reports the kinds and attributes that rules name and the model doesn't
// have, each as file:line: message. It knows only of packs that were read from
// their sources.
func (p *Pack) Check() error { return errors.Join(p.unmodeled...) }

func newPackRule(rule *Rule, module *ast.Module) *packRule {
	return &packRule{
		id: rule.ID, file: rule.File, profile: rule.Profile, triggers: triggers(rule, module),
		decode: func() (*Rule, error) { return rule, nil },
	}
}

// stripComments blanks comments but keeps the lines, so that the positions in
// error messages still hold.
func stripComments(src string, comments []*ast.Comment) string {
	lines := strings.Split(src, "\n")
	for _, c := range comments {
		i := c.Location.Row - 1
		runes := []rune(lines[i])
		lines[i] = strings.TrimRight(string(runes[:c.Location.Col-1]), " \t")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

// Index renders the metadata of all rules as JSON, one rule a line.
func (p *Pack) Index() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[\n")
	for i, r := range p.rules {
		rule, err := r.decode()
		if err != nil {
			return nil, err
		}
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(rule); err != nil {
			return nil, fmt.Errorf("encode %s: %w", r.id, err)
		}
		if i < len(p.rules)-1 {
			b.Truncate(b.Len() - 1)
			b.WriteString(",\n")
		}
	}
	b.WriteString("]\n")
	return b.Bytes(), nil
}

// Modules renders all modules without comments, each after a header line with
// what selection needs: file, rule, profile, kinds that trigger it and imports.
func (p *Pack) Modules() []byte {
	var b bytes.Buffer
	rules := map[string]*packRule{}
	for _, r := range p.rules {
		rules[r.file] = r
	}
	files := make([]string, 0, len(p.modules))
	for file := range p.modules {
		files = append(files, file)
	}
	slices.Sort(files)
	for _, file := range files {
		m, r := p.modules[file], rules[file]
		if r == nil {
			r = &packRule{}
		}
		fmt.Fprintf(&b, "%s%s|%s|%s|%s|%s\n%s", header, file, r.id, r.profile,
			strings.Join(r.triggers, ","), strings.Join(m.imports, ","), m.source)
	}
	return b.Bytes()
}

// Assemble compiles all modules, with every stage of the compiler, and renders
// them in assembled form, each after a header line with its file and size.
func (p *Pack) Assemble() ([]byte, error) {
	modules := make(map[string]*ast.Module, len(p.modules))
	for file, m := range p.modules {
		module, err := ast.ParseModuleWithOpts(file, m.source, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		modules[file] = module
	}
	compiler := newCompiler(Capabilities())
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	var b bytes.Buffer
	for _, file := range slices.Sorted(maps.Keys(modules)) {
		text, err := assemble(compiler.Modules[file])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s|%d\n%s", file, len(text), text)
	}
	return b.Bytes(), nil
}

// setAssembled adds the assembled forms to the modules.
func (p *Pack) setAssembled(assembled string) error {
	for rest := assembled; rest != ""; {
		line, body, _ := strings.Cut(rest, "\n")
		file, size, _ := strings.Cut(line, "|")
		n, err := strconv.Atoi(size)
		m, ok := p.modules[file]
		if err != nil || !ok || n < 0 || n > len(body) {
			return fmt.Errorf("open rules: malformed header %q", line)
		}
		m.assembled = body[:n]
		p.modules[file] = m
		rest = body[n:]
	}
	return nil
}

// OpenPack opens the embedded form of a pack, as written by Index, Modules and
// Assemble; without the last, rules are compiled from their sources. Metadata is
// decoded only for the rules that are used.
func OpenPack(index []byte, modules, assembled string) (*Pack, error) {
	p := &Pack{modules: map[string]packModule{}}
	for rest := modules; rest != ""; {
		line, body, _ := strings.Cut(rest, "\n")
		fields := strings.Split(strings.TrimPrefix(line, header), "|")
		if len(fields) != 5 {
			return nil, fmt.Errorf("open rules: malformed header %q", line)
		}
		end := strings.Index(body, "\n"+header) + 1
		if end == 0 {
			end = len(body)
		}
		p.modules[fields[0]] = packModule{imports: splitList(fields[4]), source: body[:end]}
		if fields[1] != "" {
			p.rules = append(p.rules, &packRule{id: fields[1], file: fields[0], profile: fields[2], triggers: splitList(fields[3])})
		}
		rest = body[end:]
	}
	slices.SortFunc(p.rules, func(a, b *packRule) int { return strings.Compare(a.id, b.id) })
	lines := bytes.Split(bytes.TrimSpace(index), []byte("\n"))
	if len(lines) != len(p.rules)+2 {
		return nil, fmt.Errorf("open rules: the index has %d lines for %d rules", len(lines), len(p.rules))
	}
	for i, r := range p.rules {
		r.decode = sync.OnceValues(func() (*Rule, error) { return decodeRule(r.id, lines[i+1]) })
	}
	if err := p.setAssembled(assembled); err != nil {
		return nil, err
	}
	return p, nil
}

func decodeRule(id string, line []byte) (*Rule, error) {
	var rule Rule
	if err := json.Unmarshal(bytes.TrimSuffix(line, []byte(",")), &rule); err != nil {
		return nil, fmt.Errorf("decode the index entry of %s: %w", id, err)
	}
	if rule.ID != id {
		return nil, fmt.Errorf("the index has %s where %s was expected", rule.ID, id)
	}
	return &rule, nil
}

func splitList(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// Rules returns the metadata of all rules, sorted by ID.
func (p *Pack) Rules() ([]*Rule, error) {
	rules := make([]*Rule, 0, len(p.rules))
	for _, r := range p.rules {
		rule, err := r.decode()
		if err != nil {
			return nil, err
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

// Libraries returns the sources of the libraries, without comments, by file.
func (p *Pack) Libraries() map[string]string {
	found := map[string]string{}
	for file, m := range p.modules {
		if strings.HasPrefix(file, "lib/") {
			found[file] = m.source
		}
	}
	return found
}

// merge returns a pack with the rules of both; a rule or library that both
// have is an error, since one would silently replace the other.
func (p *Pack) merge(other *Pack) (*Pack, error) {
	out := &Pack{modules: maps.Clone(p.modules), rules: slices.Concat(p.rules, other.rules)}
	slices.SortFunc(out.rules, func(a, b *packRule) int { return strings.Compare(a.id, b.id) })
	for file, m := range other.modules {
		have, ok := out.modules[file]
		if ok && have.source != m.source {
			return nil, fmt.Errorf("%s is already in the built-in rules: choose another name", file)
		}
		if !ok {
			out.modules[file] = m
		}
	}
	out.rules = slices.CompactFunc(out.rules, func(a, b *packRule) bool { return a.id == b.id })
	return out, nil
}

// closure returns the files of the rules and of all libraries that they import,
// directly or not.
func (p *Pack) closure(rules []*packRule) ([]string, error) {
	files := make([]string, 0, len(rules))
	for _, r := range rules {
		files = append(files, r.file)
	}
	seen := map[string]bool{}
	for i := 0; i < len(files); i++ {
		for _, lib := range p.modules[files[i]].imports {
			file := strings.ReplaceAll(lib, ".", "/") + ".rego"
			if seen[file] {
				continue
			}
			if _, ok := p.modules[file]; !ok {
				return nil, fmt.Errorf("%s imports data.%s, which no file declares", files[i], lib)
			}
			seen[file] = true
			files = append(files, file)
		}
	}
	return files, nil
}
