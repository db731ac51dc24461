package ruletest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/plumb-iac/plumb/engine"
)

// rule is one whose body the cases vary.
const rule = `# METADATA
# title: Encrypt volumes
# description: They can be read otherwise.
# related_resources:
#   - https://docs.aws.amazon.com/
# custom:
#   severity: high
#   category: encryption
#   kinds: [ebs.volume]
#   EVIDENCE
#   message: "{resource} is bad"
#   fix: {text: "Encrypt it"}
#   ko: {title: "제목", description: "설명", message: "나쁨: {resource}", fix: "고치기"}
package rules.ebs.mine

import rego.v1

import data.lib.finding

deny contains found if {
	some volume in input.kinds["ebs.volume"]
	BODY
	found := finding.at(volume, ["encrypted"], {})
}
`

const (
	plain = "resource \"aws_ebs_volume\" \"data\" {\n  availability_zone = \"eu-central-1a\"\n  encrypted         = false\n}\n"
	safe  = "resource \"aws_ebs_volume\" \"data\" {\n  availability_zone = \"eu-central-1a\"\n  encrypted         = true\n}\n"
	open  = "variable \"encrypted\" {}\n\nresource \"aws_ebs_volume\" \"data\" {\n  availability_zone = \"eu-central-1a\"\n  encrypted         = var.encrypted\n}\n"

	safeTemplate = "Resources:\n  Data:\n    Type: AWS::EC2::Volume\n    Properties:\n      AvailabilityZone: eu-central-1a\n      Encrypted: true\n"
)

func TestCheck(t *testing.T) {
	good := "not volume.encrypted"
	for _, tc := range []struct {
		name, folder, body, evidence string
		files                        map[string]string
		want                         string // part of what is wrong; empty for nothing
	}{
		{name: "a failing fixture that fails", folder: "fail", body: good, evidence: "evidence: [encrypted]", files: map[string]string{
			"main.tf": plain, "want.txt": "main.tf:3:3: high: aws_ebs_volume.data is bad [ebs/mine]\n",
		}},
		{name: "a failing fixture that passes", folder: "fail", body: good, files: map[string]string{"main.tf": safe}, want: "nothing fails in this failing fixture"},
		{name: "another finding than was wanted", folder: "fail", body: good, files: map[string]string{
			"main.tf": plain, "want.txt": "main.tf:4:3: high: aws_ebs_volume.data is bad [ebs/mine]\n",
		}, want: "findings differ from want.txt"},
		{name: "a passing fixture that passes", folder: "pass", body: good, evidence: "evidence: [encrypted]", files: map[string]string{"main.tf": safe}},
		{name: "a passing fixture that fails", folder: "pass-other", body: good, files: map[string]string{"main.tf": plain}, want: "1 findings in this passing fixture"},
		{name: "an unknown fixture that is undetermined", folder: "unknown", body: good, evidence: "evidence: [encrypted]", files: map[string]string{
			"main.tf": open, "want.txt": "main.tf:5:3: undetermined: aws_ebs_volume.data may not satisfy: Encrypt volumes (depends on var.encrypted) [ebs/mine]\n",
		}},
		{name: "an unknown fixture that is silent", folder: "unknown", body: good, files: map[string]string{"main.tf": open}, want: "expected only undetermined"},
		{name: "evidence that is forgotten", folder: "fail", body: good, files: map[string]string{
			"main.tf": plain, "want.txt": "main.tf:3:3: high: aws_ebs_volume.data is bad [ebs/mine]\n",
		}, want: "with encrypted of aws_ebs_volume.data unknown, aws_ebs_volume.data is silent"},
		{
			name: "an attribute that is read but not rested on", folder: "pass", body: `not volume.availability_zone == "eu-central-1a"`, files: map[string]string{"main.tf": safe},
			want: "with availability_zone of aws_ebs_volume.data unknown, aws_ebs_volume.data fails",
		},
		{name: "languages that disagree", folder: "fail", body: good, evidence: "evidence: [encrypted]", files: map[string]string{
			"main.tf": plain, "template.yaml": safeTemplate, "want.txt": "main.tf:3:3: high: aws_ebs_volume.data is bad [ebs/mine]\n",
		}, want: "the languages disagree"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ebs", "mine", tc.folder)
			if err := os.MkdirAll(dir, 0o750); err != nil {
				t.Fatal(err)
			}
			for name, text := range tc.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			found, err := Fixtures(filepath.Dir(filepath.Dir(filepath.Dir(dir))))
			if err != nil || len(found) != 1 || found[0].Rule != "ebs/mine" {
				t.Fatalf("fixtures %v, error %v", found, err)
			}
			e, r := engineOf(t, strings.NewReplacer("BODY", tc.body, "#   EVIDENCE\n", evidenceLine(tc.evidence)).Replace(rule))
			wrong, err := Check(t.Context(), e, r, found[0], false)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Join(wrong, "\n")
			if tc.want == "" && text != "" || !strings.Contains(text, tc.want) {
				t.Errorf("wrong is %q, expected %q", text, tc.want)
			}
			if tc.want == "" {
				updateGives(t, e, r, found[0])
			}
		})
	}
}

func evidenceLine(evidence string) string {
	if evidence == "" {
		return ""
	}
	return "#   " + evidence + "\n"
}

// updateGives checks that updating a correct fixture changes nothing.
func updateGives(t *testing.T, e *engine.Engine, r *engine.Rule, f Fixture) {
	t.Helper()
	before, err := f.Want()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Check(t.Context(), e, r, f, true); err != nil {
		t.Fatal(err)
	}
	after, err := f.Want()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Errorf("want.txt is %q after an update, expected %q", after, before)
	}
}

func engineOf(t *testing.T, text string) (*engine.Engine, *engine.Rule) {
	t.Helper()
	library, err := os.ReadFile("../../rules/lib/finding.rego")
	if err != nil {
		t.Fatal(err)
	}
	pack, err := engine.ReadPack(fstest.MapFS{
		"ebs/mine.rego":    &fstest.MapFile{Data: []byte(text)},
		"lib/finding.rego": &fstest.MapFile{Data: library},
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(engine.Options{Pack: pack})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := e.Rules()
	if err != nil {
		t.Fatal(err)
	}
	return e, rules[0]
}

func TestFixturesHaveKnownNames(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "s3", "mine", "failing"), 0o750); err != nil {
		t.Fatal(err)
	}
	if _, err := Fixtures(dir); err == nil || !strings.Contains(err.Error(), "a fixture is named fail, pass or unknown") {
		t.Errorf("error %v, expected that the name is unknown", err)
	}
}
