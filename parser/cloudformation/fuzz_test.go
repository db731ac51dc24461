package cloudformation_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/plumb-iac/plumb/parser/cloudformation"
)

// FuzzLoad checks that no input makes the loader panic, and that every range
// lies inside of its file.
func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"testdata/graphs/*.yaml", "testdata/graphs/*.json", "testdata/graphs/*/*.yaml", "../../fixtures/*/*/*/template.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			b, err := os.ReadFile(filepath.Clean(file))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	l := open(f, cloudformation.Options{})
	f.Fuzz(func(t *testing.T, b []byte) {
		cloudformation.Detect("template.yaml", b)
		checkRanges(t, l.LoadBytes("template.yaml", b))
	})
}
