package cloudformation_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// open returns a loader of the files in testdata/graphs.
func open(tb testing.TB, o cloudformation.Options) *cloudformation.Loader {
	tb.Helper()
	root, err := os.OpenRoot("testdata/graphs")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = root.Close() })
	return cloudformation.NewLoader(root, o)
}

// TestGraphs compares the graph of each template in testdata/graphs with the
// .txt file beside it. A template in JSON is the twin of the one in YAML.
func TestGraphs(t *testing.T) {
	files, err := filepath.Glob("testdata/graphs/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l := open(t, cloudformation.Options{})
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			got := describe(l.Load(name+".yaml"), true)
			golden := filepath.Join("testdata", "graphs", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("graph differs (-want +got):\n%s", diff)
			}
			if _, err := os.Stat(filepath.Join("testdata", "graphs", name+".json")); err == nil {
				twin := describe(l.Load(name+".json"), false)
				if diff := cmp.Diff(describe(l.Load(name+".yaml"), false), twin); diff != "" {
					t.Errorf("the twin in JSON differs (-yaml +json):\n%s", diff)
				}
			}
		})
	}
}

// describe renders a unit readably; places says whether with ranges and diagnostics.
func describe(u *graph.Unit, places bool) string {
	var b strings.Builder
	at := func(r graph.Range) string {
		if !places || r.IsZero() {
			return ""
		}
		return fmt.Sprintf("  @%d:%d-%d:%d", r.Start.Line, r.Start.Column, r.End.Line, r.End.Column)
	}
	for _, r := range u.Resources {
		if r.Type == graph.TypeCloudFormationTemplate {
			continue
		}
		fmt.Fprintf(&b, "%s %s", r.Address, r.Type)
		if r.ConfigAddress != r.Address {
			fmt.Fprintf(&b, " (%s)", r.ConfigAddress)
		}
		if r.Conditional != nil {
			fmt.Fprintf(&b, " if %s", why(r.Conditional))
		}
		if r.ConstructPath != "" {
			fmt.Fprintf(&b, " construct %s", r.ConstructPath)
		}
		fmt.Fprintf(&b, "%s\n", at(r.Header))
		write(&b, r.Attributes, "", "  ", at)
		for _, key := range r.Meta.Keys() {
			fmt.Fprintf(&b, "  [%s]%s\n", key, at(r.Meta.Map[key].Range))
			write(&b, r.Meta.Map[key], "", "    ", at)
		}
	}
	for _, d := range u.Directives {
		if !places {
			break // JSON has no comments
		}
		fmt.Fprintf(&b, "ignore %v until=%q reason=%q%s", d.Rules, d.Until, d.Reason, at(d.Range))
		for _, s := range d.Scopes {
			b.WriteString(" covers" + at(s))
		}
		b.WriteByte('\n')
	}
	for _, d := range u.Diagnostics {
		if places {
			fmt.Fprintf(&b, "%s: %s: %s\n", d.Range, d.Severity, d.Message)
		} else {
			fmt.Fprintf(&b, "%s: %s\n", d.Severity, d.Message)
		}
	}
	return b.String()
}

func write(b *strings.Builder, v *graph.Value, path, indent string, at func(graph.Range) string) {
	if v == nil {
		return
	}
	switch v.Form {
	case graph.Map:
		for _, k := range v.Keys() {
			write(b, v.Map[k], strings.TrimPrefix(path+"."+k, "."), indent, at)
		}
		if len(v.Map) > 0 {
			return
		}
	case graph.List:
		for i, e := range v.List {
			write(b, e, fmt.Sprintf("%s[%d]", path, i), indent, at)
		}
		if len(v.List) > 0 {
			return
		}
	default:
	}
	fmt.Fprintf(b, "%s%s = %s%s\n", indent, path, render(v), at(v.Range))
	if v.Why != nil {
		for _, one := range v.Why.OneOf {
			if one.Form == graph.Map || one.Form == graph.List {
				fmt.Fprintf(b, "%s  either:\n", indent)
				write(b, one, "", indent+"    ", at)
			}
		}
	}
	if v.Decoded != nil {
		write(b, v.Decoded, path+"~", indent, at)
	}
}

