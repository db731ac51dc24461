package terraform

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// unpack writes the files of an archive below a new directory. The comment of
// the archive may hold "args:" and "env:" lines for terraform.
func unpack(t *testing.T, name string) (dir string, args, env []string) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for _, f := range archive.Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	for line := range strings.Lines(string(archive.Comment)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "args:"); ok {
			args = append(args, strings.Fields(rest)...)
		}
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "env:"); ok {
			env = append(env, strings.Fields(rest)...)
		}
	}
	return dir, args, env
}

// options turns arguments of terraform into options of the loader.
func options(args, env []string) Options {
	o := Options{Environ: env}
	for _, arg := range args {
		if file, ok := strings.CutPrefix(arg, "-var-file="); ok {
			o.Variables = append(o.Variables, Assignment{File: file})
		}
		if pair, ok := strings.CutPrefix(arg, "-var="); ok {
			name, value, _ := strings.Cut(pair, "=")
			o.Variables = append(o.Variables, Assignment{Name: name, Value: value})
		}
	}
	return o
}

func TestProgramsEvaluateAsTerraformPlansThem(t *testing.T) {
	t.Parallel()
	requireTerraform(t)
	names, err := filepath.Glob("testdata/programs/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			dir, args, env := unpack(t, name)
			u := load(t, dir, options(args, env))
			for _, d := range u.Diagnostics {
				t.Logf("%s: %s: %s", d.Range, d.Severity, d.Message)
			}
			c := compare(planOf(t, dir, env, args...), u, false)
			c.check(t, nil)
		})
	}
}
