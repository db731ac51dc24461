package terraform

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// dump writes a unit as text: a line for each resource, each value below it
// and each diagnostic.
func dump(u *graph.Unit) string {
	var b strings.Builder
	for _, r := range u.Resources {
		if r.Mode == graph.Pseudo && r.Type == graph.TypeTerraformModule {
			continue
		}
		fmt.Fprintf(&b, "%s  %s", r.Address, r.Header)
		for _, call := range r.Calls {
			fmt.Fprintf(&b, " called by %s %s", call.Address, call.Range)
		}
		if r.Conditional != nil {
			fmt.Fprintf(&b, " if %s", why(r.Conditional))
		}
		b.WriteString("\n")
		dumpValue(&b, "  ", "", r.Attributes)
		dumpValue(&b, "  ", "meta", r.Meta)
	}
	for _, d := range u.Directives {
		fmt.Fprintf(&b, "directive %s %v for", d.Range, d.Rules)
		for _, s := range d.Scopes {
			fmt.Fprintf(&b, " %s-%d:%d", s, s.End.Line, s.End.Column)
		}
		b.WriteString("\n")
	}
	for _, d := range u.Diagnostics {
		fmt.Fprintf(&b, "%s: %s: %s\n", d.Range, d.Severity, d.Message)
	}
	return b.String()
}

func why(u *graph.Uncertainty) string {
	text := string(u.Reason)
	if len(u.Deciders) > 0 {
		text += " by " + strings.Join(u.Deciders, ", ")
	}
	return text
}

func dumpValue(b *strings.Builder, indent, name string, v *graph.Value) {
	if v == nil || (name == "meta" && len(v.Map) == 0) {
		return
	}
	inner := indent
	if name != "" {
		fmt.Fprintf(b, "%s%s = %s", indent, name, summary(v))
		for _, ref := range v.References {
			b.WriteString(" -> " + strings.TrimSuffix(ref.To+"."+ref.Attribute, "."))
		}
		if v.Sensitive {
			b.WriteString(" sensitive")
		}
		if !v.Range.IsZero() {
			fmt.Fprintf(b, "  %s", strings.TrimPrefix(v.Range.String(), "main.tf:"))
		}
		b.WriteString("\n")
		inner += "  "
	}
	for _, key := range v.Keys() {
		dumpValue(b, inner, key, v.Map[key])
	}
	for i, e := range v.List {
		dumpValue(b, inner, fmt.Sprintf("[%d]", i), e)
	}
	if v.Why != nil {
		for _, one := range v.Why.OneOf {
			dumpValue(b, inner, "one of", one)
		}
	}
	dumpValue(b, inner, "document", v.Decoded)
}

func summary(v *graph.Value) string {
	switch v.Form {
	case graph.Null:
		return "null"
	case graph.Bool:
		return strconv.FormatBool(v.Bool)
	case graph.Number:
		return v.Text
	case graph.String:
		return fmt.Sprintf("%q", v.Text)
	case graph.List:
		return "list"
	case graph.Map:
		return "map"
	default:
		return unknownSummary(v.Why)
	}
}

func unknownSummary(u *graph.Uncertainty) string {
	text := "unknown " + why(u)
	if len(u.Parts) == 0 {
		return text
	}
	parts := make([]string, 0, len(u.Parts))
	for _, part := range u.Parts {
		if part.Hole == nil {
			parts = append(parts, fmt.Sprintf("%q", part.Text))
			continue
		}
		words := []string{why(part.Hole.Why)}
		for _, ref := range part.Hole.References {
			words = append(words, ref.To+"."+ref.Attribute)
		}
		if part.Hole.MayBeEmpty {
			words = append(words, "or empty")
		}
		parts = append(parts, "<"+strings.Join(words, " ")+">")
	}
	return text + " (" + strings.Join(parts, " ") + ")"
}
