package rules_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/ruletest"
)

// eachRego calls use for every Rego file of the pack.
func eachRego(t *testing.T, use func(t *testing.T, file string, text []byte)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".rego" {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		t.Run(file, func(t *testing.T) { use(t, file, text) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRegoIsFormatted(t *testing.T) {
	eachRego(t, func(t *testing.T, file string, text []byte) {
		t.Helper()
		want, err := format.SourceWithOpts(file, text, format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, text) {
			t.Error("not formatted: run opa fmt or go test ./rules -run TestRegoIsFormatted -update")
		}
		if *update {
			if err := os.WriteFile(file, want, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestRegoIsSafeForUnknowns rejects what the sentinel for unknown values fools.
func TestRegoIsSafeForUnknowns(t *testing.T) {
	eachRego(t, func(t *testing.T, file string, text []byte) {
		t.Helper()
		if strings.HasSuffix(file, "_test.rego") {
			t.Skip("a test makes its own values")
		}
		module, err := ast.ParseModuleWithOpts(file, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			t.Fatal(err)
		}
		for _, place := range ruletest.Idioms(module) {
			t.Error(place)
		}
	})
}

// TestRegoKeepsToItsCapabilities compiles the whole pack at once, with every
// stage of the compiler and without network, clock and chance.
func TestRegoKeepsToItsCapabilities(t *testing.T) {
	modules := map[string]*ast.Module{}
	eachRego(t, func(t *testing.T, file string, text []byte) {
		t.Helper()
		module, err := ast.ParseModuleWithOpts(file, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true})
		if err != nil {
			t.Fatal(err)
		}
		modules[file] = module
	})
	compiler := ast.NewCompiler().WithCapabilities(engine.Capabilities()).WithDefaultRegoVersion(ast.RegoV1).WithStrict(true)
	if compiler.Compile(modules); compiler.Failed() {
		t.Error(compiler.Errors)
	}
}

// TestRego runs the tests written in Rego.
func TestRego(t *testing.T) {
	count, wrong, err := ruletest.RegoTests(t.Context(), os.DirFS("."), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range wrong {
		t.Error(text)
	}
	if count == 0 {
		t.Error("no test was found")
	}
}
