// Package engine evaluates the rule pack on the graph of a unit and turns what
// the rules say into findings: it selects the rules whose kinds occur, keeps
// what rests on unknown values apart from what fails, grades, groups and sorts.
//
// It knows Rego and the normalized graph. It knows no source syntax, no flags
// and no rule by name: everything that is particular to a rule is its metadata.
package engine
