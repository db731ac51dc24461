package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/ruletest"
	"github.com/plumb-iac/plumb/rules"
)

func newTestCmd() *cobra.Command {
	var update bool
	cmd := &cobra.Command{
		Use:   "test [DIR]",
		Short: "Run the fixtures of a rule pack",
		Example: `  plumb test                 the pack in the working directory
  plumb test policies        the pack in a directory
  plumb test --update        write what the rules find to want.txt, to be read before it is committed`,
		Long: `A pack is a directory with rules (<service>/<name>.rego, here or below rules) and their
fixtures below fixtures/<service>/<name>: the folders fail, pass and unknown, each with main.tf
or template.yaml, and want.txt with one expected finding a line. Tests in Rego (_test.rego)
run as well.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			return runTest(cmd, dir, update)
		},
	}
	cmd.Flags().BoolVar(&update, "update", false, "write want.txt")
	return cmd
}

// runTest checks every fixture with an engine that runs its rule alone, and
// runs the tests written in Rego.
func runTest(cmd *cobra.Command, dir string, update bool) error {
	source := dir
	if info, err := os.Stat(filepath.Join(dir, "rules")); err == nil && info.IsDir() {
		source = filepath.Join(dir, "rules")
	}
	pack, err := readRules(source)
	if err != nil {
		return err
	}
	// A pack with a finding library of its own is complete, as the built-in one
	// is; any other one uses the built-in libraries.
	o := engine.Options{Pack: pack, Now: time.Now()}
	var base *engine.Pack
	if _, err := os.Stat(filepath.Join(source, "lib", "finding.rego")); err != nil {
		if base, err = rules.Pack(); err != nil {
			return &statusError{exitInternal, err}
		}
		o.Pack, o.User = base, pack
	}
	all, err := pack.Rules()
	if err != nil {
		return err
	}
	fixtures, err := ruletest.Fixtures(filepath.Join(dir, "fixtures"))
	if err != nil {
		return err
	}
	out, failed := cmd.OutOrStdout(), 0
	for _, rule := range all {
		o.Select = []string{rule.ID}
		settled, err := ruletest.WithSettings(o, filepath.Join(dir, "fixtures"), rule.ID)
		if err != nil {
			return err
		}
		wrong, err := checkRule(cmd.Context(), settled, rule, fixtures, update)
		if err != nil {
			return err
		}
		for _, text := range wrong {
			fmt.Fprintln(out, text)
		}
		failed += len(wrong)
	}
	tests, wrong, err := ruletest.RegoTests(cmd.Context(), os.DirFS(source), base)
	if err != nil {
		return err
	}
	for _, text := range wrong {
		fmt.Fprintln(out, text)
	}
	failed += len(wrong)
	fmt.Fprintf(out, "rules: %d, fixtures: %d, Rego tests: %d, failures: %d\n", len(all), len(fixtures), tests, failed)
	if failed > 0 {
		return &statusError{status: exitFindings}
	}
	return nil
}

// checkRule runs the fixtures of one rule and returns what is wrong.
func checkRule(ctx context.Context, o engine.Options, rule *engine.Rule, fixtures []ruletest.Fixture, update bool) ([]string, error) {
	e, err := engine.New(o)
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(fixtures), func(f ruletest.Fixture) bool { return f.Rule != rule.ID })
	if len(own) == 0 {
		return []string{rule.ID + ": no fixtures"}, nil
	}
	var wrong []string
	for _, f := range own {
		found, err := ruletest.Check(ctx, e, rule, f, update)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", f.Rule, f.Folder, err)
		}
		for _, text := range found {
			wrong = append(wrong, fmt.Sprintf("%s %s: %s", f.Rule, f.Folder, text))
		}
	}
	return wrong, nil
}
