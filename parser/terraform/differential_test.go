package terraform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

// The real terraform binary is the oracle: programs of terraform_data
// resources, which need no provider, are planned by it and evaluated here.

// plan is what the tests read of "terraform show -json".
type plan struct {
	PlannedValues struct {
		Outputs map[string]struct {
			Value any `json:"value"`
		} `json:"outputs"`
	} `json:"planned_values"`
	ResourceChanges []struct {
		Address string `json:"address"`
		Mode    string `json:"mode"`
		Change  struct {
			Actions      []string       `json:"actions"`
			After        map[string]any `json:"after"`
			AfterUnknown map[string]any `json:"after_unknown"`
		} `json:"change"`
	} `json:"resource_changes"`
	OutputChanges map[string]struct {
		After        any `json:"after"`
		AfterUnknown any `json:"after_unknown"`
	} `json:"output_changes"`
}

// requireTerraform skips a test where there is no terraform binary, unless
// PLUMB_REQUIRE_TERRAFORM is set, as it is in CI.
func requireTerraform(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("terraform"); err != nil {
		if os.Getenv("PLUMB_REQUIRE_TERRAFORM") != "" {
			t.Fatal("PLUMB_REQUIRE_TERRAFORM is set, but there is no terraform binary on the path")
		}
		t.Skip("needs the terraform binary, and there is none on the path")
	}
}

// terraform runs the binary in a directory and returns its standard output.
func terraform(t *testing.T, dir string, env []string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "terraform", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1", "TF_CLI_ARGS=")
	cmd.Env = append(cmd.Env, env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("terraform %s: %v\n%s%s", strings.Join(args, " "), err, stdout.String(), stderr.String())
	}
	return stdout.Bytes()
}

