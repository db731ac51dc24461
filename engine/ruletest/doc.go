// Package ruletest runs the tests of a rule pack: the fixtures of each rule
// through the real front ends, and the tests written in Rego. It serves the
// built-in pack and the packs of users alike.
//
// Fixtures of the rule s3/mfa-delete lie in s3/mfa-delete/FOLDER, where FOLDER
// is fail, pass or unknown, or one of these with a word of its own behind a
// hyphen. main.tf and template.yaml of a folder are the same infrastructure in
// two languages, each read on its own; want.txt has the findings of the rule in
// both, one a line. settings.yaml beside the folders has settings of the rule
// under which they are run.
package ruletest
