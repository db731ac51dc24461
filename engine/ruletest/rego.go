package ruletest

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/plumb-iac/plumb/engine"
)

// regoTimeout is how long one test written in Rego may take.
const regoTimeout = 10 * time.Second

// RegoTests runs the _test.rego files of a pack and returns how many tests there
// are and what is wrong, a sentence each. A pack that doesn't bring a library of
// base uses that of base; base is nil for a pack that is complete.
func RegoTests(ctx context.Context, pack fs.FS, base *engine.Pack) (int, []string, error) {
	modules, err := parseRego(pack)
	if err != nil {
		return 0, nil, err
	}
	if base != nil {
		for file, source := range base.Libraries() {
			if modules[file] != nil {
				continue
			}
			if modules[file], err = ast.ParseModuleWithOpts(file, source, ast.ParserOptions{RegoVersion: ast.RegoV1}); err != nil {
				return 0, nil, fmt.Errorf("read Rego: %w", err)
			}
		}
	}
	compiler := ast.NewCompiler().WithCapabilities(engine.Capabilities()).WithDefaultRegoVersion(ast.RegoV1).WithEnablePrintStatements(true)
	results, err := tester.NewRunner().SetDefaultRegoVersion(ast.RegoV1).SetCompiler(compiler).SetTimeout(regoTimeout).SetModules(modules).RunTests(ctx, nil)
	if err != nil {
		return 0, nil, fmt.Errorf("run Rego tests: %w", err)
	}
	count := 0
	var wrong []string
	for r := range results {
		count++
		if r.Pass() || r.Skip {
			continue
		}
		text := "fails"
		if r.Error != nil {
			text = r.Error.Error()
		}
		wrong = append(wrong, fmt.Sprintf("%s:%d: %s %s", r.Location.File, r.Location.Row, r.Name, text))
	}
	slices.Sort(wrong)
	return count, wrong, nil
}

func parseRego(fsys fs.FS) (map[string]*ast.Module, error) {
	modules := map[string]*ast.Module{}
	err := fs.WalkDir(fsys, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".rego" {
			return err
		}
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		module, err := ast.ParseModuleWithOpts(file, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return err
		}
		modules[file] = module
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read Rego: %w", err)
	}
	return modules, nil
}
