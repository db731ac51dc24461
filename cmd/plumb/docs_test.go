package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
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

// TestExamplesShowTheirMistakes keeps the findings of fixtures/examples, a line
// each: what the README's first command prints must stay worth reading.
func TestExamplesShowTheirMistakes(t *testing.T) {
	const golden = "testdata/examples.txt"
	var out, errOut bytes.Buffer
	args := []string{"lint", "--undetermined", "--color", "never", "--root", "../..", "../../fixtures/examples/terraform", "../../fixtures/examples/cloudformation"}
	if status := run(args, strings.NewReader(""), &out, &errOut); status != exitFindings || errOut.Len() > 0 {
		t.Errorf("exit code %d, want %d, with %s", status, exitFindings, errOut.String())
	}
	finding := regexp.MustCompile(`(?m)^fixtures/\S+:\d+:\d+: .*\n`)
	got := strings.Join(finding.FindAllString(out.String(), -1), "")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("findings (-want +got), refresh them with -update:\n%s", diff)
	}
}

// TestLinksLeadSomewhere follows the relative links of the hand-written pages.
func TestLinksLeadSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	for _, page := range []string{"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/configuration.md", "docs/sarif.md", "docs/writing-a-rule.md"} {
		text, err := os.ReadFile("../../" + page)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, match := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join("..", "..", filepath.Dir(page), match[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
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
