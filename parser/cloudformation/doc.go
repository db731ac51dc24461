// Package cloudformation reads AWS CloudFormation and SAM templates into the
// resource graph: YAML and JSON with the place of every value, parameters,
// mappings, conditions in three states, all intrinsic functions, loops,
// includes, SAM resources and local nested stacks.
//
// A value that only AWS or a missing parameter decides stays unknown with its
// reason; what is known of it (the parts of a string, the branches of a
// condition) is kept. The package knows the languages and the property types of
// the resource specification. It knows no rule and no canonical kind.
package cloudformation
