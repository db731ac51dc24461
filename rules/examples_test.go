package rules_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/ruletest"
	"github.com/plumb-iac/plumb/parser/graph"
)

// evaluateExample runs all rules of the default and the strict profile on an
// example and returns the findings of each of its two units.
func evaluateExample(t *testing.T, name string) map[graph.Language][]*engine.Finding {
	t.Helper()
	e, err := engine.New(engine.Options{
		Pack: embedded(t, readPack(t)), Profiles: []string{engine.ProfileStrict}, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	units, err := ruletest.Fixture{Dir: filepath.Join(fixtures, "examples", name)}.Units()
	if err != nil {
		t.Fatal(err)
	}
	if len(units) != 2 {
		t.Fatalf("%d units, expected one in each language", len(units))
	}
	findings := map[graph.Language][]*engine.Finding{}
	for _, u := range units {
		found, err := e.Evaluate(t.Context(), u)
		if err != nil {
			t.Fatal(err)
		}
		findings[u.Language] = found
	}
	return findings
}

func TestWellArchitectedExampleIsClean(t *testing.T) {
	for language, findings := range evaluateExample(t, "well-architected") {
		for _, line := range ruletest.Lines(findings) {
			t.Errorf("%s: %s", language, line)
		}
	}
}

func TestBadlyArchitectedExampleFailsInEveryService(t *testing.T) {
	services := []string{
		"alb", "asg", "cloudtrail", "cloudwatch", "dynamodb", "ec2", "ebs", "elb", "iam", "kms", "lambda", "rds", "s3", "sg",
		"sns", "sqs", "vpc", "waf",
	}
	for language, findings := range evaluateExample(t, "badly-architected") {
		fails := map[string]bool{}
		for _, f := range findings {
			if f.Verdict == engine.Fail {
				service, _, _ := strings.Cut(f.Rule.ID, "/")
				fails[service] = true
			}
		}
		for _, service := range services {
			if !fails[service] {
				t.Errorf("%s: no finding about %s", language, service)
			}
		}
	}
}
