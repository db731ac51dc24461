package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

func newKindsCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "kinds [KIND]",
		Short: "List the kinds that rules are written for, or describe one",
		Example: `  plumb kinds                the kinds and what they are made of
  plumb kinds s3             the kinds of a service
  plumb kinds s3.bucket      the attributes of a kind, their sources and defaults`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if k, ok := model.Lookup(args[0]); ok {
					return describeKind(cmd.OutOrStdout(), &k)
				}
			}
			kinds := slices.Clone(model.Kinds())
			if len(args) == 1 {
				kinds = slices.DeleteFunc(kinds, func(k model.Kind) bool { return !strings.HasPrefix(k.Name, args[0]+".") })
				if len(kinds) == 0 {
					return fmt.Errorf("unknown kind or service %q (see plumb kinds)", args[0])
				}
			}
			return listKinds(cmd.OutOrStdout(), kinds)
		},
	}
}

func listKinds(w io.Writer, kinds []model.Kind) error {
	b := bufio.NewWriter(w)
	width := 0
	for i := range kinds {
		width = max(width, len(kinds[i].Name))
	}
	for i := range kinds {
		fmt.Fprintf(b, "%-*s  %s\n", width, kinds[i].Name, kinds[i].Doc)
	}
	return b.Flush()
}

// describeKind writes what a rule's author has to know of a kind.
func describeKind(w io.Writer, k *model.Kind) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s: %s\n\n", k.Name, k.Doc)
	for _, language := range []graph.Language{graph.Terraform, graph.CloudFormation} {
		var names []string
		for _, s := range k.In(language) {
			names = append(names, s.String())
		}
		if len(names) > 0 {
			fmt.Fprintf(b, "%-15s %s\n", language, strings.Join(names, ", "))
		}
	}
	var satellites []string
	for _, f := range k.Folds {
		satellites = append(satellites, f.Type)
	}
	if len(satellites) > 0 {
		fmt.Fprintf(b, "%-15s %s\n", "configured by", strings.Join(satellites, ", "))
	}
	describeAttributes(b, "", k.Attributes)
	return b.Flush()
}

func describeAttributes(w io.Writer, prefix string, attributes []mapping.Attribute) {
	for i := range attributes {
		a := &attributes[i]
		fmt.Fprintf(w, "\n%s%s  %s\n", prefix, a.Name, typeText(a))
		if a.Doc != "" {
			fmt.Fprintf(w, "    %s\n", a.Doc)
		}
		if !a.Derived {
			fmt.Fprintf(w, "    terraform:      %s\n", readingText(&a.Terraform))
			fmt.Fprintf(w, "    cloudformation: %s\n", readingText(&a.CloudFormation))
		}
		if text := defaultText(a); text != "" {
			fmt.Fprintf(w, "    default:        %s\n", text)
		}
		if a.Source != "" {
			fmt.Fprintf(w, "    source:         %s\n", a.Source)
		}
		describeAttributes(w, prefix+a.Name+"[*].", a.Item)
	}
}

func typeText(a *mapping.Attribute) string {
	t := a.Type.String()
	if a.Type == mapping.List && len(a.Item) == 0 {
		t = "list of " + a.Of.String()
	}
	if len(a.To) > 0 {
		t += " to " + strings.Join(a.To, ", ")
	}
	if a.Derived {
		t += " (derived)"
	}
	return t
}

func readingText(r *mapping.Reading) string {
	if len(r.Paths) == 0 {
		return "none: " + r.No
	}
	var paths []string
	for _, p := range r.Paths {
		paths = append(paths, p.Text)
	}
	return strings.Join(paths, ", ")
}

// defaultText says what holds where nothing is written.
func defaultText(a *mapping.Attribute) string {
	var texts []string
	in, out := a.Terraform.Default, a.CloudFormation.Default
	switch {
	case in == nil && out == nil:
	case mapping.Show(in) == mapping.Show(out):
		texts = append(texts, mapping.Show(in))
	default:
		texts = append(texts, "terraform "+mapping.Show(in), "cloudformation "+mapping.Show(out))
	}
	for _, d := range a.When {
		var tests []string
		for _, t := range d.Tests {
			tests = append(tests, t.String())
		}
		text := mapping.Show(d.Value) + " where " + strings.Join(tests, " and ")
		if d.In != "" {
			text = string(d.In) + " " + text
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}
