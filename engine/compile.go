package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// forbidden are the builtins that a rule must not have: those that reach out of
// the process, and those that make two runs differ.
var forbidden = []string{
	"http.send", "net.lookup_ip_addr", "opa.runtime", "time.now_ns", "rand.intn", "uuid.rfc4122", "trace", "print",
}

// Capabilities returns what Rego may do in a rule: everything but network,
// environment, clock and chance.
func Capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool { return slices.Contains(forbidden, b.Name) })
	c.AllowNet = []string{}
	return c
}

// compiledRule is a rule that is ready to be asked.
type compiledRule struct {
	rule     *Rule
	compiler *ast.Compiler
	query    ast.Body
	store    storage.Store
	// local rules look at one resource at a time, so what they say of one can't
	// depend on another.
	local bool
}

// compileCache compiles rules when they are first needed. A batch of rules
// shares one compiler; libraries are read once and compiled with each batch.
// Rules in assembled form were compiled when they were embedded, with every stage;
// they are only indexed here.
type compileCache struct {
	pack   *Pack
	params func() (map[string]any, error)
	jobs   int // compilers at work at a time

	mutex        sync.Mutex
	store        storage.Store
	capabilities *ast.Capabilities
	libraries    map[libraryKey]*ast.Module
	rules        map[string]*compiledRule
}

func newCompileCache(pack *Pack, jobs int, params func() (map[string]any, error)) *compileCache {
	return &compileCache{
		pack: pack, params: params, jobs: jobs, libraries: map[libraryKey]*ast.Module{}, rules: map[string]*compiledRule{},
	}
}

// get returns the compiled form of the rules, in their order.
func (c *compileCache) get(wanted []*packRule) ([]*compiledRule, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var missing []*packRule
	for _, r := range wanted {
		if c.rules[r.id] == nil {
			missing = append(missing, r)
		}
	}
	if len(missing) > 0 {
		if err := c.compile(missing); err != nil {
			return nil, err
		}
	}
	out := make([]*compiledRule, 0, len(wanted))
	for _, r := range wanted {
		out = append(out, c.rules[r.id])
	}
	return out, nil
}

func (c *compileCache) compile(missing []*packRule) error {
	if c.store == nil {
		params, err := c.params()
		if err != nil {
			return err
		}
		c.store = inmem.NewFromObjectWithOpts(map[string]any{"params": params}, inmem.OptReturnASTValuesOnRead(true))
		c.capabilities = Capabilities()
	}
	var assembled, source []*packRule
	for _, r := range missing {
		if c.pack.modules[r.file].assembled != "" {
			assembled = append(assembled, r)
		} else {
			source = append(source, r)
		}
	}
	if err := c.compileAll(assembled, true); err != nil {
		return err
	}
	return c.compileAll(source, false)
}

// compileAll compiles rules of one form on all cores.
func (c *compileCache) compileAll(rules []*packRule, assembled bool) error {
	if len(rules) == 0 {
		return nil
	}
	files, err := c.pack.closure(rules)
	if err != nil {
		return err
	}
	modules, err := c.load(files, assembled)
	if err != nil {
		return err
	}
	chunks := slices.Collect(slices.Chunk(rules, max(minChunk, (len(rules)+c.jobs-1)/c.jobs)))
	compiled, failed := make([][]*compiledRule, len(chunks)), make([]error, len(chunks))
	var wait sync.WaitGroup
	for i, chunk := range chunks {
		wait.Go(func() { compiled[i], failed[i] = c.compileChunk(chunk, modules, assembled) })
	}
	wait.Wait()
	if err := errors.Join(failed...); err != nil {
		return err
	}
	for _, r := range slices.Concat(compiled...) {
		c.rules[r.rule.ID] = r
	}
	return nil
}

// minChunk is the number of rules from which a compiler of its own pays.
const minChunk = 4

// compileChunk compiles some of the rules with the libraries that they need.
func (c *compileCache) compileChunk(chunk []*packRule, all map[string]*ast.Module, assembled bool) ([]*compiledRule, error) {
	files, err := c.pack.closure(chunk)
	if err != nil {
		return nil, err
	}
	modules := make(map[string]*ast.Module, len(files))
	for _, file := range files {
		modules[file] = all[file]
	}
	compiler := newCompiler(c.capabilities)
	if assembled {
		compiler = compiler.WithSkipStages(assembledSkips()...)
	}
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	rules := make([]*compiledRule, 0, len(chunk))
	for _, r := range chunk {
		rule, err := r.decode()
		if err != nil {
			return nil, err
		}
		query, err := prepare(modules[r.file])
		if err != nil {
			return nil, err
		}
		rules = append(rules, &compiledRule{
			rule: rule, compiler: compiler, query: query, store: c.store,
			local: isLocal(modules[r.file], rule.Kinds[0]) && !c.readsInput(r, modules),
		})
	}
	return rules, nil
}

