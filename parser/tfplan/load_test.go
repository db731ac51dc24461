package tfplan

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func load(t *testing.T, dir, file, source string) *graph.Unit {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return Load(root, file, source)
}

// dump writes a unit as text.
func dump(u *graph.Unit) string {
	var b strings.Builder
	for _, r := range u.Resources {
		fmt.Fprintf(&b, "%s %s", r.Address, r.Header)
		for _, call := range r.Calls {
			fmt.Fprintf(&b, " called by %s %s", call.Address, call.Range)
		}
		b.WriteString("\n")
		for _, v := range []*graph.Value{r.Attributes, r.Meta} {
			v.Walk(func(path graph.Path, v *graph.Value) bool {
				if len(path) > 0 {
					fmt.Fprintf(&b, "  %s %s", path, summary(v))
					for _, ref := range v.References {
						fmt.Fprintf(&b, " -> %s.%s", ref.To, ref.Attribute)
					}
					if !v.Range.IsZero() {
						fmt.Fprintf(&b, "  %s", v.Range)
					}
					b.WriteString("\n")
				}
				return true
			})
		}
	}
	for _, d := range u.Diagnostics {
		fmt.Fprintf(&b, "%s: %s: %s\n", d.Range, d.Severity, d.Message)
	}
	return b.String()
}

func summary(v *graph.Value) string {
	switch v.Form {
	case graph.Unknown:
		text := "unknown " + string(v.Why.Reason)
		if v.Decoded != nil {
			text += fmt.Sprintf(" with a document of %d entries", len(v.Decoded.Map))
		}
		return text
	case graph.Map:
		return "map"
	case graph.List:
		return "list"
	case graph.Bool:
		return strconv.FormatBool(v.Bool)
	case graph.Null:
		return "null"
	default:
		return v.Text
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLoad(t *testing.T) {
	t.Run("takes values, unknowns and references from the plan", func(t *testing.T) {
		golden(t, "plan.golden", dump(load(t, "testdata/web", "plan.json", "")))
	})
	t.Run("places findings in the source", func(t *testing.T) {
		u := load(t, "testdata/web", "plan.json", ".")
		golden(t, "source.golden", dump(u))
		if len(u.Directives) != 1 {
			t.Errorf("got %d directives, want 1", len(u.Directives))
		}
	})
}

func TestProblemsAreDiagnostics(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a plan that is cut off":   {"{\"format_version\": \"1.2\",\n \"planned_values\": {", "plan.json:2:21: error: the plan is no valid JSON: unexpected EOF\n"},
		"another format":           {`{"format_version":"2.0"}`, "plan.json: error: the format version of the plan is \"2.0\", but only 0 and 1 are known\n"},
		"a plan of another shape":  {`{"format_version":"1.0","planned_values":[]}`, "plan.json:1:42: error: the plan has a JSON array at planned_values, where plans have something else\n"},
		"a plan without resources": {`{"format_version":"1.0"}`, "plan.json: error: the plan has no planned_values\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "plan.json"), []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, dump(load(t, dir, "plan.json", ""))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	t.Run("a file that isn't there", func(t *testing.T) {
		if diff := cmp.Diff("plan.json: error: read plan.json: no such file or directory\n", dump(load(t, t.TempDir(), "plan.json", ""))); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestDetect(t *testing.T) {
	plan, err := os.ReadFile("testdata/web/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		head string
		want bool
	}{
		"a plan":                    {string(plan[:300]), true},
		"a state":                   {`{"format_version":"1.0","terraform_version":"1.5.0","values":{"root_module":{}}}`, false},
		"a CloudFormation template": {`{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}`, false},
		"text":                      {"format_version terraform_version", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Detect([]byte(c.head)); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func FuzzLoad(f *testing.F) {
	plan, err := os.ReadFile("testdata/web/plan.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(plan)
	f.Add([]byte(`{"format_version":"1.0","planned_values":{"root_module":{"resources":[{"address":"a[\"","values":{"x":[null]}}]}}}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "plan.json"), src, 0o644); err != nil {
			t.Fatal(err)
		}
		u := load(t, dir, "plan.json", "")
		for _, r := range u.Resources {
			if r.Header.End.Byte > len(src) || r.Header.Start.Byte > r.Header.End.Byte {
				t.Errorf("%s lies outside its file: %+v", r.Address, r.Header)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	root, err := os.OpenRoot("testdata/web")
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	for b.Loop() {
		Load(root, "plan.json", "")
	}
}
