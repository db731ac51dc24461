// Package graph holds the normalized resource graph: values with their place
// in the source, resources as written, the nodes that a mapping made of them,
// and the diagnostics met on the way.
//
// It is the leaf of the module: front ends write it, the engine reads it, and
// it imports neither. It knows no syntax, no AWS service and no rule.
package graph
