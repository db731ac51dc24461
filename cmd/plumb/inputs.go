package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/plumb-iac/plumb/parser"
	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// inputFlags are the flags of the commands that read templates: where to look,
// and which values to assume.
type inputFlags struct {
	root     string
	config   string
	noConfig bool
	inputs   []assignment // in command-line order, which decides
	env      []string
	source   string
	jobs     int
}

func (f *inputFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.root, "root", "", "read nothing outside `DIR`, and name files relative to it (default: the git top level)")
	flags.StringVar(&f.config, "config", "", "read the configuration from `FILE` (default: .plumb.yaml at the root)")
	flags.BoolVar(&f.noConfig, "no-config", false, "ignore .plumb.yaml")
	flags.Var(&inputFlag{f, terraformVariable}, "var", "set a Terraform variable: `NAME=VALUE`")
	flags.Var(&inputFlag{f, terraformFile}, "var-file", "set Terraform variables from `FILE`")
	flags.Var(&inputFlag{f, stackParameter}, "parameter", "set a CloudFormation parameter: `NAME=VALUE`")
	flags.Var(&inputFlag{f, stackFile}, "parameter-file", "set CloudFormation parameters from `FILE`")
	flags.StringArrayVar(&f.env, "env", nil, "evaluate with the values of an environment: `NAME=FILE[,FILE]`, or NAME of the configuration")
	flags.StringVar(&f.source, "source", "", "show the findings of a plan in the root module that it was made from, in `DIR`")
	flags.IntVar(&f.jobs, "jobs", 0, "work on `N` units at a time (default: one a CPU)")
}

// inputKind says which language an assignment is for, and whether it is a file.
type inputKind uint8

const (
	terraformVariable inputKind = iota
	terraformFile
	stackParameter
	stackFile
)

// assignment is a value from outside the templates.
type assignment struct {
	kind  inputKind
	name  string // of the variable or parameter; empty for a file
	value string // or the path of the file
}

// inputFlag appends to the assignments, so that --var and --var-file keep their
// common order.
type inputFlag struct {
	flags *inputFlags
	kind  inputKind
}

// String is the default: nothing.
func (f *inputFlag) String() string { return "" }

// Type names the value in help texts.
func (f *inputFlag) Type() string { return "string" }

// Set takes one argument of the flag.
func (f *inputFlag) Set(text string) error {
	a := assignment{kind: f.kind, value: text}
	if f.kind == terraformVariable || f.kind == stackParameter {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return fmt.Errorf("%q is not NAME=VALUE", text)
		}
		a.name, a.value = name, value
	}
	f.flags.inputs = append(f.flags.inputs, a)
	return nil
}

// fileInputs tells variable files from parameter files by their name.
func fileInputs(files []string) []assignment {
	var inputs []assignment
	for _, file := range files {
		kind := stackFile
		if strings.HasSuffix(file, ".tfvars") || strings.HasSuffix(file, ".tfvars.json") {
			kind = terraformFile
		}
		inputs = append(inputs, assignment{kind: kind, value: file})
	}
	return inputs
}

// open finds the root of paths, reads its configuration and returns both with
// the options for discovery.
func (f *inputFlags) open(cmd *cobra.Command, paths []string) (*config, parser.Options, error) {
	root, err := parser.FindRoot(f.root, paths)
	if err != nil {
		return nil, parser.Options{}, err
	}
	c := &config{}
	if !f.noConfig {
		if c, err = readConfig(root, f.config); err != nil {
			return nil, parser.Options{}, err
		}
	}
	o := parser.Options{Paths: paths, Root: root, Exclude: c.exclude, Stdin: cmd.InOrStdin()}
	if f.source != "" {
		dir, isDir, err := parser.Relative(root, f.source)
		if err == nil && !isDir {
			err = fmt.Errorf("%s is not a directory", f.source)
		}
		if err != nil {
			return nil, o, fmt.Errorf("--source: %w", err)
		}
		o.PlanSource = dir
	}
	environments, err := f.environments(c)
	if err != nil {
		return nil, o, err
	}
	for _, e := range environments {
		resolved, err := e.resolve(root)
		if err != nil {
			return nil, o, err
		}
		o.Environments = append(o.Environments, resolved)
	}
	return c, o, nil
}

// environments puts the values of the configuration first, then those of an
// environment, then the flags'.
func (f *inputFlags) environments(c *config) ([]environment, error) {
	chosen := c.environments
	if len(f.env) > 0 {
		chosen = nil
	}
	for _, text := range f.env {
		name, files, given := strings.Cut(text, "=")
		e := environment{name: name}
		if given {
			for file := range strings.SplitSeq(files, ",") {
				e.inputs = append(e.inputs, fromWorkingDir(fileInputs([]string{file})...)...)
			}
		} else {
			i := slices.IndexFunc(c.environments, func(e environment) bool { return e.name == name })
			if i < 0 {
				return nil, fmt.Errorf("unknown environment %q: the configuration has none of that name, and --env %s=FILE gives no file", name, name)
			}
			e = c.environments[i]
		}
		if name == "" || slices.ContainsFunc(chosen, func(e environment) bool { return e.name == name }) {
			return nil, fmt.Errorf("--env %s: every environment needs a name of its own", text)
		}
		chosen = append(chosen, e)
	}
	if len(chosen) == 0 {
		chosen = []environment{{}}
	}
	var out []environment
	for _, e := range chosen {
		out = append(out, environment{name: e.name, inputs: slices.Concat(c.inputs, e.inputs, fromWorkingDir(f.inputs...))})
	}
	return out, nil
}

// fromWorkingDir makes the files of the command line absolute; those of the
// configuration are relative to the root.
func fromWorkingDir(inputs ...assignment) []assignment {
	out := slices.Clone(inputs)
	for i, a := range out {
		if a.kind == terraformFile || a.kind == stackFile {
			if full, err := filepath.Abs(a.value); err == nil {
				out[i].value = full
			}
		}
	}
	return out
}

// resolve reads the files of an environment, and turns it into the front ends'
// terms.
func (e environment) resolve(root string) (parser.Environment, error) {
	out := parser.Environment{Name: e.name, Terraform: terraform.Options{Environ: os.Environ(), Environment: e.name}}
	for _, a := range e.inputs {
		switch a.kind {
		case terraformVariable:
			out.Terraform.Variables = append(out.Terraform.Variables, terraform.Assignment{Name: a.name, Value: a.value})
		case stackParameter:
			out.CloudFormation.Parameters = append(out.CloudFormation.Parameters, cloudformation.Assignment{Name: a.name, Value: a.value})
		default:
			file := a.value
			if !filepath.IsAbs(file) {
				file = filepath.Join(root, file)
			}
			name, isDir, err := parser.Relative(root, file)
			if err != nil {
				return out, err
			}
			if isDir {
				return out, fmt.Errorf("%s is a directory, expected a file of values", a.value)
			}
			if a.kind == terraformFile {
				out.Terraform.Variables = append(out.Terraform.Variables, terraform.Assignment{File: name})
			} else {
				out.CloudFormation.Parameters = append(out.CloudFormation.Parameters, cloudformation.Assignment{File: name})
			}
		}
	}
	return out, nil
}

// compactJSON writes a value on one line.
func compactJSON(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}
