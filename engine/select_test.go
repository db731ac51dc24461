package engine_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

func TestSelection(t *testing.T) {
	rule := func(id, meta string) string {
		return source(id, "test.volume", "#   evidence: [encrypted]\n#   message: \"{resource} is bad\"\n"+meta, encryptedBody)
	}
	p := pack(t, map[string]string{
		"one/base":   rule("one/base", "#   aliases: [CKV_AWS_3]"),
		"one/strict": rule("one/strict", "#   profile: strict"),
		"two/whole":  rule("two/whole", "#   profile: account"),
	})
	for _, tc := range []struct {
		name    string
		options engine.Options
		want    string
		fails   string
	}{
		{name: "the default profile alone", want: "one/base"},
		{name: "strict adds to default", options: engine.Options{Profiles: []string{"strict"}}, want: "one/base one/strict"},
		{name: "all is everything", options: engine.Options{Profiles: []string{"all"}}, want: "one/base one/strict two/whole"},
		{name: "a name selects regardless of profile", options: engine.Options{Select: []string{"two/whole"}}, want: "two/whole"},
		{name: "a glob selects a service", options: engine.Options{Select: []string{"one/*"}}, want: "one/base one/strict"},
		{name: "an alias selects", options: engine.Options{Select: []string{"ckv_aws_3"}}, want: "one/base"},
		{name: "skip is taken away", options: engine.Options{Profiles: []string{"all"}, Skip: []string{"one/*"}}, want: "two/whole"},
		{name: "an unknown rule is a mistake", options: engine.Options{Skip: []string{"one/bse"}}, fails: `unknown rule "one/bse"`},
		{name: "an unknown profile is a mistake", options: engine.Options{Profiles: []string{"stict"}}, fails: `unknown profile "stict"`},
		{name: "an unknown severity is a mistake", options: engine.Options{Severities: map[string]engine.Severity{"one/base": "hgh"}}, fails: `unknown severity "hgh"`},
		{name: "an unknown setting is a mistake", options: engine.Options{Params: map[string]map[string]any{"one/base": {"days": 1}}}, fails: `unknown setting "days"`},
		{name: "settings of an unknown rule are a mistake", options: engine.Options{Params: map[string]map[string]any{"one/x": {}}}, fails: `unknown rule "one/x"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.options.Pack = p
			e, err := engine.New(tc.options)
			if tc.fails != "" {
				if err == nil || !strings.Contains(err.Error(), tc.fails) {
					t.Fatalf("error %v, expected %q", err, tc.fails)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			selected, err := e.Selected()
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range selected {
				ids = append(ids, r.ID)
			}
			if diff := cmp.Diff(tc.want, strings.Join(ids, " ")); diff != "" {
				t.Errorf("selected (-want +got):\n%s", diff)
			}
		})
	}
}

const gradedBody = `deny contains found if {
	some volume in input.kinds["test.volume"]
	value.above(volume.size, data.params["test/rule"].limit)
	bad := finding.at(volume, ["size"], {"size": volume.size})
	found := finding.severity(bad, volume.grade)
}`

func TestGradingAndSettings(t *testing.T) {
	p := pack(t, map[string]string{"test/rule": source(
		"test/rule", "test.volume", "#   message: \"{resource} is bad\"\n#   params: {limit: 100}", gradedBody,
	)})
	for _, tc := range []struct {
		name    string
		options engine.Options
		size    int
		grade   string
		want    engine.Severity // empty for silence
	}{
		{name: "a rule grades below its severity", size: 200, grade: "low", want: engine.Low},
		{name: "a rule can't grade above its severity", size: 200, grade: "critical", want: engine.High},
		{name: "the user's severity caps the grade", size: 200, grade: "medium", want: engine.Low, options: engine.Options{Severities: map[string]engine.Severity{"test/*": engine.Low}}},
		{name: "the longer pattern wins", size: 200, grade: "critical", want: engine.Critical, options: engine.Options{Severities: map[string]engine.Severity{
			"test/*": engine.Low, "test/rule": engine.Critical,
		}}},
		{name: "the default setting holds", size: 100, grade: "low"},
		{name: "the user's setting replaces it", size: 100, grade: "low", want: engine.Low, options: engine.Options{Params: map[string]map[string]any{"test/rule": {"limit": 99}}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.options.Pack = p
			u := unit(node("a", "test.volume", 1, attributes{"size": graph.NewInt(tc.size), "grade": graph.NewString(tc.grade)}))
			var got engine.Severity
			for _, f := range evaluate(t, tc.options, u) {
				got = f.Severity
			}
			if got != tc.want {
				t.Errorf("severity %q, expected %q", got, tc.want)
			}
		})
	}
}
