package parser

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestIgnoreList(t *testing.T) {
	tests := []struct {
		name     string
		patterns string
		path     string
		dir      bool
		want     bool
	}{
		{"a bare name matches at any depth", "build", "a/b/build", true, true},
		{"a bare name matches files too", "secret.tf", "a/secret.tf", false, true},
		{"a leading slash anchors", "/build", "a/build", true, false},
		{"a slash in the middle anchors", "a/build", "x/a/build", true, false},
		{"a trailing slash means directories", "build/", "build", false, false},
		{"a trailing slash alone doesn't anchor", "build/", "x/build", true, true},
		{"the last match wins", "*.tf\n!main.tf", "main.tf", false, false},
		{"a later pattern takes it back", "!main.tf\n*.tf", "main.tf", false, true},
		{"comments and blank lines say nothing", "# main.tf\n\n", "main.tf", false, false},
		{"an escaped hash is a name", `\#x`, "#x", false, true},
		{"an escaped bang is a name", `\!x`, "!x", false, true},
		{"a star stays within a segment", "a/*.tf", "a/b/c.tf", false, false},
		{"two stars lead", "**/logs", "logs", true, true},
		{"two stars in the middle span nothing", "a/**/b", "a/b", true, true},
		{"two stars in the middle span much", "a/**/b", "a/x/y/b", true, true},
		{"two stars at the end want something", "a/**", "a", true, false},
		{"two stars at the end take all", "a/**", "a/x/y", false, true},
		{"a negated class", "[!a].tf", "a.tf", false, false},
		{"a class", "[ab].tf", "b.tf", false, true},
		{"trailing blanks don't count", "build  ", "build", true, true},
		{"an escaped trailing blank counts", `build\ `, "build", true, false},
		{"carriage returns don't count", "build\r\n", "build", true, true},
		{"a malformed class matches nothing", "[a", "[a", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := newIgnoreList(nil, ".", tt.patterns).ignores(tt.path, tt.dir); got != tt.want {
				t.Errorf("%q ignores %q: got %v, want %v", tt.patterns, tt.path, got, tt.want)
			}
			if tt.patterns == "[a" {
				return // git reads a malformed class in its own way
			}
			if got := gitIgnores(t, tt.patterns, tt.path, tt.dir); got != tt.want {
				t.Errorf("git says %v for %q and %q, the table %v", got, tt.patterns, tt.path, tt.want)
			}
		})
	}
}

func TestIgnoreListOfASubdirectory(t *testing.T) {
	above := newIgnoreList(nil, ".", "*.json\n/a/tmp")
	below := newIgnoreList(above, "a", "!keep.json\n/only")
	for path, want := range map[string]bool{
		"a/keep.json":   false,
		"a/other.json":  true,
		"a/tmp":         true,
		"a/only":        true,
		"a/b/only":      false,
		"a/b/keep.json": false,
	} {
		if got := below.ignores(path, false); got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}

// gitIgnores asks git itself, so that the table above can't be wrong.
func gitIgnores(t *testing.T, patterns, path string, isDir bool) bool {
	t.Helper()
	dir := t.TempDir()
	full := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if isDir {
		if err := os.MkdirAll(full, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(patterns), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "git", "-C", dir, "init", "-q").CombinedOutput(); err != nil {
		t.Skipf("no git to compare with: %s", out)
	}
	cmd := exec.CommandContext(t.Context(), "git", "-C", dir, "check-ignore", "-q", "--no-index", "--stdin")
	cmd.Stdin = strings.NewReader(path + "\n")
	return cmd.Run() == nil
}
