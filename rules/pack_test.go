package rules_test

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
	"github.com/plumb-iac/plumb/engine/ruletest"
	"github.com/plumb-iac/plumb/parser/graph"
)

var update = flag.Bool("update", false, "write want.txt of the fixtures")

const fixtures = "../fixtures"

// readPack reads the pack from its sources, so that a rule can be tested before
// the generated files are refreshed. Mistakes are TestMetadata's.
func readPack(tb testing.TB) *engine.Pack {
	tb.Helper()
	pack, err := engine.ReadPack(os.DirFS("."))
	if pack == nil {
		tb.Fatal(err)
	}
	return pack
}

// embedded returns a pack in the form in which it is embedded, so that the
// fixtures test what users run.
func embedded(tb testing.TB, pack *engine.Pack) *engine.Pack {
	tb.Helper()
	index, err := pack.Index()
	if err != nil {
		tb.Fatal(err)
	}
	// Where a rule doesn't compile, which TestRegoKeepsToItsCapabilities reports,
	// the others are tested from their sources.
	assembled, _ := pack.Assemble()
	opened, err := engine.OpenPack(index, string(pack.Modules()), string(assembled))
	if err != nil {
		tb.Fatal(err)
	}
	return opened
}

func newEngine(tb testing.TB, pack *engine.Pack, rules ...string) *engine.Engine {
	tb.Helper()
	o := engine.Options{Pack: pack, Select: rules, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	if len(rules) == 1 {
		var err error
		if o, err = ruletest.WithSettings(o, fixtures, rules[0]); err != nil {
			tb.Fatal(err)
		}
	}
	e, err := engine.New(o)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func TestMetadata(t *testing.T) {
	pack, err := engine.ReadPack(os.DirFS("."))
	if err != nil {
		t.Error(err)
	}
	if err := pack.Check(); err != nil {
		t.Error(err)
	}
}

func TestGeneratedFilesAreCurrent(t *testing.T) {
	pack := readPack(t)
	index, err := pack.Index()
	if err != nil {
		t.Fatal(err)
	}
	assembled, err := pack.Assemble()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"index.json": index, "pack.txt": pack.Modules(), "pack.bin": assembled} {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got) {
			t.Errorf("%s is out of date: run go generate ./rules", name)
		}
	}
}

// TestPack runs the fixtures of every rule: TestPack/s3/mfa-delete/fail.
func TestPack(t *testing.T) {
	t.Parallel()
	pack := embedded(t, readPack(t))
	rules, err := pack.Rules()
	if err != nil {
		t.Fatal(err)
	}
	all, err := ruletest.Fixtures(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	byRule := map[string][]ruletest.Fixture{}
	for _, f := range all {
		byRule[f.Rule] = append(byRule[f.Rule], f)
	}
	byService := map[string][]*engine.Rule{}
	for _, r := range rules {
		service, _, _ := strings.Cut(r.ID, "/")
		byService[service] = append(byService[service], r)
	}
	for service, rules := range byService {
		t.Run(service, func(t *testing.T) {
			t.Parallel()
			for _, r := range rules {
				_, name, _ := strings.Cut(r.ID, "/")
				t.Run(name, func(t *testing.T) { testRule(t, pack, r, byRule[r.ID]) })
			}
		})
	}
	for id := range byRule {
		if !slices.ContainsFunc(rules, func(r *engine.Rule) bool { return r.ID == id }) {
			t.Errorf("%s has fixtures but no rule", id)
		}
	}
}

func testRule(t *testing.T, pack *engine.Pack, rule *engine.Rule, fixtures []ruletest.Fixture) {
	t.Helper()
	e := newEngine(t, pack, rule.ID)
	purposes := map[string]bool{}
	for _, f := range fixtures {
		purposes[f.Purpose()] = true
		t.Run(f.Folder, func(t *testing.T) {
			wrong, err := ruletest.Check(t.Context(), e, rule, f, *update)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range wrong {
				t.Error(text)
			}
		})
	}
	for _, purpose := range []string{ruletest.Failing, ruletest.Passing, ruletest.Unknown} {
		if !purposes[purpose] {
			t.Errorf("the fixture %s is missing", filepath.Join("fixtures", rule.ID, purpose))
		}
	}
	got, err := ruletest.Languages(t.Context(), e, fixtures)
	if err != nil {
		t.Fatal(err)
	}
	want := []graph.Language{graph.CloudFormation, graph.Terraform}
	if len(rule.Languages) > 0 {
		want = nil
		for _, l := range rule.Languages {
			want = append(want, graph.Language(l))
		}
		slices.Sort(want)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("languages in which the rule fires on its failing fixtures (-claimed +fires):\n%s", diff)
	}
}
