package main

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/report"
	"github.com/plumb-iac/plumb/parser"
	"github.com/plumb-iac/plumb/parser/graph"
)

func newGraphCmd() *cobra.Command {
	var f inputFlags
	var format string
	cmd := &cobra.Command{
		Use:   "graph [PATH|FILE...]",
		Short: "Show the evaluated resources and what refers to what",
		Example: `  plumb graph --format json infra        every resource with its values, unknowns and references
  plumb graph --format mermaid infra     a drawing of the network, and what the internet reaches
  plumb graph --format dot . | dot -Tsvg > network.svg`,
		RunE: func(cmd *cobra.Command, args []string) error { return runGraph(cmd, &f, format, args) },
	}
	f.add(cmd)
	cmd.Flags().StringVar(&format, "format", "json", "write the graph as `FORMAT`: "+strings.Join(report.GraphFormats(), ", "))
	return cmd
}

// runGraph loads all units and writes them. Unlike lint it holds them all.
func runGraph(cmd *cobra.Command, f *inputFlags, format string, paths []string) error {
	if err := oneOf("format", format, report.GraphFormats()...); err != nil {
		return err
	}
	_, options, err := f.open(cmd, paths)
	if err != nil {
		return err
	}
	project, err := parser.Discover(options)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	units := make([]*graph.Unit, len(project.Targets))
	diagnostics := project.Diagnostics
	err = project.Each(f.jobs, func(i int, u *graph.Unit) {
		engine.Annotate(u)
		mu.Lock()
		defer mu.Unlock()
		units[i] = u
		diagnostics = append(diagnostics, u.Diagnostics...)
	})
	if err := errors.Join(err, project.Close()); err != nil {
		return err
	}
	units = slices.DeleteFunc(units, func(u *graph.Unit) bool { return u == nil })
	if err := report.Graph(cmd.OutOrStdout(), format, units, project.Diagnostics...); err != nil {
		return &statusError{exitInternal, err}
	}
	diagnostics = mergeDiagnostics(diagnostics)
	if err := report.Diagnostics(cmd.ErrOrStderr(), diagnostics, report.Options{Color: useColor("auto", cmd.ErrOrStderr())}); err != nil {
		return &statusError{exitInternal, err}
	}
	if unreadable(diagnostics) {
		return &statusError{status: exitUnreadable}
	}
	return nil
}
