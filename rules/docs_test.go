package rules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
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
