package compile

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// Markdown renders kinds as the reference for those who write rules.
func Markdown(kinds []mapping.Kind) []byte {
	var b bytes.Buffer
	b.WriteString("# Kinds\n\n" +
		"<!-- Generated from parser/model/kinds by go generate ./parser/model; do not edit. -->\n\n" +
		"A rule reads resources of these kinds, whatever language they were written in. Every resource also has\n" +
		"`address`, `kind`, `type` (the source type) and `language`. An attribute without a default is missing when\n" +
		"nothing is written. `TYPE/name` is read from a resource that configures this one.\n")
	for i := range kinds {
		kind(&b, &kinds[i])
	}
	return b.Bytes()
}

func kind(b *bytes.Buffer, k *mapping.Kind) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n", k.Name, k.Doc)
	for _, s := range []struct {
		language string
		list     []mapping.Source
	}{{"Terraform", k.Terraform}, {"CloudFormation", k.CloudFormation}} {
		if len(s.list) == 0 {
			if k.No != "" {
				fmt.Fprintf(b, "- %s: none, %s\n", s.language, k.No)
			}
			continue
		}
		names := make([]string, len(s.list))
		for i, source := range s.list {
			names[i] = "`" + source.String() + "`"
		}
		fmt.Fprintf(b, "- %s: %s\n", s.language, strings.Join(names, ", "))
	}
	b.WriteString("\n| attribute | type | default | Terraform | CloudFormation |\n| --- | --- | --- | --- | --- |\n")
	rows(b, "", k.Attributes)
}

func rows(b *bytes.Buffer, prefix string, attributes []mapping.Attribute) {
	for i := range attributes {
		a := &attributes[i]
		name := prefix + a.Name
		cell := "`" + name + "`"
		if a.Doc != "" {
			cell += ": " + a.Doc
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", strings.ReplaceAll(cell, "|", "\\|"), typeOf(a), defaultOf(a),
			readingOf(&a.Terraform, a), readingOf(&a.CloudFormation, a))
		rows(b, name+"[*].", a.Item)
	}
}

func typeOf(a *mapping.Attribute) string {
	t := a.Type.String()
	if a.Type == mapping.List && len(a.Item) == 0 {
		t = "list of " + a.Of.String()
	}
	if len(a.To) > 0 {
		t += " to " + strings.Join(a.To, ", ")
	}
	return t
}

func defaultOf(a *mapping.Attribute) string {
	tf, cfn := a.Terraform.Default, a.CloudFormation.Default
	var texts []string
	switch {
	case tf == nil && cfn == nil:
	case tf == cfn:
		texts = append(texts, mapping.Show(tf))
	default:
		texts = append(texts, "Terraform "+mapping.Show(tf)+", CloudFormation "+mapping.Show(cfn))
	}
	for _, d := range a.When {
		var tests []string
		for _, t := range d.Tests {
			tests = append(tests, t.String())
		}
		in := ""
		switch d.In {
		case graph.Terraform:
			in = " in Terraform"
		case graph.CloudFormation:
			in = " in CloudFormation"
		}
		texts = append(texts, mapping.Show(d.Value)+in+" where "+strings.Join(tests, " and "))
	}
	text := strings.Join(texts, "; ")
	if text != "" && a.Source != "" {
		text += " ([source](" + a.Source + "))"
	}
	return text
}

func readingOf(r *mapping.Reading, a *mapping.Attribute) string {
	if a.Derived {
		return "derived"
	}
	if len(r.Paths) == 0 {
		return r.No
	}
	var paths []string
	for _, p := range r.Paths {
		paths = append(paths, "`"+p.Text+"`")
	}
	return strings.Join(paths, ", ")
}
