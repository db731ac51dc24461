package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file of testdata, or rewrites the file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// A golden file whose test is gone would never be looked at again.
func TestGoldenFilesAreUsed(t *testing.T) {
	sources, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(text)
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.Contains(tests.String(), `"`+f.Name()+`"`) {
			t.Errorf("testdata/%s is not used", f.Name())
		}
	}
}

func write(t *testing.T, format string, r *engine.Result, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWrite(t *testing.T) {
	all := Options{Undetermined: true, Version: "0.1.0", Width: 100, FailOn: engine.Medium, Elapsed: 35 * time.Millisecond}
	korean := all
	korean.Language = "ko"
	colored := all
	colored.Color = true
	sourced := Options{Sources: true, Elapsed: 2400 * time.Millisecond}
	cases := []struct {
		file, format string
		options      Options
	}{
		{"table.txt", "table", all},
		{"table_korean.txt", "table", korean},
		{"table_color.txt", "table", colored},
		{"table_sources.txt", "table", sourced},
		{"findings.json", "json", all},
		{"full.sarif", "sarif", all},
		{"full_korean.sarif", "sarif", korean},
		{"github.sarif", "github-sarif", all},
		{"junit.xml", "junit", all},
		{"github.txt", "github", all},
		{"summary.md", "markdown", all},
		{"summary_korean.md", "markdown", korean},
		{"page.html", "html", all},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			golden(t, c.file, write(t, c.format, sample(), c.options))
		})
	}
}

// Two runs give the same bytes, also where maps are involved.
func TestWriteIsDeterministic(t *testing.T) {
	for _, format := range Formats() {
		first := write(t, format, sample(), Options{Undetermined: true})
		for range 5 {
			if diff := cmp.Diff(first, write(t, format, sample(), Options{Undetermined: true})); diff != "" {
				t.Fatalf("%s differs between runs:\n%s", format, diff)
			}
		}
	}
}

func TestWriteRefusesUnknownFormats(t *testing.T) {
	err := Write(&bytes.Buffer{}, "yaml", sample(), Options{})
	if err == nil || !strings.Contains(err.Error(), "table, json, sarif") {
		t.Errorf("want an error that lists the formats, got %v", err)
	}
}

// An empty result is a valid document of every format but the table, which
// leaves it to the command to say that there is nothing to lint.
func TestWriteWithoutFindings(t *testing.T) {
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			if out := write(t, format, &engine.Result{}, Options{}); (len(out) == 0) != (format == "table") {
				t.Errorf("wrote %q", out)
			}
		})
	}
}

// No format lets a control character of a template through, but for those of
// its own layout.
func TestHostileNamesAreHarmless(t *testing.T) {
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			out := string(write(t, format, sample(), Options{Undetermined: true}))
			if strings.ContainsAny(out, "\x1b") {
				t.Error("an escape sequence reaches the terminal")
			}
			if format != "json" && !strings.HasSuffix(format, "sarif") && strings.Contains(out, "\u202e") {
				t.Error("a character that reverses the text is not escaped")
			}
		})
	}
}

