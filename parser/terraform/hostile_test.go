package terraform

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// doubling writes locals of which each holds the one before it twice.
func doubling(format string, n int) string {
	var b strings.Builder
	b.WriteString("locals {\n  n0 = " + strings.ReplaceAll(format, "local.x", "\"xxxxxxxxxxxxxxxx\"") + "\n")
	for i := range n {
		fmt.Fprintf(&b, "  n%d = %s\n", i+1, strings.ReplaceAll(format, "local.x", fmt.Sprintf("local.n%d", i)))
	}
	fmt.Fprintf(&b, "}\nresource \"x_y\" \"z\" {\n  v = local.n%d\n}\n", n)
	return b.String()
}

func chain(n int) string {
	var b strings.Builder
	b.WriteString("locals {\n")
	for i := range n {
		fmt.Fprintf(&b, "  n%06d = local.n%06d\n", i, i+1)
	}
	fmt.Fprintf(&b, "  n%06d = 1\n}\n", n)
	return b.String()
}

// hostile are inputs that would take all time or memory; each must end with a
// diagnostic instead. A test that takes minutes or is killed has found one
// that doesn't.
var hostile = map[string]map[string]string{
	"a count of a billion":          {"main.tf": "resource \"x_y\" \"z\" {\n  count = 1e9\n}\n"},
	"a count beyond any integer":    {"main.tf": "resource \"x_y\" \"z\" {\n  count = 1e30\n}\n"},
	"a for_each over a product":     {"main.tf": "resource \"x_y\" \"z\" {\n  for_each = toset([for p in setproduct(range(200), range(200)) : \"${p[0]}-${p[1]}\"])\n}\n"},
	"a product of products":         {"main.tf": "locals {\n  v = setproduct(range(1000), range(1000), range(1000), range(1000))\n}\n"},
	"loops in loops":                {"main.tf": "locals {\n  v = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : [for d in range(1000) : 1]]]]\n}\n"},
	"a text that doubles":           {"main.tf": doubling("\"${local.x}${local.x}\"", 40)},
	"a list that doubles":           {"main.tf": doubling("[local.x, local.x]", 40)},
	"a list that doubles by concat": {"main.tf": doubling("concat([\"x\"], flatten([local.x]), flatten([local.x]))", 40)},
	"a map that doubles":            {"main.tf": doubling("{ a = local.x, b = local.x }", 60)},
	"a join of long separators":     {"main.tf": "locals {\n  s = join(\"\", [for i in range(1000) : \"" + strings.Repeat("x", 200) + "\"])\n  v = join(local.s, range(1000))\n}\n"},
	"a wide format":                 {"main.tf": "locals {\n  v = format(\"%999999999d\", 1)\n}\n"},
	"a deep indent":                 {"main.tf": "locals {\n  v = indent(999999999, \"a\\nb\")\n}\n"},
	"a replace that multiplies":     {"main.tf": doubling("replace(local.x, \"x\", \"xxxxxxxxxxxxxxxx\")", 40)},
	"a number of a billion digits":  {"main.tf": "locals {\n  v = \"${1e99999999}\"\n}\n"},
	"a number in a list":            {"main.tf": "locals {\n  v = jsonencode([1e99999999])\n}\n"},
	"a number that squares itself":  {"main.tf": "locals {\n  a = 1e5000\n  b = local.a * local.a\n  c = local.b * local.b\n  d = \"${local.c}\"\n}\n"},
	"a number in a string":          {"main.tf": "locals {\n  v = upper(tonumber(\"1e99999999\"))\n}\n"},
	"a chain of names":              {"main.tf": chain(20_000)},
	"a ring of locals":              {"main.tf": "locals {\n  a = local.b\n  b = [local.c]\n  c = local.a\n}\n"},
	"a ring of resources":           {"main.tf": "resource \"x_y\" \"a\" {\n  v = x_y.b.v\n}\nresource \"x_y\" \"b\" {\n  v = x_y.a.v\n}\n"},
	"a ring of modules":             {"main.tf": "module \"a\" {\n  source = \"./m\"\n  v      = module.b.v\n}\nmodule \"b\" {\n  source = \"./m\"\n  v      = module.a.v\n}\n", "m/main.tf": "variable \"v\" {}\noutput \"v\" {\n  value = var.v\n}\n"},
	"a count of itself":             {"main.tf": "resource \"x_y\" \"a\" {\n  count = length(x_y.a)\n}\n"},
	"a module that calls itself":    {"main.tf": "module \"m\" {\n  source = \"./m\"\n}\n", "m/main.tf": "module \"m\" {\n  source = \"../m\"\n}\n"},
	"a root that calls itself":      {"main.tf": "module \"m\" {\n  source = \"./\"\n}\n"},
	"modules that multiply": {
		"main.tf":   "module \"m\" {\n  source = \"./a\"\n  count  = 1000\n}\n",
		"a/main.tf": "module \"m\" {\n  source = \"../b\"\n  count  = 1000\n}\n",
		"b/main.tf": "module \"m\" {\n  source = \"../c\"\n  count  = 1000\n}\n",
		"c/main.tf": "resource \"x_y\" \"z\" {\n}\n",
	},
	"many brackets":        {"main.tf": "locals {\n  v = " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "\n}\n"},
	"many operators":       {"main.tf": "locals {\n  v = 1" + strings.Repeat("+1", 500_000) + "\n}\n"},
	"many negations":       {"main.tf": "locals {\n  v = " + strings.Repeat("!", 500_000) + "true\n}\n"},
	"many conditions":      {"main.tf": "locals {\n  v = " + strings.Repeat("true ? 1 : ", 100_000) + "1\n}\n"},
	"many blocks":          {"main.tf": strings.Repeat("a {\n", 100_000) + strings.Repeat("}\n", 100_000)},
	"many directives":      {"main.tf": "locals {\n  v = \"" + strings.Repeat("%{if true}", 100_000) + strings.Repeat("%{endif}", 100_000) + "\"\n}\n"},
	"many interpolations":  {"main.tf": "locals {\n  v = " + strings.Repeat("\"${", 50_000) + "1" + strings.Repeat("}\"", 50_000) + "\n}\n"},
	"deep JSON":            {"main.tf.json": "{\"locals\": {\"v\": " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}}"},
	"deep JSON in text":    {"main.tf": "locals {\n  v = jsondecode(file(\"deep\"))\n}\n", "deep": strings.Repeat("[", 500_000) + strings.Repeat("]", 500_000)},
	"deep YAML in text":    {"main.tf": "locals {\n  v = yamldecode(file(\"deep\"))\n}\n", "deep": strings.Repeat("[", 50_000) + strings.Repeat("]", 50_000)},
	"deep variables":       {"main.tf": "variable \"v\" {}\n", "terraform.tfvars": "v = " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)},
	"a deep template":      {"main.tf": "locals {\n  v = templatefile(\"t\", {})\n}\n", "t": strings.Repeat("%{if true}", 100_000)},
	"a template of itself": {"main.tf": "locals {\n  v = templatefile(\"t\", {})\n}\n", "t": "${templatefile(\"t\", {})}"},
	"aliases in YAML": {
		"main.tf": "locals {\n  v = yamldecode(file(\"bomb\"))\n}\n",
		"bomb":    "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g,*g]\n",
	},
	"a pattern that is expensive":        {"main.tf": "locals {\n  v = regexall(\"(x{1,30}){1,30}y\", file(\"text\"))\n}\n", "text": strings.Repeat("x", 1_000_000)},
	"a file beyond the limit":            {"main.tf": strings.Repeat("#", 10<<20)},
	"instances with large values":        {"main.tf": "locals {\n  v = [for i in range(1000) : \"x\"]\n}\nresource \"x_y\" \"z\" {\n  count = 10000\n  v     = local.v\n}\n"},
	"instances with expensive functions": {"main.tf": "locals {\n  s = join(\"\", [for i in range(1000) : join(\"\", range(1000))])\n}\nresource \"x_y\" \"z\" {\n  count = 10000\n  v     = sha512(local.s)\n}\n"},
	"a dynamic block of many":            {"main.tf": "resource \"x_y\" \"z\" {\n  dynamic \"b\" {\n    for_each = flatten([for i in range(1000) : range(20)])\n    content {\n    }\n  }\n}\n"},
	"dynamic blocks in dynamic blocks":   {"main.tf": "resource \"x_y\" \"z\" {\n  dynamic \"a\" {\n    for_each = range(1000)\n    content {\n      dynamic \"b\" {\n        for_each = range(1000)\n        content {\n          dynamic \"c\" {\n            for_each = range(1000)\n            content {\n            }\n          }\n        }\n      }\n    }\n  }\n}\n"},
}

