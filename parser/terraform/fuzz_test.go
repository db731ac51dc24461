package terraform

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

func FuzzLoad(f *testing.F) {
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for part := range strings.SplitSeq(string(src), "\n-- ") {
			if _, body, ok := strings.Cut(part, " --\n"); ok {
				f.Add(body, "{}")
			}
		}
	}
	for _, e := range expressions(f) {
		f.Add("locals {\n  v = "+e+"\n}\n", `{"locals": {"w": "${local.v}"}}`)
	}
	f.Fuzz(func(t *testing.T, native, inJSON string) {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "main.tf"), native)
		write(t, filepath.Join(dir, "more.tf.json"), inJSON)
		checkRanges(t, load(t, dir, Options{}))
	})
}

// checkRanges requires that every range lies within its file.
func checkRanges(t *testing.T, u *graph.Unit) {
	t.Helper()
	check := func(what string, r graph.Range) {
		if r.IsZero() {
			return
		}
		f := u.Files[r.File]
		if f == nil {
			t.Errorf("%s lies in %s, which is no file of the unit", what, r.File)
			return
		}
		lines := strings.Count(string(f.Bytes), "\n") + 1
		if r.Start.Byte < 0 || r.Start.Byte > r.End.Byte || r.End.Byte > len(f.Bytes) || r.End.Line > lines || r.Start.Line > r.End.Line || r.Start.Column < 1 {
			t.Errorf("%s lies outside its file: %+v", what, r)
		}
	}
	for _, r := range u.Resources {
		check(r.Address, r.Range)
		check(r.Address, r.Header)
		for _, v := range []*graph.Value{r.Attributes, r.Meta} {
			checkValue(check, r.Address, v)
		}
	}
	for _, d := range u.Directives {
		check("directive", d.Range)
		for _, scope := range d.Scopes {
			check("scope", scope)
		}
	}
	for _, d := range u.Diagnostics {
		check("diagnostic", d.Range)
	}
}

func checkValue(check func(string, graph.Range), address string, v *graph.Value) {
	v.Walk(func(path graph.Path, v *graph.Value) bool {
		check(address+"."+path.String(), v.Range)
		check(address+"."+path.String(), v.ValueRange)
		if v.Decoded != nil {
			checkValue(check, address+"."+path.String(), v.Decoded)
		}
		if v.Why != nil {
			for _, one := range v.Why.OneOf {
				checkValue(check, address+"."+path.String(), one)
			}
		}
		return true
	})
}

func TestLoaderIsSafeForConcurrentUse(t *testing.T) {
	dir := t.TempDir()
	for i, module := range []string{"a", "b", "c", "shared"} {
		text := module500(3)
		if i < 3 {
			text += "module \"shared\" {\n  source = \"../shared\"\n}\n"
		}
		write(t, filepath.Join(dir, module, "main.tf"), text)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	l := NewLoader(root, Options{})
	var group sync.WaitGroup
	dumps := make([]string, 12)
	for i := range dumps {
		group.Go(func() { dumps[i] = dump(l.Load([]string{"a", "b", "c"}[i%3])) })
	}
	group.Wait()
	for i := range dumps {
		if dumps[i] != dumps[i%3] {
			t.Errorf("load %d differs from load %d", i, i%3)
		}
	}
}
