package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/report"
	"github.com/plumb-iac/plumb/rules"
)

func newExplainCmd() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule: why it exists and how to satisfy it",
		Example: `  plumb explain s3/mfa-delete            by its name
  plumb explain CKV_AWS_3                by the name that another linter has for it
  plumb explain --lang ko s3/mfa-delete  in Korean`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("language", f.language, "en", "ko"); err != nil {
				return err
			}
			e, err := f.newEngine(&config{})
			if err != nil {
				return err
			}
			all, err := e.Rules()
			if err != nil {
				return &statusError{exitInternal, err}
			}
			found := findRules(all, args[0])
			if len(found) == 0 {
				return fmt.Errorf("unknown rule %q%s (see plumb rules)", args[0], suggest(all, args[0]))
			}
			out := cmd.OutOrStdout()
			o := report.Options{Language: f.language, Color: useColor(f.color, out), Width: terminalWidth(out), Version: version()}
			for i, r := range found {
				if i > 0 {
					fmt.Fprintln(out)
				}
				if err := report.Explain(out, r, rules.Notes(), o); err != nil {
					return err
				}
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.rules, "rules", "", "look among the rules of your own in `DIR` as well")
	flags.StringVar(&f.language, "lang", "en", "`LANGUAGE` of the texts: en or ko")
	flags.StringVar(&f.color, "color", "auto", "use colors: auto, always or never")
	return cmd
}

// findRules returns the rule of a name, else all that have it as an alias: one
// check of another linter can be several rules here.
func findRules(all []*engine.Rule, name string) []*engine.Rule {
	for _, r := range all {
		if r.ID == name {
			return []*engine.Rule{r}
		}
	}
	var found []*engine.Rule
	for _, r := range all {
		if slices.ContainsFunc(r.Aliases, func(a string) bool { return strings.EqualFold(a, name) }) {
			found = append(found, r)
		}
	}
	return found
}

// suggest names the rules that share the last part of a mistaken name.
func suggest(all []*engine.Rule, name string) string {
	_, last, _ := strings.Cut(name, "/")
	if last == "" {
		last = name
	}
	var close []string
	for _, r := range all {
		_, short, _ := strings.Cut(r.ID, "/")
		if strings.Contains(short, last) || strings.Contains(last, short) {
			close = append(close, r.ID)
		}
	}
	if len(close) == 0 || len(close) > 5 {
		return ""
	}
	return ", similar: " + strings.Join(close, ", ")
}
