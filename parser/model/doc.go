// Package model turns resources as written into normalized nodes: canonical
// kinds with canonical attributes, the same for both languages.
//
// It owns the mappings (kinds/*.yaml, compiled into kinds_gen.go) and the
// decoders of documents that attributes hold, such as IAM policies. It knows no
// syntax of a source language, no rule, and nothing of how a front end
// evaluates.
package model

//go:generate go run generate.go
