package engine_test

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/rules"
)

func TestMetadataMistakes(t *testing.T) {
	good := source("test/rule", "ebs.volume", plainMeta, strings.ReplaceAll(encryptedBody, "test.volume", "ebs.volume"))
	for _, tc := range []struct{ name, old, new, want string }{
		{"an unknown key", "#   severity: high", "#   severity: high\n#   sevrity: low", `rule.rego:8: unknown key "sevrity" in custom`},
		{"an unknown key beside custom", "# custom:", "# titel: x\n# custom:", `rule.rego:6: unknown key "titel"`},
		{"a severity that is none", "severity: high", "severity: urgent", `rule.rego:7: unknown severity "urgent"`},
		{"a category that is none", "category: encryption", "category: crypto", `rule.rego:8: unknown category "crypto"`},
		{"a profile that is none", "#   kinds", "#   profile: paranoid\n#   kinds", `rule.rego:9: unknown profile "paranoid"`},
		{"a package that is not the path", "package rules.test.rule", "package rules.test.other", `package rules.test.other, expected rules.test.rule`},
		{"placeholders that differ", `message: "나쁨: {resource}"`, `message: "나쁨: {name}"`, `has the placeholders [name] in Korean and [resource] in English`},
		{"a particle after a placeholder", `message: "나쁨: {resource}"`, `message: "{resource}은 나쁨"`, `has a particle directly after a placeholder`},
		{"no message", `#   message: "{resource} is bad"`, "", `exactly one of message and messages is required`},
		{"no fix", `#   fix: {text: "Fix it"}`, "", `fix.text is missing`},
		{"no Korean title", `#     title: "제목"`, "", `required in English and Korean`},
		{"a list that should be text", "severity: high", "severity: [high]", `rule.rego:7: severity: got array`},
		{"malformed evidence", "evidence: [encrypted]", "evidence: [encrypted..x]", `rule.rego:10: evidence "encrypted..x" is no path`},
		{"a kind that is none", "kinds: [ebs.volume]", "kinds: [ebs.volume, ebs.volumes]", `rule.rego:9: unknown kind "ebs.volumes"`},
		{"evidence that the kind doesn't have", "evidence: [encrypted]", "evidence: [encryption]", `rule.rego:10: unknown attribute "encryption" of ebs.volume`},
		{"a kind that is read but not listed", `input.kinds["ebs.volume"]`, `input.kinds["s3.bucket"]`, `rule.rego:9: the rule reads s3.bucket, which kinds doesn't list`},
		{"Rego that doesn't parse", "deny contains", "deny contain", `rego_parse_error`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Replace(good, tc.old, tc.new, 1)
			if text == good {
				t.Fatalf("the case doesn't change the rule")
			}
			p, err := engine.ReadPack(fstest.MapFS{"test/rule.rego": &fstest.MapFile{Data: []byte(text)}})
			if err == nil {
				err = p.Check()
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, expected %q", err, tc.want)
			}
		})
	}
}

func TestEmbeddedFormIsThePackOfTheSources(t *testing.T) {
	// Rules with mistakes, which the pack's own test reports, are left out.
	sources, _ := engine.ReadPack(os.DirFS("../rules"))
	index, err := sources.Index()
	if err != nil {
		t.Fatal(err)
	}
	assembled, err := sources.Assemble()
	if err != nil {
		t.Fatal(err)
	}
	opened, err := engine.OpenPack(index, string(sources.Modules()), string(assembled))
	if err != nil {
		t.Fatal(err)
	}
	want, err := sources.Rules()
	if err != nil {
		t.Fatal(err)
	}
	got, err := opened.Rules()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(encode(t, want), encode(t, got)); diff != "" {
		t.Errorf("metadata (-sources +embedded):\n%s", diff)
	}
	o := engine.Options{Profiles: []string{"all"}, Pack: sources}
	fromSources := encode(t, evaluate(t, o, estate(50)))
	o.Pack = opened
	if diff := cmp.Diff(fromSources, encode(t, evaluate(t, o, estate(50)))); diff != "" {
		t.Errorf("findings (-sources +embedded):\n%s", diff)
	}
}

