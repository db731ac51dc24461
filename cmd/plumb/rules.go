package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/report"
)

func newRulesCmd() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Example: `  plumb rules                       all rules
  plumb rules --profile default     those of the default profile
  plumb rules --rule 's3/*'         the rules about S3`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := oneOf("format", f.format, "table", "json", "markdown"); err != nil {
				return err
			}
			if err := oneOf("language", f.language, "en", "ko"); err != nil {
				return err
			}
			if len(f.profiles) == 0 {
				f.profiles = []string{engine.ProfileAll}
			}
			e, err := f.newEngine(&config{})
			if err != nil {
				return err
			}
			selected, err := e.Selected()
			if err != nil {
				return &statusError{exitInternal, err}
			}
			out := cmd.OutOrStdout()
			o := report.Options{Language: f.language, Color: useColor(f.color, out), Width: terminalWidth(out), Version: version()}
			return report.Rules(out, f.format, slices.Clip(selected), o)
		},
	}
	f.addRuleFlags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "table", "write the list as `FORMAT`: table, json, markdown")
	flags.StringVar(&f.language, "lang", "en", "`LANGUAGE` of the texts: en or ko")
	flags.StringVar(&f.color, "color", "auto", "use colors: auto, always or never")
	return cmd
}
