package model_test

import (
	"os"
	"testing"

	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// BenchmarkNormalize reports the time per unit and per resource.
func BenchmarkNormalize(b *testing.B) {
	root, err := os.OpenRoot("testdata/twins")
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	for _, name := range []string{"network", "s3", "iam"} {
		u := terraform.NewLoader(root, terraform.Options{}).Load(name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				model.Normalize(u)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(u.Resources)), "ns/resource")
		})
	}
}
