package ruletest

import (
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

func TestIdioms(t *testing.T) {
	for _, tc := range []struct{ name, body, want string }{
		{"a comparison of an attribute", `x.port > 7`, "compares x.port"},
		{"a comparison of an attribute under another name", `p := x.port; p > 7`, "compares p"},
		{"an inequality", `x.name != "a"`, "compares x.name"},
		{"a comparison with arithmetic", `x.to - x.from > 7`, "compares x.to"},
		{"a negated equality", `not x.name == "a"`, "negates a test of x.name"},
		{"a negated membership", `not x.name in {"a"}`, "negates a test of x.name"},
		{"a negated prefix", `not startswith(x.name, "a")`, "negates a test of x.name"},
		{"a negated prefix of another case", `not startswith(lower(x.name), "a")`, "negates a test of x.name"},
		{"a negated test of an element", `some n in value.items(x.names); not startswith(n, "a")`, "negates a test of n"},
		{"a count", `count(x.names) == 0`, "counts x.names"},
		{"an iteration", `some n in x.names; n == "a"`, "iterates x.names"},
		{"an every", `every n in x.names { n == "a" }`, "every over x.names"},
		{"the same within a comprehension", `[n | some n in value.items(x.names); n != "a"] == []`, "compares n"},

		{"a positive equality", `x.name == "a"`, ""},
		{"a positive prefix", `startswith(x.name, "a")`, ""},
		{"a negated attribute", `not x.encrypted`, ""},
		{"a comparison after a test of its type", `is_number(x.port); x.port > 7`, ""},
		{"a comparison by a predicate", `value.above(x.port, 7)`, ""},
		{"a negated prefix of what is known", `value.known(x.name); not startswith(x.name, "a")`, ""},
		{"a negated test of a type", `not is_string(x.name)`, ""},
		{"an iteration by a predicate", `some n in value.items(x.names); n == "a"`, ""},
		{"an iteration over resources", `some y in input.kinds["a.b"]; y.address != x.address`, ""},
		{"an iteration over referrers", `some y in input.incoming[x.address]["a.b"]; y.encrypted`, ""},
		{"a count of what was gathered", `count([n | some n in value.items(x.names)]) == 0`, ""},
		{"a negated helper", `not _good(x)`, ""},
		{"a setting", `value.above(x.port, data.params["a/b"].limit)`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := "package rules.a.b\n\nimport rego.v1\n\nimport data.lib.value\n\ndeny contains 1 if {\n\tsome x in input.kinds[\"a.b\"]\n\t" + tc.body + "\n}\n"
			module, err := ast.ParseModuleWithOpts("a/b.rego", text, ast.ParserOptions{RegoVersion: ast.RegoV1})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(Idioms(module), "\n")
			if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
				t.Errorf("idioms %q, expected %q", got, tc.want)
			}
		})
	}
}
