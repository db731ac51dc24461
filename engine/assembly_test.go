package engine

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

const assemblySource = `package rules.test.all

import rego.v1

default limit := 7

limit := 8 if input.large

deny contains found if {
	some i, x in input.kinds["a.b"]
	not x.y == "z"
	every v in x.list { v > 1 }
	names := [n | some n in x.names]
	set := {n | some n in x.names; n != "a"}
	object := {k: v | some k, v in x.map}
	found := {"i": i, "names": names, "set": set, "object": object, "none": null, "yes": true, "n": 1.5, "t": "a\u0000b"}
}

_grade(x) := "high" if {
	x == 1
} else := "low" if {
	x in {1, 2, "three"}
} else := "none"
`

func compiled(t *testing.T, source string) *ast.Module {
	t.Helper()
	module, err := ast.ParseModuleWithOpts("all.rego", source, ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	compiler := newCompiler(Capabilities())
	if compiler.Compile(map[string]*ast.Module{"all.rego": module}); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	return compiler.Modules["all.rego"]
}

func TestAssembledModulesSurvive(t *testing.T) {
	want := compiled(t, assemblySource)
	text, err := assemble(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := disassemble("all.rego", string(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := assemble(got)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, again) {
		t.Error("the form changes when it is read and written again")
	}
	if len(want.Rules) != len(got.Rules) {
		t.Fatalf("%d rules, expected %d", len(got.Rules), len(want.Rules))
	}
	for i := range want.Rules {
		if got.Rules[i].Module != got || got.Rules[i].Location.Row != want.Rules[i].Location.Row {
			t.Errorf("rule %d lost its module or line", i)
		}
	}
	// The variables are numbered in the order of the text, so that of a second
	// round is the same as that of the first.
	if diff := cmp.Diff(got.String(), mustDisassemble(t, again).String()); diff != "" {
		t.Errorf("module (-want +got):\n%s", diff)
	}
}

func mustDisassemble(t *testing.T, text []byte) *ast.Module {
	t.Helper()
	m, err := disassemble("all.rego", string(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAssembledFormDependsOnItsModuleAlone(t *testing.T) {
	alone, err := assemble(compiled(t, assemblySource))
	if err != nil {
		t.Fatal(err)
	}
	module, err := ast.ParseModuleWithOpts("all.rego", assemblySource, ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	other, err := ast.ParseModuleWithOpts("a.rego", "package a\n\nx(y) := z if { some z in y }\n", ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	compiler := newCompiler(Capabilities())
	if compiler.Compile(map[string]*ast.Module{"all.rego": module, "a.rego": other}); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	together, err := assemble(compiler.Modules["all.rego"])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(alone, together) {
		t.Error("another module changes the form")
	}
}

func TestTruncatedModulesAreRefused(t *testing.T) {
	text, err := assemble(compiled(t, assemblySource))
	if err != nil {
		t.Fatal(err)
	}
	for n := range text {
		if _, err := disassemble("all.rego", string(text[:n])); err == nil {
			t.Fatalf("%d of %d bytes are taken for a module", n, len(text))
		}
	}
}
