package model_test

import (
	"flag"
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/terraform"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestTwins normalizes the same resources, written in both languages, to the
// same nodes.
func TestTwins(t *testing.T) {
	cases, err := filepath.Glob("testdata/twins/*")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	root, err := os.OpenRoot("testdata/twins")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, dir := range cases {
		name := filepath.Base(dir)
		t.Run(name, func(t *testing.T) {
			tf := terraform.NewLoader(root, terraform.Options{}).Load(name)
			cfn := cloudformation.NewLoader(root, cloudformation.Options{}).Load(path.Join(name, "template.yaml"))
			for _, u := range []*graph.Unit{tf, cfn} {
				for _, d := range u.Diagnostics {
					if d.Severity == graph.Error {
						t.Errorf("%s: %s", d.Range, d.Message)
					}
				}
				u.Resources = managed(u.Resources)
				model.Normalize(u)
			}
			golden(t, filepath.Join(dir, "want.txt"), dump(tf, false))
			if diff := cmp.Diff(dump(tf, true), dump(cfn, true)); diff != "" {
				t.Errorf("the template differs (-terraform +cloudformation):\n%s", diff)
			}
		})
	}
}

func managed(all []*graph.Resource) []*graph.Resource {
	var kept []*graph.Resource
	for _, r := range all {
		if r.Mode == graph.Managed {
			kept = append(kept, r)
		}
	}
	return kept
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
