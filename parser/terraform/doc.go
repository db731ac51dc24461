// Package terraform evaluates Terraform and OpenTofu configuration into the
// resource graph, as far as "terraform plan" would know it without asking AWS.
//
// Reading order: loader.go (what a caller sees), source.go (files of one
// directory, parsed once and shared), rewrite.go (the hooks put into HCL's
// syntax tree), module.go and reference.go (lazy, memoized evaluation),
// expand.go, content.go and resource.go (instances and their blocks),
// convert.go and place.go (values into the graph, with their places).
//
// Evaluation is demand driven: a name is computed when an expression asks for
// it, once. What a value came from, and why it is not known, travels with it
// as cty marks (marks.go), so it survives locals, modules and functions.
//
// The package knows no provider schema beyond a few data sources whose shape
// decides how many resources there are, and nothing of rules.
package terraform