// planOf plans the program in a directory.
func planOf(t *testing.T, dir string, env []string, args ...string) plan {
	t.Helper()
	terraform(t, dir, env, "init", "-backend=false", "-input=false", "-no-color")
	out := filepath.Join(t.TempDir(), "plan")
	terraform(t, dir, env, append([]string{"plan", "-input=false", "-no-color", "-lock=false", "-out=" + out}, args...)...)
	var p plan
	if err := json.Unmarshal(terraform(t, dir, nil, "show", "-json", out), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// comparison collects the differences between a plan and a unit.
type comparison struct {
	values, unknowns, more int
	differences            []string
	// lenient names addresses where plumb may know what terraform doesn't.
	lenient bool
}

func compare(p plan, u *graph.Unit, lenient bool) *comparison {
	c := &comparison{lenient: lenient}
	planned := map[string]bool{}
	for _, change := range p.ResourceChanges {
		if change.Mode != "managed" {
			continue
		}
		planned[change.Address] = true
		r := u.Resource(change.Address)
		if r == nil {
			c.differ(change.Address, "is planned, but not in the graph")
			continue
		}
		for _, name := range []string{"input", "triggers_replace", "output", "id"} {
			c.value(change.Address+"."+name, change.Change.After[name], change.Change.AfterUnknown[name], r.Attributes.Get(name))
		}
	}
	for _, r := range u.Resources {
		if r.Mode == graph.Managed && !planned[r.Address] {
			c.differ(r.Address, "is in the graph, but not planned")
		}
	}
	for name, change := range p.OutputChanges {
		if r := u.Resource("output." + name); r != nil {
			c.value("output."+name, change.After, change.AfterUnknown, r.Attributes.Get("value"))
		}
	}
	slices.Sort(c.differences)
	return c
}

func (c *comparison) differ(where, format string, args ...any) {
	c.differences = append(c.differences, where+" "+fmt.Sprintf(format, args...))
}

// value compares a planned value with one of the graph.
func (c *comparison) value(where string, after, unknown any, got *graph.Value) {
	if unknown == true {
		c.unknowns++
		switch {
		case got == nil:
			c.differ(where, "is unknown in the plan, but absent")
		case got.WhollyKnown() && !c.lenient:
			c.differ(where, "is unknown in the plan, but %s here", text(got))
		case got.Form != graph.Unknown:
			c.more++
		}
		return
	}
	if got.IsAbsent() {
		if after != nil {
			c.differ(where, "is %v in the plan, but null here", after)
		}
		return
	}
	if got.Form == graph.Unknown {
		c.differ(where, "is %v in the plan, but unknown here (%s)", after, why(got.Why))
		return
	}
	c.known(where, after, unknown, got)
}

func (c *comparison) known(where string, after, unknown any, got *graph.Value) {
	switch got.Form {
	case graph.List:
		list, ok := after.([]any)
		open, _ := unknown.([]any)
		if !ok || len(list) != len(got.List) {
			c.differ(where, "is %v in the plan, but %s here", after, text(got))
			return
		}
		for i, element := range got.List {
			var u any
			if i < len(open) {
				u = open[i]
			}
			c.value(fmt.Sprintf("%s[%d]", where, i), list[i], u, element)
		}
	case graph.Map:
		entries, ok := after.(map[string]any)
		open, _ := unknown.(map[string]any)
		if !ok {
			c.differ(where, "is %v in the plan, but %s here", after, text(got))
			return
		}
		for key, entry := range got.Map {
			_, written := entries[key]
			if !written && open[key] == nil {
				c.differ(where+"."+key, "is not in the plan, but %s here", text(entry))
				continue
			}
			c.value(where+"."+key, entries[key], open[key], entry)
		}
		for key := range entries {
			if got.Map[key] == nil {
				c.differ(where+"."+key, "is in the plan, but not here")
			}
		}
	default:
		c.values++
		want, err := json.Marshal(after)
		if err != nil || string(want) != text(got) {
			c.differ(where, "is %s in the plan, but %s here", want, text(got))
		}
	}
}

// text renders a value as JSON.
func text(v *graph.Value) string {
	b, err := json.Marshal(plain(v))
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func plain(v *graph.Value) any {
	switch {
	case v.IsAbsent():
		return nil
	case v.Form == graph.Unknown:
		return "<unknown>"
	case v.Form == graph.Bool:
		return v.Bool
	case v.Form == graph.Number:
		var f float64
		if err := json.Unmarshal([]byte(v.Text), &f); err != nil {
			return v.Text
		}
		return f
	case v.Form == graph.List:
		list := []any{}
		for _, e := range v.List {
			list = append(list, plain(e))
		}
		return list
	case v.Form == graph.Map:
		entries := map[string]any{}
		for k, e := range v.Map {
			entries[k] = plain(e)
		}
		return entries
	}
	return v.Text
}

// load evaluates the root module in a directory.
func load(t *testing.T, dir string, o Options) *graph.Unit {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return NewLoader(root, o).Load(".")
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// expressions reads the corpus: one expression a line, # for comments.
func expressions(tb testing.TB) []string {
	tb.Helper()
	corpus, err := os.ReadFile("testdata/expressions.txt")
	if err != nil {
		tb.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(corpus)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return list
}

// program writes a program with one resource for each expression, beside the
// names that the corpus uses.
func program(t *testing.T, list []string, wrap string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/expressions")); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, e := range list {
		fmt.Fprintf(&b, "resource \"terraform_data\" \"e%04d\" {\n  input = %s\n}\n", i, fmt.Sprintf(wrap, e))
	}
	write(t, filepath.Join(dir, "main.tf"), b.String())
	return dir
}

func (c *comparison) check(t *testing.T, list []string) {
	t.Helper()
	for _, d := range c.differences {
		var i int
		if strings.Contains(d, "is unknown in the plan, but") && knowsMore(d, list) {
			c.more++
			continue
		}
		if _, err := fmt.Sscanf(d, "terraform_data.e%04d", &i); err == nil && i < len(list) {
			d += "\n    " + list[i]
		}
		t.Error(d)
	}
	t.Logf("%d values and %d unknowns agree with terraform, %d of them partly known here", c.values, c.unknowns, c.more)
}

// knowsMore reports whether a difference is one of those that plumb makes on
// purpose: can answers where the answer doesn't depend on the unknown, and one
// side may decide && and ||, as it does in Terraform since 1.12.
func knowsMore(difference string, list []string) bool {
	var i int
	if _, err := fmt.Sscanf(difference, "terraform_data.e%04d", &i); err != nil || i >= len(list) {
		return false
	}
	e := list[i]
	return strings.HasPrefix(e, "can(") || strings.Contains(e, "&&") || strings.Contains(e, "||")
}

// evaluates returns the expressions that terraform evaluates without error.
// What can leaves open, it shows when it fails to plan them.
func evaluates(t *testing.T, list []string) []string {
	t.Helper()
	dir := program(t, list, "can(%s)")
	var good []string
	for _, change := range planOf(t, dir, nil).ResourceChanges {
		var i int
		if _, err := fmt.Sscanf(change.Address, "terraform_data.e%04d", &i); err == nil && change.Change.After["input"] != false {
			good = append(good, list[i])
		}
	}
	for range 5 {
		cmd := exec.CommandContext(t.Context(), "terraform", "plan", "-input=false", "-no-color", "-lock=false", "-out=plan")
		cmd.Dir = program(t, good, "%s")
		out, err := cmd.CombinedOutput()
		if err == nil {
			break
		}
		failed := map[string]bool{}
		for _, match := range regexp.MustCompile(`\be(\d{4})\b`).FindAllStringSubmatch(string(out), -1) {
			i, err := strconv.Atoi(match[1])
			if err != nil || i >= len(good) {
				t.Fatalf("%s", out)
			}
			failed[good[i]] = true
		}
		good = slices.DeleteFunc(good, func(e string) bool { return failed[e] })
	}
	return good
}

func TestExpressionsEvaluateAsTerraformPlansThem(t *testing.T) {
	requireTerraform(t)
	list := expressions(t)
	t.Run("in try, which shows whether they fail", func(t *testing.T) {
		dir := program(t, list, "try(%s, \"failed\")")
		compare(planOf(t, dir, nil), load(t, dir, Options{}), true).check(t, list)
	})
	t.Run("as they are", func(t *testing.T) {
		good := evaluates(t, list)
		dir := program(t, good, "%s")
		compare(planOf(t, dir, nil), load(t, dir, Options{}), false).check(t, good)
	})
}
