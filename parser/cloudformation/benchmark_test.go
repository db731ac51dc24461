package cloudformation_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/parser/cloudformation"
)

// large returns a template with many copies of the resources of the sample.
func large(b *testing.B, copies int) []byte {
	b.Helper()
	sample, err := os.ReadFile("testdata/graphs/intrinsics.yaml")
	if err != nil {
		b.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(sample), "Resources:\n")
	resources, outputs, _ := strings.Cut(rest, "Outputs:\n")
	var out strings.Builder
	out.WriteString(head + "Resources:\n")
	for i := range copies {
		for line := range strings.Lines(resources) {
			if strings.HasPrefix(line, "  ") && line[2] != ' ' && line[2] != '#' {
				line = strings.Replace(line, ":", fmt.Sprintf("%d:", i), 1)
			}
			out.WriteString(strings.ReplaceAll(strings.ReplaceAll(line, "Ref Bucket", fmt.Sprintf("Ref Bucket%d", i)), "{Bucket.", fmt.Sprintf("{Bucket%d.", i)))
		}
	}
	return []byte(out.String() + "Outputs:\n" + strings.ReplaceAll(outputs, "Bucket.", "Bucket0."))
}

// BenchmarkLoad parses and evaluates; it should take no longer than three times
// BenchmarkParseNodes, the YAML library alone on the same bytes.
func BenchmarkLoad(b *testing.B) {
	l := cloudformation.NewLoader(nil, cloudformation.Options{})
	for name, template := range templates(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(template)))
			b.ReportAllocs()
			for b.Loop() {
				l.LoadBytes("template.yaml", template)
			}
		})
	}
}

func BenchmarkParseNodes(b *testing.B) {
	for name, template := range templates(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(template)))
			b.ReportAllocs()
			for b.Loop() {
				var n yaml.Node
				if err := yaml.Load(template, &n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func templates(b *testing.B) map[string][]byte {
	b.Helper()
	web, err := os.ReadFile("testdata/samples/web.yaml")
	if err != nil {
		b.Fatal(err)
	}
	return map[string][]byte{"web": web, "large": large(b, 100)}
}
