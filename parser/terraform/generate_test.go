package terraform

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// generator writes random expressions that mostly make sense: each asks for a
// kind of value and gets one of the ways to write it.
type generator struct {
	*rand.Rand
	depth int
}

func (g *generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g *generator) expression() string {
	switch g.IntN(5) {
	case 0:
		return g.text()
	case 1:
		return g.number()
	case 2:
		return g.boolean()
	case 3:
		return g.list()
	default:
		return g.object()
	}
}

// shallow says when to stop nesting.
func (g *generator) shallow() bool { return g.depth > 3 || g.IntN(4) == 0 }

func (g *generator) nested(f func() string) string {
	g.depth++
	defer func() { g.depth-- }()
	return f()
}

func (g *generator) text() string {
	if g.shallow() {
		return g.pick(`"a"`, `"B c"`, `""`, `"10"`, `"true"`, `"x,y,z"`, "local.text", "var.any", "local.id", "local.unknown", "terraform_data.some.input", `terraform_data.twice[1].input`, "var.object.name", "local.map.c")
	}
	return g.nested(func() string {
		switch g.IntN(16) {
		case 0:
			return fmt.Sprintf(`"%s${%s}-${%s}"`, g.pick("", "p/"), g.text(), g.scalar())
		case 1:
			return fmt.Sprintf("%s(%s)", g.pick("upper", "lower", "title", "trimspace", "chomp", "strrev", "md5", "base64encode", "tostring", "jsonencode", "urlencode"), g.text())
		case 2:
			return fmt.Sprintf(`join(%s, %s)`, g.pick(`","`, `""`, `"-"`), g.list())
		case 3:
			return fmt.Sprintf(`format("%%s-%%v", %s, %s)`, g.text(), g.scalar())
		case 4:
			return fmt.Sprintf("%s ? %s : %s", g.boolean(), g.text(), g.scalar())
		case 5:
			return fmt.Sprintf("coalesce(%s, %s)", g.text(), g.text())
		case 6:
			return fmt.Sprintf(`replace(%s, "a", %s)`, g.text(), g.text())
		case 7:
			return fmt.Sprintf("substr(%s, %d, %d)", g.text(), g.IntN(3), g.IntN(5)-1)
		case 8:
			return fmt.Sprintf("jsonencode(%s)", g.expression())
		case 9:
			return fmt.Sprintf(`"%%{ if %s }%s%%{ else }${%s}%%{ endif }"`, g.boolean(), g.pick("yes", "", "x"), g.scalar())
		case 10:
			return fmt.Sprintf(`"%%{ for v in %s }${v};%%{ endfor }"`, g.list())
		case 11:
			return fmt.Sprintf(`lookup(%s, %s, %s)`, g.object(), g.pick(`"a"`, `"b"`, `"zz"`), g.text())
		case 12:
			return fmt.Sprintf("%s[%s]", g.list(), g.number())
		case 13:
			return fmt.Sprintf("element(%s, %s)", g.list(), g.number())
		case 14:
			return fmt.Sprintf("%s.%s", g.object(), g.pick("a", "b", "k"))
		default:
			return fmt.Sprintf("trimprefix(%s, %s)", g.text(), g.text())
		}
	})
}

func (g *generator) scalar() string {
	return []func() string{g.text, g.number, g.boolean}[g.IntN(3)]()
}

func (g *generator) number() string {
	if g.shallow() {
		return g.pick("0", "1", "2", "-1", "3.5", "10", `"4"`, "local.map.a", "var.numbers[1]", "var.object.size", "length(local.unknown)")
	}
	return g.nested(func() string {
		switch g.IntN(8) {
		case 0:
			return fmt.Sprintf("(%s %s %s)", g.number(), g.pick("+", "-", "*", "/", "%"), g.number())
		case 1:
			return fmt.Sprintf("length(%s)", g.pick(g.list(), g.object(), g.text()))
		case 2:
			return fmt.Sprintf("%s(%s, %s)", g.pick("max", "min", "pow"), g.number(), g.number())
		case 3:
			return fmt.Sprintf("%s(%s)", g.pick("abs", "ceil", "floor", "signum", "tonumber"), g.number())
		case 4:
			return fmt.Sprintf("%s ? %s : %s", g.boolean(), g.number(), g.number())
		case 5:
			return fmt.Sprintf("sum([%s, %s])", g.number(), g.number())
		case 6:
			return fmt.Sprintf("index(%s, %s)", g.list(), g.scalar())
		default:
			return fmt.Sprintf("-(%s)", g.number())
		}
	})
}

func (g *generator) boolean() string {
	if g.shallow() {
		return g.pick("true", "false", `"true"`, "local.id == \"x\"", "var.null == null")
	}
	return g.nested(func() string {
		switch g.IntN(8) {
		case 0:
			return fmt.Sprintf("(%s %s %s)", g.number(), g.pick("<", "<=", ">", ">="), g.number())
		case 1:
			return fmt.Sprintf("(%s %s %s)", g.expression(), g.pick("==", "!="), g.expression())
		case 2:
			return fmt.Sprintf("!(%s)", g.boolean())
		case 3:
			return fmt.Sprintf("contains(%s, %s)", g.list(), g.scalar())
		case 4:
			return fmt.Sprintf("%s(%s, %s)", g.pick("startswith", "endswith", "strcontains"), g.text(), g.text())
		case 5:
			return fmt.Sprintf("%s([%s, %s])", g.pick("alltrue", "anytrue"), g.boolean(), g.boolean())
		case 6:
			return fmt.Sprintf("tobool(%s)", g.boolean())
		default:
			return fmt.Sprintf("issensitive(%s)", g.scalar())
		}
	})
}

