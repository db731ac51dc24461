package tfplan

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// plain renders a value for comparison; absent and null are the same.
func plain(v *graph.Value) any {
	switch {
	case v.IsAbsent():
		return nil
	case v.Form == graph.Unknown:
		return "unknown"
	case v.Form == graph.Bool:
		return v.Bool
	case v.Form == graph.Number:
		return json.Number(v.Text)
	case v.Form == graph.List && len(v.List) > 0:
		list := []any{}
		for _, e := range v.List {
			list = append(list, plain(e))
		}
		return list
	case v.Form == graph.List:
		return nil
	case v.Form == graph.Map:
		entries := map[string]any{}
		for k, e := range v.Map {
			if p := plain(e); p != nil {
				entries[k] = p
			}
		}
		return entries
	}
	return v.Text
}

// TestPlansReadAsTheirSourceEvaluates plans programs with the real binary and
// compares what this package reads with what package terraform evaluates.
func TestPlansReadAsTheirSourceEvaluates(t *testing.T) {
	if _, err := exec.LookPath("terraform"); err != nil {
		if os.Getenv("PLUMB_REQUIRE_TERRAFORM") != "" {
			t.Fatal("PLUMB_REQUIRE_TERRAFORM is set, but there is no terraform binary on the path")
		}
		t.Skip("needs the terraform binary, and there is none on the path")
	}
	for _, name := range []string{"modules", "repetition", "vpc", "blocks", "heredocs"} {
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile("../terraform/testdata/programs/" + name + ".txtar")
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := txtar.Write(archive, dir); err != nil {
				t.Fatal(err)
			}
			run := func(args ...string) []byte {
				cmd := exec.CommandContext(t.Context(), "terraform", args...)
				cmd.Dir = dir
				var stderr bytes.Buffer
				cmd.Stderr = &stderr
				out, err := cmd.Output()
				if err != nil {
					t.Fatalf("terraform %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
				}
				return out
			}
			run("init", "-backend=false", "-input=false")
			run("plan", "-input=false", "-out=saved")
			if err := os.WriteFile(filepath.Join(dir, "plan.json"), run("show", "-json", "saved"), 0o644); err != nil {
				t.Fatal(err)
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			comparePlan(t, Load(root, "plan.json", "."), terraform.NewLoader(root, terraform.Options{}).Load("."))
		})
	}
}

func comparePlan(t *testing.T, plan, source *graph.Unit) {
	t.Helper()
	for _, d := range plan.Diagnostics {
		t.Errorf("%s: %s", d.Range, d.Message)
	}
	compared := 0
	for _, want := range source.Resources {
		if want.Mode != graph.Managed {
			continue
		}
		got := plan.Resource(want.Address)
		if got == nil {
			t.Errorf("%s is not in the plan", want.Address)
			continue
		}
		compared++
		if diff := cmp.Diff(plain(want.Attributes), plain(got.Attributes)); diff != "" {
			t.Errorf("%s (-source +plan)\n%s", want.Address, diff)
		}
		if diff := cmp.Diff(want.Header, got.Header); diff != "" {
			t.Errorf("%s (-source +plan)\n%s", want.Address, diff)
		}
	}
	t.Logf("%d resources agree", compared)
}