func encode(t *testing.T, x any) string {
	t.Helper()
	text, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestUserPack(t *testing.T) {
	builtIn := pack(t, map[string]string{"test/rule": source("test/rule", "test.volume", plainMeta, encryptedBody)})
	volume := node("a", "test.volume", 1, attributes{"encrypted": graph.NewBool(false)})
	t.Run("adds its rules and uses the built-in libraries", func(t *testing.T) {
		user, err := engine.ReadPack(fstest.MapFS{"team/rule.rego": &fstest.MapFile{Data: []byte(source("team/rule", "test.volume", plainMeta, encryptedBody))}})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, f := range evaluate(t, engine.Options{Pack: builtIn, User: user}, unit(volume)) {
			ids = append(ids, f.Rule.ID)
		}
		if diff := cmp.Diff([]string{"team/rule", "test/rule"}, ids); diff != "" {
			t.Errorf("rules that fail (-want +got):\n%s", diff)
		}
	})
	t.Run("can't replace a built-in rule", func(t *testing.T) {
		user := pack(t, map[string]string{"test/rule": source("test/rule", "test.network, test.log", `#   message: "{resource} is bad"`, joinBody)})
		if _, err := engine.New(engine.Options{Pack: builtIn, User: user}); err == nil || !strings.Contains(err.Error(), "already") {
			t.Errorf("error %v, expected that the name is taken", err)
		}
	})
	for _, call := range []string{`http.send({"method": "get", "url": "http://127.0.0.1"})`, `opa.runtime().env`, `time.now_ns()`, `net.lookup_ip_addr("localhost")`} {
		t.Run("can't call "+call, func(t *testing.T) {
			body := strings.Replace(encryptedBody, "not volume.encrypted", "x := "+call+"\n\tx", 1)
			user := pack(t, map[string]string{"team/rule": source("team/rule", "test.volume", plainMeta, body)})
			e, err := engine.New(engine.Options{User: user})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := e.Evaluate(t.Context(), unit(volume)); err == nil || !strings.Contains(err.Error(), "undefined function") {
				t.Errorf("error %v, expected that the function is undefined", err)
			}
		})
	}
}

func TestRulesThatMisbehave(t *testing.T) {
	volume := node("a", "test.volume", 1, attributes{"encrypted": graph.NewBool(false)})
	for _, tc := range []struct{ name, meta, body, want string }{
		{"a finding that is no finding", plainMeta, `deny contains "bad" if input.kinds["test.volume"]`, "evaluate test/rule"},
		{"a finding about nothing", plainMeta, `deny contains found if found := finding.at({"address": "x"}, [], {})`, `finding about "x"`},
		{"a message without its value", "#   message: \"{resource} has {size}\"", encryptedBody, "needs a value for {size}"},
		{"a message that doesn't exist", plainMeta, strings.Replace(encryptedBody, "finding.at(volume, [\"encrypted\"], {})", "finding.variant(finding.at(volume, [], {}), \"x\")", 1), "no message x"},
		{"an import of nothing", plainMeta, encryptedBody + "\nx if data.lib.nothing.here", "data.lib.nothing"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := source("test/rule", "test.volume", tc.meta, tc.body)
			text = strings.Replace(text, `message: "나쁨: {resource}"`, `message: "나쁨: {resource}`+strings.Repeat(" {size}", strings.Count(tc.meta, "{size}"))+`"`, 1)
			e, err := engine.New(engine.Options{Pack: pack(t, map[string]string{"test/rule": text})})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := e.Evaluate(t.Context(), unit(volume)); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, expected %q", err, tc.want)
			}
		})
	}
}

func TestSameFindingsWhateverTheWorkers(t *testing.T) {
	p, err := rules.Pack()
	if err != nil {
		t.Fatal(err)
	}
	var outputs []string
	for _, jobs := range []int{1, 8, 8} {
		outputs = append(outputs, encode(t, evaluate(t, engine.Options{Pack: p, Profiles: []string{"all"}, Jobs: jobs}, estate(500))))
	}
	for i, got := range outputs {
		if got != outputs[0] {
			t.Errorf("run %d differs:\n%s", i, cmp.Diff(outputs[0], got))
		}
	}
	if !strings.Contains(outputs[0], "ebs/encrypted") {
		t.Error("nothing was found")
	}
}

func TestConcurrentUnits(t *testing.T) {
	t.Parallel()
	p, err := rules.Pack()
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(engine.Options{Pack: p})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			found, err := e.Evaluate(t.Context(), estate(20+i))
			if err != nil || len(found) == 0 {
				t.Errorf("%d findings, error %v", len(found), err)
			}
		})
	}
}