// newCompiler returns a compiler that runs every stage.
func newCompiler(capabilities *ast.Capabilities) *ast.Compiler {
	return ast.NewCompiler().WithCapabilities(capabilities).WithDefaultRegoVersion(ast.RegoV1)
}

// assembledSkips are the stages that an assembled module has behind it: all but
// those that index it.
func assembledSkips() []ast.StageID {
	keep := []ast.StageID{
		ast.StageInitLocalVarGen, ast.StageSetModuleTree, ast.StageSetRuleTree,
		ast.StageBuildRuleIndices, ast.StageBuildComprehensionIndices,
	}
	return slices.DeleteFunc(ast.AllStages(), func(s ast.StageID) bool { return slices.Contains(keep, s) })
}

// load returns the modules of files; those that are new are read in parallel.
// Libraries are kept, since later batches need them too.
func (c *compileCache) load(files []string, assembled bool) (map[string]*ast.Module, error) {
	modules := make(map[string]*ast.Module, len(files))
	var fresh []string
	for _, file := range files {
		if m := c.libraries[libraryKey{file, assembled}]; m != nil {
			modules[file] = m
		} else {
			fresh = append(fresh, file)
		}
	}
	read, failed := make([]*ast.Module, len(fresh)), make([]error, len(fresh))
	var wait sync.WaitGroup
	for worker := range c.jobs {
		wait.Go(func() {
			for i := worker; i < len(fresh); i += c.jobs {
				read[i], failed[i] = c.read(fresh[i], assembled)
			}
		})
	}
	wait.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	for i, file := range fresh {
		modules[file] = read[i]
		if strings.HasPrefix(file, "lib/") {
			c.libraries[libraryKey{file, assembled}] = read[i]
		}
	}
	return modules, nil
}

// libraryKey names a library in one of its forms.
type libraryKey struct {
	file      string
	assembled bool
}

func (c *compileCache) read(file string, assembled bool) (*ast.Module, error) {
	m := c.pack.modules[file]
	if assembled {
		return disassemble(file, m.assembled)
	}
	return ast.ParseModuleWithOpts(file, m.source, ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: c.capabilities})
}

// The variables that a prepared query binds.
const (
	denyVar         = "deny"
	undeterminedVar = "undetermined"
)

// prepare makes the query that asks a rule for everything it has to say. There
// is nothing in it for a compiler to rewrite.
func prepare(module *ast.Module) (ast.Body, error) {
	var body ast.Body
	for _, name := range []string{denyVar, undeterminedVar} {
		if !declares(module, name) {
			continue
		}
		ref := module.Package.Path.Append(ast.StringTerm(name))
		body.Append(ast.Equality.Expr(ast.VarTerm(name), ast.NewTerm(ref)))
	}
	if len(body) == 0 {
		return nil, fmt.Errorf("%s: no rule named deny", module.Package.Location.File)
	}
	return body, nil
}

func declares(module *ast.Module, name string) bool {
	return slices.ContainsFunc(module.Rules, func(r *ast.Rule) bool {
		return r.Head.Name == ast.Var(name) || r.Head.Ref()[0].Value.Compare(ast.Var(name)) == 0
	})
}

// isLocal reports whether a rule's verdict on a resource depends on nothing but
// that resource: all it reads of the input is one iteration over its first kind
// in each of deny and undetermined. Libraries take resources as arguments.
func isLocal(module *ast.Module, kind string) bool {
	want := ast.MustParseRef("input.kinds").Append(ast.StringTerm(kind))
	local := true
	for _, r := range module.Rules {
		reads := 0
		ast.WalkRefs(r, func(ref ast.Ref) bool {
			if !ref[0].Equal(ast.InputRootDocument) {
				return false
			}
			reads++
			local = local && len(ref) <= 4 && ref.HasPrefix(want)
			return false
		})
		top := r.Head.Name == denyVar || r.Head.Name == undeterminedVar
		local = local && (reads == 0 || reads == 1 && top)
	}
	return local
}

// readsInput reports whether any of the libraries below a rule reads the input
// itself instead of taking resources as arguments.
func (c *compileCache) readsInput(r *packRule, modules map[string]*ast.Module) bool {
	files, err := c.pack.closure([]*packRule{r})
	found := err != nil
	for _, file := range files {
		if file == r.file {
			continue
		}
		ast.WalkRefs(modules[file], func(ref ast.Ref) bool {
			found = found || ref[0].Equal(ast.InputRootDocument)
			return found
		})
	}
	return found
}
