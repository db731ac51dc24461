// Package parser finds what there is to lint below the paths that a user
// names, and loads it: it divides a tree into units, hands each to the front
// end of its language and has the result normalized.
//
// It knows directories, ignore files and the names of formats. It knows no
// syntax, which its front ends below know, and no rule.
package parser
