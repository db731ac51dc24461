// Package mapping holds the words of the mapping language: canonical kinds,
// their attributes, and the compiled paths that lead to them in each source
// language.
//
// It is pure data. It knows neither the YAML that the mappings are written in
// (package compile) nor how they are applied to a resource (package model), so
// that generated mappings can be laid out by the compiler and cost nothing to
// load.
package mapping
