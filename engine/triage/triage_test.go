package triage

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

func lines(file string, first, last int) graph.Range {
	return graph.Range{File: file, Start: graph.Position{Line: first, Column: 1}, End: graph.Position{Line: last, Column: 80}}
}

var rules = []*engine.Rule{
	{ID: "ebs/encrypted", Aliases: []string{"CKV_AWS_3"}},
	{ID: "s3/mfa-delete"},
	{ID: "s3/versioning", Profile: engine.ProfileStrict},
}

// unit has a bucket in lines 10 to 20 of main.tf, whose versioning stands in
// lines 30 to 40, and a volume in a module that is called twice.
func unit(directives ...graph.Directive) *graph.Unit {
	call := func(key string, line int) graph.Call {
		return graph.Call{Address: `module.disk["` + key + `"]`, Range: lines("main.tf", line, line)}
	}
	u := &graph.Unit{Path: ".", Directives: directives, Resources: []*graph.Resource{
		{Address: "aws_s3_bucket.logs", Range: lines("main.tf", 10, 20)},
		{Address: `module.disk["a"].aws_ebs_volume.data`, Range: lines("disk/main.tf", 1, 9), Calls: []graph.Call{call("a", 50)}},
		{Address: `module.disk["b"].aws_ebs_volume.data`, Range: lines("disk/main.tf", 1, 9), Calls: []graph.Call{call("b", 60)}},
	}}
	u.Sort()
	return u
}

func findings() []*engine.Finding {
	return []*engine.Finding{
		{
			Rule: rules[1], Verdict: engine.Fail, Severity: engine.Medium, Key: "k1", Address: "aws_s3_bucket.logs",
			Instances: []string{"aws_s3_bucket.logs"}, Range: lines("main.tf", 33, 33), Message: "aws_s3_bucket.logs has MFA delete off",
		},
		{
			Rule: rules[0], Verdict: engine.Fail, Severity: engine.High, Key: "k2", Address: `module.disk["a"].aws_ebs_volume.data`,
			Instances: []string{`module.disk["a"].aws_ebs_volume.data`, `module.disk["b"].aws_ebs_volume.data`},
			Range:     lines("disk/main.tf", 4, 4), Message: `module.disk["a"].aws_ebs_volume.data is not encrypted`,
		},
	}
}

func directive(line int, text string, scopes ...graph.Range) graph.Directive {
	d, _ := graph.ParseDirective("plumb:ignore " + text)
	d.Range = lines("main.tf", line, line)
	d.Scopes = scopes
	return d
}

