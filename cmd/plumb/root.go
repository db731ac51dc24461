package main

import (
	"github.com/spf13/cobra"
)

func newRootCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plumb",
		Short: "Lint AWS infrastructure as code: Terraform, Terraform plans and CloudFormation",
		Example: `  plumb lint                          lint everything below the working directory
  plumb lint --profile strict infra   with opinions and heuristics as well
  plumb explain s3/mfa-delete         why a rule exists and how to satisfy it`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.SetHelpTemplate(helpTemplate)
	cmd.AddCommand(
		newLintCmd(), newRulesCmd(), newExplainCmd(), newKindsCmd(), newGraphCmd(), newTestCmd(), newVersionCmd(),
	)
	return cmd
}

// helpTemplate puts what people type before what there is to choose from.
const helpTemplate = `{{.Short}}
{{if .HasExample}}
{{.Example}}
{{end}}{{if .Long}}
{{.Long}}
{{end}}
Usage:
  {{.UseLine}}{{if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`