func TestLine(t *testing.T) {
	findings := sample().Findings
	got := []string{Line(findings[2], Options{Color: true}), Line(findings[4], Options{}), Line(findings[4], Options{Language: "ko"})}
	want := []string{
		`iam.tf:21:5: critical: aws_iam_role_policy.ci allows "*" on "*" [iam/no-admin-policy]`,
		`volumes.tf:14:3: undetermined: aws_ebs_volume.logs may not be encrypted (depends on var.encrypt) [ebs/encrypted]`,
		`volumes.tf:14:3: 판단 불가: aws_ebs_volume.logs may not be encrypted (depends on var.encrypt) [ebs/encrypted]`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines differ (-want +got):\n%s", diff)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("a", 300) + " needle " + strings.Repeat("b", 300)
	cases := []struct {
		name              string
		text              string
		start, end, limit int
		line, carets      string
	}{
		{"marks the columns of a range", "  a = 1", 3, 8, 80, "  a = 1", "  ^^^^^"},
		{"gives two carets to a Korean letter", "이름: 값", 1, 3, 80, "이름: 값", "^^^^"},
		{"aligns below Korean letters before the range", "이름: x", 5, 6, 80, "이름: x", "      ^"},
		{"expands tabs to their stops", "\ta\tb", 4, 5, 80, "    a   b", "        ^"},
		{"marks the place after the end of a line", "abc", 4, 4, 80, "abc", "   ^"},
		{"keeps a range inside a line that is too short", "abc", 9, 12, 80, "abc", "   ^"},
		{"shows control characters", "a\x1b[0m", 1, 2, 80, `a\u001b[0m`, "^"},
		{"cuts a long line around the range", long, 302, 308, 40, "..." + strings.Repeat("a", 12) + " needle " + strings.Repeat("b", 14) + "...", strings.Repeat(" ", 16) + "^^^^^^"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			line, carets := excerpt(c.text, c.start, c.end, c.limit)
			if diff := cmp.Diff([]string{c.line, c.carets}, []string{line, carets}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	cases := []struct {
		name  string
		text  string
		width int
		want  []string
	}{
		{"leaves a short text alone", "one two", 40, []string{"one two"}},
		{"breaks between words", "the quick brown fox jumps over the lazy dog", 30, []string{"the quick brown fox jumps over", "the lazy dog"}},
		{"indents the text of a step", "2. the quick brown fox jumps over the lazy dog", 32, []string{"2. the quick brown fox jumps", "   over the lazy dog"}},
		{"gives up where nothing fits", "one two", 3, []string{"one two"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, wrap(c.text, c.width)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestGitHubShowsTheWorstFirst(t *testing.T) {
	r := &engine.Result{Units: 1}
	for i := range 45 {
		severity := engine.Severities[i%len(engine.Severities)]
		r.Findings = append(r.Findings, &engine.Finding{
			Rule: sampleRules()[0], Verdict: engine.Fail, Severity: severity, Message: string(severity), Range: at("main.tf", i+1, 1, i+1, 9),
		})
	}
	lines := strings.Split(string(write(t, "github", r, Options{})), "\n")
	count := func(prefix string) int {
		n := 0
		for _, l := range lines {
			if strings.HasPrefix(l, prefix) {
				n++
			}
		}
		return n
	}
	got := []int{count("::error "), count("::warning "), count("::notice "), count("::group::"), count("main.tf:")}
	if diff := cmp.Diff([]int{10, 9, 10, 1, 17}, got); diff != "" {
		t.Errorf("annotations (-want +got):\n%s", diff)
	}
	if !strings.Contains(lines[0], "::critical.") || slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "::warning ") }) < 10 {
		t.Errorf("the worst don't come first:\n%s", strings.Join(lines[:12], "\n"))
	}
}

func TestMarkdownStaysBelowTheLimitOfAComment(t *testing.T) {
	r := &engine.Result{Units: 1}
	for i := range 5000 {
		r.Findings = append(r.Findings, &engine.Finding{Rule: sampleRules()[0], Severity: engine.Low, Message: "m", Range: at("main.tf", i+1, 1, i+1, 9)})
	}
	out := string(write(t, "markdown", r, Options{}))
	if len(out) > 65_536 || !strings.Contains(out, "more findings are left out here") {
		t.Errorf("%d bytes", len(out))
	}
}

func TestPublished(t *testing.T) {
	call := graph.Call{Address: "module.disk", Range: at("main.tf", 3, 1, 3, 14)}
	inner := graph.Call{Address: "module.disk.module.part", Range: at(".terraform/modules/disk/main.tf", 7, 1, 7, 14)}
	remote := at("infra/.terraform/modules/disk.part/main.tf", 5, 3, 5, 20)
	f := &engine.Finding{
		Message: "not encrypted", Range: remote, Calls: []graph.Call{call, inner}, Snippet: []string{"x"}, Edits: []graph.Edit{{Range: remote}},
		Flow: []engine.FlowStep{{Node: "internet"}, {Node: "x", Range: remote}, {Node: "y", Range: at("vpc.tf", 1, 1, 1, 5)}},
	}
	want := &engine.Finding{
		Message: "not encrypted (infra/.terraform/modules/disk.part/main.tf:5:3)", Range: call.Range, Calls: []graph.Call{call},
		Flow: []engine.FlowStep{{Node: "internet"}, {Node: "x", Range: call.Range}, {Node: "y", Range: at("vpc.tf", 1, 1, 1, 5)}},
	}
	if diff := cmp.Diff(want, published(f)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	local := sample().Findings[0]
	if published(local) != local {
		t.Error("a finding within the repository is copied")
	}
}
