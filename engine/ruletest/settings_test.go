package ruletest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/ruletest"
)

func TestWithSettings(t *testing.T) {
	for _, tc := range []struct {
		name  string
		text  string
		want  map[string]map[string]any
		fails bool
	}{
		{name: "without a file nothing changes"},
		{name: "the file sets the rule's own settings", text: "days: 7\n", want: map[string]map[string]any{"rds/backup": {"days": 7}}},
		{name: "what is no mapping is a mistake", text: "- days\n", fails: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			if tc.text != "" {
				if err := os.MkdirAll(filepath.Join(dir, "rds", "backup"), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, "rds", "backup", "settings.yaml"), []byte(tc.text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := ruletest.WithSettings(engine.Options{}, dir, "rds/backup")
			if tc.fails {
				if err == nil {
					t.Fatal("no error")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got.Params); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
		})
	}
}
