package terraform

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file that -update rewrites.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		write(t, name, got)
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

// TestGraphs evaluates each archive in testdata/graphs and compares the graph
// with the file "graph" at its end.
func TestGraphs(t *testing.T) {
	names, err := filepath.Glob("testdata/graphs/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no graphs", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			dir, args, env := unpack(t, name)
			if err := os.Remove(filepath.Join(dir, "graph")); err != nil && !*update {
				t.Fatal(err)
			}
			got := dump(load(t, dir, options(args, env)))
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			last := len(archive.Files) - 1
			if archive.Files[last].Name != "graph" {
				archive.Files = append(archive.Files, txtar.File{Name: "graph"})
				last++
			}
			want := string(archive.Files[last].Data)
			if *update {
				archive.Files[last].Data = []byte(got)
				write(t, name, string(txtar.Format(archive)))
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
