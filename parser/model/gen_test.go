package model

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/model/compile"
	"github.com/plumb-iac/plumb/parser/model/schema"
)

// TestGenerated checks that what is generated from the mappings is what they say.
func TestGenerated(t *testing.T) {
	compiled, uses, err := compile.Kinds("kinds")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Mark(compiled); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(compiled, kinds); diff != "" {
		t.Errorf("kinds_gen.go is out of date, run go generate ./parser/model (-mappings +generated):\n%s", diff)
	}
	if diff := cmp.Diff(uses, types); diff != "" {
		t.Errorf("kinds_gen.go is out of date, run go generate ./parser/model (-mappings +generated):\n%s", diff)
	}
	docs, err := os.ReadFile(filepath.Join("..", "..", "docs", "kinds.md"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(compile.Markdown(compiled)), string(docs)); diff != "" {
		t.Errorf("docs/kinds.md is out of date, run go generate ./parser/model (-mappings +generated):\n%s", diff)
	}
}