func TestApply(t *testing.T) {
	block := lines("main.tf", 10, 20)
	cases := []struct {
		name       string
		policy     Policy
		directives []graph.Directive
		want       []string // "message: reason" of all findings, ": " missing for one that stands
		diagnosed  []string
	}{
		{
			name: "covers a finding that lies within the scope", directives: []graph.Directive{directive(33, "s3/mfa-delete -- replicated", lines("main.tf", 33, 33))},
			want: []string{"aws_s3_bucket.logs has MFA delete off: replicated", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
		},
		{
			name: "covers a finding elsewhere of a resource that lies within the scope", directives: []graph.Directive{directive(9, "s3/* -- replicated", block)},
			want: []string{"aws_s3_bucket.logs has MFA delete off: replicated", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
		},
		{
			name: "covers only the instances of the module call that it stands on", directives: []graph.Directive{directive(49, "ebs/encrypted -- test data", lines("main.tf", 50, 55))},
			want: []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["b"].aws_ebs_volume.data is not encrypted`, `module.disk["a"].aws_ebs_volume.data is not encrypted: test data`},
		},
		{
			name: "takes the name of another linter", directives: []graph.Directive{directive(1, "ckv_aws_3 -- test data", lines("disk/main.tf", 1, 9))},
			want: []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["a"].aws_ebs_volume.data is not encrypted: test data`},
		},
		{
			name: "holds on the last day", directives: []graph.Directive{directive(9, "s3/mfa-delete until=2026-11-21 -- replicated", block)},
			want: []string{"aws_s3_bucket.logs has MFA delete off: replicated", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
		},
		{
			name: "ends after the last day", directives: []graph.Directive{directive(9, "s3/mfa-delete until=2026-11-20 -- replicated", block)},
			want:      []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
			diagnosed: []string{"main.tf:9:1: warning: suppression of s3/mfa-delete expired on 2026-11-20: correct the finding, or decide anew"},
		},
		{
			name: "refuses what is no date", directives: []graph.Directive{directive(9, "s3/mfa-delete until=2026-02-30 -- x", block)},
			want:      []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
			diagnosed: []string{`main.tf:9:1: warning: suppression of s3/mfa-delete has no effect: "2026-02-30" is no date, write until=YYYY-MM-DD`},
		},
		{
			name: "demands a reason", policy: Policy{RequireReason: true}, directives: []graph.Directive{directive(9, "s3/mfa-delete", block)},
			want:      []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
			diagnosed: []string{"main.tf:9:1: warning: suppression of s3/mfa-delete has no effect: the configuration requires a reason, write it after --"},
		},
		{
			name: "demands an expiry", policy: Policy{RequireExpiry: true}, directives: []graph.Directive{directive(9, "s3/mfa-delete -- x", block)},
			want:      []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
			diagnosed: []string{"main.tf:9:1: warning: suppression of s3/mfa-delete has no effect: the configuration requires an expiry, write until=YYYY-MM-DD"},
		},
		{
			name: "spares protected rules", policy: Policy{Protected: []string{"s3/*"}}, directives: []graph.Directive{directive(9, "* -- x", block)},
			want:      []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
			diagnosed: []string{"main.tf:9:1: warning: suppression of s3/mfa-delete has no effect: the configuration protects this rule"},
		},
		{
			name: "tells of what is unused, and nothing of a rule that didn't run",
			directives: []graph.Directive{
				directive(9, "ebs/encrypted -- x", block), directive(8, "s3/versioning -- x", block), directive(7, "s3/mfa-delet -- x", block),
			},
			want: []string{"aws_s3_bucket.logs has MFA delete off", `module.disk["a"].aws_ebs_volume.data is not encrypted`},
			diagnosed: []string{
				"main.tf:7:1: warning: suppression of s3/mfa-delet has no effect: there is no rule of that name",
				"main.tf:9:1: note: suppression of ebs/encrypted is not used: it covers no finding",
			},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ledger := New(Options{Policy: c.policy, Today: time.Date(2026, 11, 21, 23, 0, 0, 0, time.UTC), Rules: rules, Selected: rules[:2]})
			var got []string
			for _, f := range ledger.Apply(unit(c.directives...), findings()) {
				text := f.Message
				if f.Suppressed != nil {
					text += ": " + f.Suppressed.Reason
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			var diagnosed []string
			for _, d := range ledger.Diagnostics() {
				diagnosed = append(diagnosed, d.Range.String()+": "+string(d.Severity)+": "+d.Message)
			}
			if diff := cmp.Diff(c.diagnosed, diagnosed); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

// A directive in a module is used when any of the units that share it needs it.
func TestUnusedIsJudgedOverAllUnits(t *testing.T) {
	ledger := New(Options{Rules: rules, Selected: rules})
	d := directive(1, "ebs/encrypted -- x", lines("disk/main.tf", 1, 9))
	ledger.Apply(unit(d), nil)
	ledger.Apply(unit(d), findings())
	if found := ledger.Diagnostics(); len(found) > 0 {
		t.Errorf("want no diagnostics, got %v", found)
	}
}

func TestBaseline(t *testing.T) {
	var file bytes.Buffer
	if err := NewBaseline(findings()).Write(&file); err != nil {
		t.Fatal(err)
	}
	want := `{"version": 1, "findings": [
{"key":"k2","rule":"ebs/encrypted","unit":"","address":"module.disk[\"a\"].aws_ebs_volume.data","verdict":"fail","severity":"high"},
{"key":"k1","rule":"s3/mfa-delete","unit":"","address":"aws_s3_bucket.logs","verdict":"fail","severity":"medium"}
]}
`
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	b, err := ReadBaseline(&file)
	if err != nil {
		t.Fatal(err)
	}
	now := findings()[:1]
	now[0].Severity = engine.High
	gone := b.Apply(now, "in the baseline")
	if now[0].Suppressed != nil {
		t.Error("a finding that got worse hides behind the baseline")
	}
	if len(gone) != 1 || gone[0].Key != "k2" {
		t.Errorf("want k2 to be gone, got %v", gone)
	}
	same := findings()
	b.Apply(same, "in the baseline")
	if same[1].Suppressed == nil || same[1].Suppressed.Kind != "external" {
		t.Error("a known finding is not suppressed")
	}
}

func TestReadBaselineRefusesOtherFiles(t *testing.T) {
	for _, text := range []string{"", "[]", `{"version": 2}`, "findings: []"} {
		if _, err := ReadBaseline(strings.NewReader(text)); err == nil {
			t.Errorf("want an error for %q", text)
		}
	}
}

func TestSince(t *testing.T) {
	before := findings()
	before[0].Verdict = engine.Open
	before[1].Range = lines("disk/main.tf", 40, 40) // moved
	fresh, known := Since(findings(), before)
	if len(fresh) != 1 || fresh[0].Key != "k1" || len(known) != 1 || known[0].Key != "k2" {
		t.Errorf("fresh %v, known %v", fresh, known)
	}
}
