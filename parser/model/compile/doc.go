// Package compile reads mapping files: YAML in, kinds out, with errors that
// name the line. The generator of package model and tests use it; it is no part
// of the shipped binary.
package compile
