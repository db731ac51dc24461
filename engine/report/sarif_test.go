package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

func parseSARIF(t *testing.T, data []byte) *sarif.Report {
	t.Helper()
	log, err := sarif.FromBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func TestSARIFIsValid(t *testing.T) {
	for _, format := range []string{"sarif", "github-sarif"} {
		for name, r := range map[string]*engine.Result{"full": sample(), "empty": {}, "bare": bare()} {
			t.Run(format+" "+name, func(t *testing.T) {
				data := write(t, format, r, Options{})
				if err := parseSARIF(t, data).Validate(); err != nil {
					t.Error(err)
				}
				if bytes.Contains(data, []byte("null")) {
					t.Error("a null is no valid value of SARIF")
				}
			})
		}
	}
}

// bare is a finding that has nothing but a rule: no place, no snippet, no key.
func bare() *engine.Result {
	rule := &engine.Rule{ID: "x/y", Severity: engine.Note}
	return &engine.Result{Rules: []*engine.Rule{rule}, Findings: []*engine.Finding{
		{Rule: rule, Verdict: engine.Fail, Severity: engine.Note, Unit: "-", Language: graph.CloudFormation, Range: graph.Range{File: "-"}},
		{Rule: rule, Verdict: engine.Open, Severity: engine.Note, Unit: "a b/c#d?.tf", Language: graph.Terraform},
	}}
}

// The validator of the standard's makers: npm install -g @microsoft/sarif-multitool.
func TestSARIFPassesTheMultitool(t *testing.T) {
	tool, err := exec.LookPath("sarif-multitool")
	if err != nil {
		t.Skip("sarif-multitool is not installed: npm install -g @microsoft/sarif-multitool")
	}
	for _, format := range []string{"sarif", "github-sarif"} {
		t.Run(format, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "plumb.sarif")
			if err := os.WriteFile(file, write(t, format, sample(), Options{Version: "0.1.0"}), 0o600); err != nil {
				t.Fatal(err)
			}
			// Two words, not one with a semicolon, of which it reads the first alone.
			out, err := exec.CommandContext(t.Context(), tool, "validate", file, "--rule-kind", "Sarif", "Gh", "--level", "Error", "Warning").CombinedOutput()
			if err != nil || strings.Contains(string(out), "error ") || strings.Contains(string(out), "warning ") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestSARIFKindsAndLevels(t *testing.T) {
	var got []string
	for _, r := range parseSARIF(t, write(t, "sarif", sample(), Options{})).Runs[0].Results {
		got = append(got, fmt.Sprintf("%s %s %s %d suppressions, rule %d", *r.RuleID, r.Kind, r.Level, len(r.Suppressions), r.RuleIndex))
	}
	want := []string{
		"ebs/encrypted fail error 0 suppressions, rule 0",
		"ec2/gp3 fail note 0 suppressions, rule 1",
		"iam/no-admin-policy fail error 0 suppressions, rule 2",
		"rds/private-subnet fail error 0 suppressions, rule 3",
		"ebs/encrypted open none 0 suppressions, rule 0",
		"s3/mfa-delete fail warning 1 suppressions, rule 4",
		"s3/mfa-delete fail warning 0 suppressions, rule 4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGitHubSARIFKeepsTheWorst(t *testing.T) {
	r := many(6000)
	r.Findings[5999].Severity = engine.Critical
	run := parseSARIF(t, write(t, "github-sarif", r, Options{})).Runs[0]
	if len(run.Results) != 5000 || *run.Results[4999].Message.Text == "" || run.Results[4999].Level != "error" {
		t.Errorf("kept %d results, the last with level %s", len(run.Results), run.Results[len(run.Results)-1].Level)
	}
	notes := run.Invocations[0].ToolExecutionNotifications
	if len(notes) != 1 || *notes[0].Message.Text != "1000 more findings are left out here." {
		t.Errorf("the log doesn't say how many results are missing: %v", notes)
	}
}

func TestGitHubSARIFHonorsLimits(t *testing.T) {
	f := *sample().Findings[0]
	for i := range 1500 {
		f.Flow = append(f.Flow, engine.FlowStep{Node: fmt.Sprint("step", i)})
		f.Calls = append(f.Calls, graph.Call{Address: fmt.Sprint("module.m", i), Range: f.Range})
		f.Instances = append(f.Instances, fmt.Sprint("instance", i))
	}
	f.Message = strings.Repeat("가", 5000)
	result := parseSARIF(t, write(t, "github-sarif", &engine.Result{Findings: []*engine.Finding{&f}}, Options{})).Runs[0].Results[0]
	got := []int{len(result.CodeFlows[0].ThreadFlows[0].Locations), len(result.RelatedLocations), len([]rune(*result.Message.Text)), len(result.Fixes)}
	if diff := cmp.Diff([]int{1000, 100, 4000, 0}, got); diff != "" {
		t.Errorf("steps, locations, characters, fixes (-want +got):\n%s", diff)
	}
}

func TestSemantic(t *testing.T) {
	for version, want := range map[string]string{"": "", "1.2.0": "1.2.0", "devel": "0.0.0-devel"} {
		if got := semantic(version); got != want {
			t.Errorf("semantic(%q) = %q, want %q", version, got, want)
		}
	}
}

func TestPrune(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"drops an empty list", `{"a":1,"b":[],"c":2}`, `{"a":1,"c":2}`},
		{"drops the first member", `{"a":[],"b":1}`, `{"b":1}`},
		{"drops several in a row", `{"a":[],"b":-1,"c":{},"d":1}`, `{"d":1}`},
		{"drops the last members", `{"d":1,"a":[],"b":-1}`, `{"d":1}`},
		{"drops the only member", `{"a":[{"b":[]}]}`, `{"a":[{}]}`},
		{"keeps other negative numbers", `{"a":-15,"b":-1.5}`, `{"a":-15,"b":-1.5}`},
		{"keeps the list of results", `{"results":[]}`, `{"results":[]}`},
		{"leaves strings alone", `{"a":"\"b\":[],","c":"\\"}`, `{"a":"\"b\":[],","c":"\\"}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := prune(json.RawMessage(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func many(n int) *engine.Result {
	r := &engine.Result{Rules: sampleRules(), Units: 1}
	one := sample().Findings[1]
	for range n {
		f := *one
		r.Findings = append(r.Findings, &f)
	}
	return r
}

func BenchmarkSARIF(b *testing.B) {
	r := many(10_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, "sarif", r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