func render(v *graph.Value) string {
	var s string
	switch v.Form {
	case graph.Null:
		s = "null"
	case graph.Bool:
		s = strconv.FormatBool(v.Bool)
	case graph.Number:
		s = v.Text
	case graph.String:
		s = fmt.Sprintf("%q", v.Text)
	case graph.List:
		s = "[]"
	case graph.Map:
		s = "{}"
	case graph.Unknown:
		s = "unknown " + why(v.Why)
	}
	var refs []string
	for _, r := range v.References {
		refs = append(refs, strings.TrimSuffix(r.To+"."+r.Attribute, "."))
	}
	if refs != nil {
		s += " -> " + strings.Join(refs, ", ")
	}
	if v.Sensitive {
		s += " (sensitive)"
	}
	return s
}

func why(u *graph.Uncertainty) string {
	s := string(u.Reason)
	if len(u.Deciders) > 0 {
		s += " by " + strings.Join(u.Deciders, ", ")
	}
	var parts strings.Builder
	for _, p := range u.Parts {
		if p.Hole == nil {
			fmt.Fprintf(&parts, " %q", p.Text)
			continue
		}
		parts.WriteString(" <" + why(p.Hole.Why))
		for _, r := range p.Hole.References {
			parts.WriteString(" " + strings.TrimSuffix(r.To+"."+r.Attribute, "."))
		}
		if p.Hole.MayBeEmpty {
			parts.WriteString("?")
		}
		parts.WriteString(">")
	}
	s += parts.String()
	var options []string
	for _, v := range u.OneOf {
		switch v.Form {
		case graph.Map, graph.List:
			options = append(options, "...")
		default:
			options = append(options, render(v))
		}
	}
	if options != nil {
		s += " one of [" + strings.Join(options, " | ") + "]"
	}
	return s
}

// TestRangesLieInTheirFiles holds for every value of every sample.
func TestRangesLieInTheirFiles(t *testing.T) {
	l := open(t, cloudformation.Options{})
	files, err := filepath.Glob("testdata/graphs/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		checkRanges(t, l.Load(filepath.Base(file)))
	}
}

func checkRanges(tb testing.TB, u *graph.Unit) {
	tb.Helper()
	check := func(what string, r graph.Range) {
		if r.IsZero() {
			return
		}
		f := u.Files[r.File]
		if f == nil {
			tb.Errorf("%s: range in a file %q that is not of the unit", what, r.File)
			return
		}
		if r.Start.Byte < 0 || r.End.Byte > len(f.Bytes) || r.Start.Byte > r.End.Byte || r.End.Before(r.Start) {
			tb.Errorf("%s: range %v-%v outside of %s", what, r.Start, r.End, r.File)
		}
	}
	var value func(what string, v *graph.Value)
	value = func(what string, v *graph.Value) {
		v.Walk(func(p graph.Path, x *graph.Value) bool {
			check(what+" "+p.String(), x.Range)
			check(what+" "+p.String(), x.ValueRange)
			value(what+" decoded", x.Decoded)
			if x.Why != nil {
				for _, one := range x.Why.OneOf {
					value(what+" choice", one)
				}
			}
			return true
		})
	}
	for _, r := range u.Resources {
		check(r.Address, r.Range)
		check(r.Address, r.Header)
		value(r.Address, r.Attributes)
		value(r.Address, r.Meta)
	}
	for _, d := range u.Diagnostics {
		check(d.Message, d.Range)
	}
	for _, d := range u.Directives {
		check("directive", d.Range)
		for _, s := range d.Scopes {
			check("scope", s)
		}
	}
	if !slices.IsSortedFunc(u.Resources, func(a, b *graph.Resource) int { return strings.Compare(a.Address, b.Address) }) {
		tb.Error("resources are not sorted")
	}
}
