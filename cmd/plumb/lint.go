package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/report"
	"github.com/plumb-iac/plumb/rules"
)

// lintFlags are the flags of plumb lint.
type lintFlags struct {
	inputFlags
	format             string
	outputs            []string
	failOn             string
	failOnUndetermined bool
	profiles           []string
	selected           []string
	skipped            []string
	rules              string
	baseline           string
	newBaseline        string
	since              string
	undetermined       bool
	language           string
	color              string
}

func newLintCmd() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint [flags] [PATH|FILE...]",
		Short: "Report what violates the rules",
		Example: `  plumb lint                                    everything below the working directory
  plumb lint --var-file prod.tfvars infra/vpc   one root module, with the values of production
  plumb lint --output sarif=plumb.sarif         a report for code scanning beside the one to read`,
		Long: `A directory stands for the root modules, templates and plans below it, a file for
those that it belongs to, and - for one template on standard input. Findings go to
standard output, what could not be read to standard error.

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or configuration,
3 some input could not be read (the rest is reported), 4 a fault in plumb.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runLint(cmd, &f, args) },
	}
	f.add(cmd)
	f.addRuleFlags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "table", "write the report as `FORMAT`: "+strings.Join(report.Formats(), ", "))
	flags.StringArrayVar(&f.outputs, "output", nil, "write a further report: `FORMAT=FILE` (repeatable)")
	flags.StringVar(&f.failOn, "fail-on", "", "exit with 1 from this `SEVERITY` on: critical, high, medium, low, note or never (default medium)")
	flags.BoolVar(&f.failOnUndetermined, "fail-on-undetermined", false, "exit with 1 for undetermined findings as well")
	flags.StringVar(&f.baseline, "baseline", "", "take the findings in `FILE` as known")
	flags.StringVar(&f.newBaseline, "write-baseline", "", "write the findings of this run to `FILE`, for --baseline")
	flags.StringVar(&f.since, "since", "", "take what was found at a git `REVISION` as known")
	flags.BoolVar(&f.undetermined, "undetermined", false, "list findings that depend on unknown values")
	flags.StringVar(&f.language, "lang", "en", "`LANGUAGE` of the texts: en or ko")
	flags.StringVar(&f.color, "color", "auto", "use colors: auto, always or never")
	return cmd
}

// addRuleFlags adds the flags that choose rules.
func (f *lintFlags) addRuleFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.profiles, "profile", nil, "add the rules of a `PROFILE`: strict, account or all (repeatable)")
	flags.StringSliceVar(&f.selected, "rule", nil, "run these rules alone: a `NAME`, a glob (s3/*) or another linter's name (repeatable)")
	flags.StringSliceVar(&f.skipped, "skip", nil, "leave rules out: a `NAME`, a glob or another linter's name (repeatable)")
	flags.StringVar(&f.rules, "rules", "", "add the rules of your own in `DIR`")
}

// output is one report to write.
type output struct {
	format string
	file   string // empty for standard output
}

// check finds mistakes in the flags before anything is read.
func (f *lintFlags) check() ([]output, error) {
	outputs := []output{{format: f.format}}
	for _, text := range f.outputs {
		format, file, ok := strings.Cut(text, "=")
		if !ok || file == "" {
			return nil, fmt.Errorf("--output %s: expected FORMAT=FILE", text)
		}
		if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--output %s: no directory %s", text, filepath.Dir(file))
		}
		outputs = append(outputs, output{format: format, file: file})
	}
	for _, o := range outputs {
		if err := oneOf("format", o.format, report.Formats()...); err != nil {
			return nil, err
		}
	}
	if f.failOn != "" {
		if err := oneOf("severity", f.failOn, failOnWords()...); err != nil {
			return nil, err
		}
	}
	if f.jobs < 0 {
		return nil, fmt.Errorf("--jobs %d: expected a number of workers", f.jobs)
	}
	if err := oneOf("language", f.language, "en", "ko"); err != nil {
		return nil, err
	}
	return outputs, oneOf("color", f.color, "auto", "always", "never")
}

func oneOf(what, word string, allowed ...string) error {
	if slices.Contains(allowed, word) {
		return nil
	}
	return fmt.Errorf("unknown %s %q, expected one of %s", what, word, strings.Join(allowed, ", "))
}

// newEngine selects the rules, by the flags first and the configuration else.
func (f *lintFlags) newEngine(c *config) (*engine.Engine, error) {
	pack, err := rules.Pack()
	if err != nil {
		return nil, &statusError{exitInternal, err}
	}
	o := engine.Options{
		Pack: pack, Profiles: f.profiles, Select: f.selected, Skip: f.skipped,
		Severities: c.severities, Params: c.params, Language: f.language, Now: time.Now(), Jobs: f.jobs,
	}
	if len(o.Profiles) == 0 {
		o.Profiles = c.profiles
	}
	if f.rules != "" {
		if o.User, err = readRules(f.rules); err != nil {
			return nil, err
		}
	}
	if len(c.names) > 0 {
		known, err := known(o)
		if err != nil {
			return nil, err
		}
		if err := c.check(known); err != nil {
			return nil, err
		}
		if len(f.selected) == 0 {
			selected, skip := c.selection(o.Profiles, known)
			o.Select, o.Skip = selected, slices.Concat(o.Skip, skip)
		}
	}
	return engine.New(o)
}

// known lists all rules, built-in and the user's own.
func known(o engine.Options) ([]*engine.Rule, error) {
	e, err := engine.New(engine.Options{Pack: o.Pack, User: o.User})
	if err != nil {
		return nil, err
	}
	return e.Rules()
}

// readRules reads a pack of the user's own.
func readRules(dir string) (*engine.Pack, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("--rules %s: no directory of that name", dir)
	}
	pack, err := engine.ReadPack(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("--rules %s: %w", dir, err)
	}
	return pack, nil
}
