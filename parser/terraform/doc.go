// Package terraform evaluates Terraform and OpenTofu configuration into the
// resource graph, as far as "terraform plan" would know it without asking AWS.
//
// Reading order: loader.go (what a caller sees), source.go and parse.go (files
// of one directory, parsed once and shared; json.go and override.go for their
// other forms), rewrite.go (the hooks put into HCL's syntax tree), evaluation.go
// and scope.go, module.go and reference.go (lazy, memoized evaluation), expand.go,
// content.go and resource.go (instances and their blocks), convert.go, place.go
// and follow.go (values into the graph, with their places), emit.go. The
// functions of the language are in functions*.go, the limits that keep hostile
// input from taking all time and memory in limits.go and budget.go.
//
// Evaluation is demand driven: a name is computed when an expression asks for
// it, once. What a value came from, and why it is not known, travels with it
// as cty marks (marks.go), so it survives locals, modules and functions.
//
// HCL and cty do the evaluation, so that it is Terraform's own; the tests
// compare it with what the real binary plans. The package knows the names of
// the AWS provider's arguments, to note misspelled ones, and the shape of a few
// data sources that decide how many resources there are, but nothing of rules.
package terraform
