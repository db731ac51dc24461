// Package tfplan reads plans that "terraform show -json" or "tofu show -json"
// wrote into the resource graph: planned_values for what is known,
// after_unknown for what isn't, the configuration for references.
//
// It knows the format and nothing else. Where the source of the plan is at
// hand, package terraform evaluates it too, for places and for what a plan
// leaves out: the values stay the plan's.
package tfplan
