package model

import (
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

// FuzzPolicy decodes any text, written as a heredoc: nothing panics, and every
// range lies inside the file.
func FuzzPolicy(f *testing.F) {
	f.Add("{\"Statement\": [{\"Effect\": \"Allow\",\n \"Action\": \"*\"}]}")
	f.Add("{\"Statement\": {\"Principal\": {\"AWS\": [\"*\", 1]}, \"Condition\": {\"Bool\": {\"a\": true}}}}")
	f.Add("[[[]]]\n{")
	f.Add("{\"Statement\": \"{\\\"Effect\\\": \\\"\\u00e9\\\"}\"}")
	f.Fuzz(func(t *testing.T, text string) {
		file := "<<EOT\n" + text + "\nEOT"
		v := graph.NewString(text + "\n")
		v.ValueRange = graph.Range{File: "main.tf", Start: graph.Position{Line: 1, Column: 1}, End: graph.Position{Line: 3, Column: 4, Byte: len(file)}}
		v.Range = v.ValueRange
		n := &normalizer{unit: &graph.Unit{Files: map[string]*graph.File{"main.tf": {Path: "main.tf", Bytes: []byte(file)}}}}
		n.policy(v).Walk(func(path graph.Path, v *graph.Value) bool {
			r := v.Range
			if r.Start.Byte < 0 || r.End.Byte > len(file) || r.End.Before(r.Start) || r.End.Byte < r.Start.Byte {
				t.Fatalf("%s: %q lies outside the file: %+v", path, text, r)
			}
			return true
		})
	})
}