func (g *generator) list() string {
	if g.shallow() {
		return g.pick(`["a", "b", "c"]`, "[]", "[1, 2]", "var.numbers", "var.words", `["a", 1, true]`, "terraform_data.twice[*].input", "terraform_data.twice[*].id", "[local.id, \"k\"]", "terraform_data.list.input", "local.empty", `toset(["x", "y"])`)
	}
	return g.nested(func() string {
		switch g.IntN(14) {
		case 0:
			return fmt.Sprintf("[%s, %s]", g.expression(), g.expression())
		case 1:
			return fmt.Sprintf("[for v in %s : %s]", g.list(), g.pick("v", `"${v}!"`, "[v]", g.expression()))
		case 2:
			return fmt.Sprintf("[for i, v in %s : v if %s]", g.pick(g.list(), g.object()), g.pick("v != \"a\"", "i != 0", g.boolean()))
		case 3:
			return fmt.Sprintf("concat(%s, %s)", g.list(), g.list())
		case 4:
			return fmt.Sprintf("%s(%s)", g.pick("distinct", "reverse", "sort", "compact", "tolist", "toset", "flatten"), g.list())
		case 5:
			return fmt.Sprintf("%s(%s)", g.pick("keys", "values"), g.object())
		case 6:
			return fmt.Sprintf("slice(%s, 0, %s)", g.list(), g.number())
		case 7:
			return fmt.Sprintf("split(%s, %s)", g.pick(`","`, `"-"`), g.text())
		case 8:
			return fmt.Sprintf("%s(%s, %s)", g.pick("setunion", "setintersection", "setsubtract", "setproduct"), g.list(), g.list())
		case 9:
			return fmt.Sprintf("%s ? %s : %s", g.boolean(), g.list(), g.list())
		case 10:
			return fmt.Sprintf("chunklist(%s, 2)", g.list())
		case 11:
			return fmt.Sprintf("%s[*]", g.pick(g.list(), g.scalar(), g.object()))
		case 12:
			return fmt.Sprintf("coalescelist(%s, %s)", g.list(), g.list())
		default:
			return fmt.Sprintf("formatlist(\"%%s/%%s\", %s, %s)", g.list(), g.text())
		}
	})
}

func (g *generator) object() string {
	if g.shallow() {
		return g.pick("{}", `{ a = 1, b = "x" }`, "local.map", "var.object", `{ k = local.id, a = "x" }`, `tomap({ a = "1", k = "2" })`, "var.object.inner")
	}
	return g.nested(func() string {
		switch g.IntN(8) {
		case 0:
			return fmt.Sprintf("{ a = %s, k = %s }", g.expression(), g.expression())
		case 1:
			return fmt.Sprintf("merge(%s, %s)", g.object(), g.object())
		case 2:
			return fmt.Sprintf("{ for k, v in %s : \"${k}\" => %s }", g.pick(g.object(), g.list()), g.pick("v", "[v]", g.expression()))
		case 3:
			return fmt.Sprintf("{ for v in %s : v => %s%s }", g.list(), g.scalar(), g.pick("", "..."))
		case 4:
			return fmt.Sprintf("zipmap([\"a\", \"b\"], [%s, %s])", g.scalar(), g.scalar())
		case 5:
			return fmt.Sprintf("%s ? %s : %s", g.boolean(), g.object(), g.object())
		case 6:
			return fmt.Sprintf("tomap(%s)", g.object())
		default:
			return fmt.Sprintf("jsondecode(jsonencode(%s))", g.object())
		}
	})
}

func TestGeneratedExpressionsEvaluateAsTerraformPlansThem(t *testing.T) {
	requireTerraform(t)
	seeds := 3
	if os.Getenv("PLUMB_SEEDS") != "" {
		if _, err := fmt.Sscan(os.Getenv("PLUMB_SEEDS"), &seeds); err != nil {
			t.Fatal(err)
		}
	}
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			g := &generator{Rand: rand.New(rand.NewPCG(seed, 1))}
			list := make([]string, 250)
			for i := range list {
				list[i] = g.expression()
			}
			good := evaluates(t, list)
			dir := program(t, good, "%s")
			compare(planOf(t, dir, nil), load(t, dir, Options{}), false).check(t, good)
		})
	}
}

// notExercised are the functions that the corpus leaves out, with the reason.
var notExercised = map[string]string{
	"plantimestamp": "Terraform knows it while planning, plumb never does",
}

func TestEveryFunctionOfTheLanguageIsExercised(t *testing.T) {
	requireTerraform(t)
	var metadata struct {
		Signatures map[string]any `json:"function_signatures"`
	}
	if err := json.Unmarshal(terraform(t, t.TempDir(), nil, "metadata", "functions", "-json"), &metadata); err != nil {
		t.Fatal(err)
	}
	corpus := strings.Join(expressions(t), "\n")
	u := newEvaluation(NewLoader(nil, Options{}), ".")
	for name := range metadata.Signatures {
		name = strings.TrimPrefix(name, "core::")
		if _, ok := u.functions[name]; !ok {
			t.Errorf("%s is not there", name)
		}
		if _, ok := notExercised[name]; !ok && !strings.Contains(corpus, name+"(") {
			t.Errorf("%s is not exercised", name)
		}
	}
}
