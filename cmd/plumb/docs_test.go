package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadmeShowsRealOutput lints the template of the README and compares what
// plumb prints with what the README says.
func TestReadmeShowsRealOutput(t *testing.T) {
	const file, command = "../../README.md", "$ plumb lint main.tf\n"
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	template := block(t, string(readme), "```terraform\n")
	shown := block(t, string(readme), "```console\n")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(template), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if status := run([]string{"lint", "--color", "never", filepath.Join(dir, "main.tf")}, strings.NewReader(""), &out, io.Discard); status != exitFindings {
		t.Errorf("exit code %d, want %d", status, exitFindings)
	}
	want := command + out.String()
	if *update {
		text := strings.Replace(string(readme), "```console\n"+shown, "```console\n"+want, 1)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Errorf("README.md differs from the output (-want +got), refresh it with -update:\n%s", diff)
	}
}

// TestConfigurationExampleIsValid reads the example of the documentation, with
// all names of rules and settings.
func TestConfigurationExampleIsValid(t *testing.T) {
	text, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseConfig("configuration.md", []byte(block(t, string(text), "```yaml\n")))
	if err != nil {
		t.Fatal(err)
	}
	var f lintFlags
	if _, err := f.newEngine(c); err != nil {
		t.Error(err)
	}
}

func block(t *testing.T, text, opening string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, opening)
	if !ok {
		t.Fatalf("no block that opens with %q", opening)
	}
	body, _, _ := strings.Cut(rest, "```\n")
	return body
}
