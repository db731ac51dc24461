package rules_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/plumb-iac/plumb/engine/ruledoc"
	"github.com/plumb-iac/plumb/rules"
)

// shown is a block of the guide that is taken from a file, which the comment
// before it names.
var shown = regexp.MustCompile("(?s)<!-- (\\S+) -->\n```\\w*\n(.*?)```")

func TestWritingARuleShowsTheRule(t *testing.T) {
	guide, err := os.ReadFile("../docs/writing-a-rule.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := shown.FindAllStringSubmatch(string(guide), -1)
	if len(blocks) == 0 {
		t.Fatal("the guide shows no file")
	}
	for _, b := range blocks {
		text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(b[1])))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), b[2]) {
			t.Errorf("%s has no longer what docs/writing-a-rule.md shows:\n%s", b[1], b[2])
		}
	}
}

func TestRulePagesAreCurrent(t *testing.T) {
	pack := embedded(t, readPack(t))
	all, err := pack.Rules()
	if err != nil {
		t.Fatal(err)
	}
	want, err := ruledoc.Files(all, filepath.Join("..", "fixtures"), rules.Coverage(), rules.Notes())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join("..", "docs", filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("%v: run go generate ./rules", err)
			continue
		}
		if !bytes.Equal(got, text) {
			t.Errorf("docs/%s is out of date: run go generate ./rules", name)
		}
	}
	pages, err := filepath.Glob(filepath.Join("..", "docs", "rules", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	if rendered := len(all); len(pages) != rendered {
		t.Errorf("%d rule pages for %d rules: run go generate ./rules", len(pages), rendered)
	}
}
