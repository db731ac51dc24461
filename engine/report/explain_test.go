package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
)

func TestExplain(t *testing.T) {
	rules := sampleRules()
	notes := map[string]string{"000": "Compute and storage"}
	cases := []struct {
		file string
		rule *engine.Rule
		o    Options
	}{
		{"explain.txt", rules[0], Options{Width: 80}},
		{"explain_korean.txt", rules[0], Options{Language: "ko"}},
		{"explain_settings.txt", rules[1], Options{}},
		{"explain_one_language.txt", rules[4], Options{}},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			var b bytes.Buffer
			if err := Explain(&b, c.rule, notes, c.o); err != nil {
				t.Fatal(err)
			}
			golden(t, c.file, b.Bytes())
		})
	}
}

func TestRules(t *testing.T) {
	for file, format := range map[string]string{"rules.txt": "table", "rules.json": "json", "rules.md": "markdown"} {
		t.Run(format, func(t *testing.T) {
			var b bytes.Buffer
			if err := Rules(&b, format, sampleRules(), Options{}); err != nil {
				t.Fatal(err)
			}
			golden(t, file, b.Bytes())
		})
	}
	if err := Rules(&bytes.Buffer{}, "yaml", nil, Options{}); err == nil {
		t.Error("want an error for an unknown format")
	}
}

// The list as json is what the index holds, so it can be read back.
func TestRulesRoundTrip(t *testing.T) {
	var b bytes.Buffer
	if err := Rules(&b, "json", sampleRules(), Options{}); err != nil {
		t.Fatal(err)
	}
	var got []*engine.Rule
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := sampleRules()
	want[1].Params["max_size"] = 100.0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMarkdownText(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"keeps a table's cell whole", "a|b\nc", `a\|b\\nc`},
		{"shows tags and markup as text", "<b>*x*</b> `y` [z](u)", "&lt;b&gt;\\*x\\*&lt;/b&gt; \\`y\\` \\[z\\](u)"},
		{"mentions nobody", "@team #12", `&#64;team \#12`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, markdownText(c.in)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCode(t *testing.T) {
	for in, want := range map[string]string{"a": "`a`", "a`b": "`` a`b ``", "a|b": "`a\\|b`"} {
		if got := code(in); got != want {
			t.Errorf("code(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestInertLinesAreNoCommands(t *testing.T) {
	for _, line := range []string{"::error::x", "  ::set-env name=a::b", "##[error]x", "a ##[add-path]b"} {
		got := inert(line)
		if strings.HasPrefix(strings.TrimSpace(got), "::") || strings.Contains(got, "##[") {
			t.Errorf("inert(%q) = %q, which is a command", line, got)
		}
	}
}
