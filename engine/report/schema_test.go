package report

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xeipuuv/gojsonschema"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// conforms checks a document against a schema of docs.
func conforms(t *testing.T, schema string, document []byte) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", schema))
	if err != nil {
		t.Fatal(err)
	}
	result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(text), gojsonschema.NewBytesLoader(document))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range result.Errors() {
		t.Error(e)
	}
}

func TestFindingsConformToTheirSchema(t *testing.T) {
	for name, r := range map[string]*engine.Result{"full": sample(), "empty": {}, "bare": bare()} {
		t.Run(name, func(t *testing.T) {
			conforms(t, "findings.schema.json", write(t, "json", r, Options{}))
		})
	}
}

func TestGraphConformsToItsSchema(t *testing.T) {
	for name, units := range map[string][]*graph.Unit{
		"full":  network(),
		"empty": nil,
		"bare":  {{Path: "plan.json", Environment: "prod", Resources: []*graph.Resource{{Address: "aws_s3_bucket.a", Type: "aws_s3_bucket", Language: graph.Terraform}}}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Graph(&b, "json", units); err != nil {
				t.Fatal(err)
			}
			conforms(t, "graph.schema.json", b.Bytes())
		})
	}
}