func TestHostileInputEndsWithADiagnostic(t *testing.T) {
	var report strings.Builder
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, text := range hostile[name] {
				write(t, filepath.Join(dir, file), text)
			}
			u := load(t, dir, Options{})
			if len(u.Diagnostics) == 0 {
				t.Fatal("there is no diagnostic")
			}
			d := u.Diagnostics[0]
			fmt.Fprintf(&report, "%s\n    %s: %s: %s\n", name, d.Range, d.Severity, d.Message)
		})
	}
	golden(t, "testdata/hostile.golden", report.String())
}

func TestNothingOutsideTheRootIsRead(t *testing.T) {
	outer := t.TempDir()
	write(t, filepath.Join(outer, "secret"), "secret")
	write(t, filepath.Join(outer, "m", "main.tf"), "output \"o\" { value = \"outside\" }\n")
	dir := filepath.Join(outer, "root")
	write(t, filepath.Join(dir, "main.tf"), `
locals {
  up   = try(file("../secret"), "failed")
  abs  = try(file("`+outer+`/secret"), "failed")
  link = try(file("link"), "failed")
  is   = fileexists("../secret")
  set  = fileset("..", "*")
  loop = fileset(".", "**")
}
module "m" {
  source = "../m"
}
output "o" { value = [local.up, local.abs, local.link, local.is, local.set, module.m.o] }
output "loop" { value = local.loop }
`)
	for name, target := range map[string]string{"link": "../secret", "loop": "."} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	u := load(t, dir, Options{})
	want := `["?","?","failed","?","?","?"]`
	if diff := cmp.Diff(want, strings.ReplaceAll(text(u.Resource("output.o").Attributes.Get("value")), `\u003cunknown\u003e`, "?")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(`["main.tf"]`, text(u.Resource("output.loop").Attributes.Get("value"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
