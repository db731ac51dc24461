package model_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
)

// TestSatellitesUnderCondition checks that a satellite is certain where it
// exists together with its parent, and open where it may not.
func TestSatellitesUnderCondition(t *testing.T) {
	const template = `
Parameters:
  Stage: {Type: String}
Conditions:
  Wanted: !Equals [!Ref Stage, prod]
  Locked: !Not [!Equals [!Ref Stage, test]]
Resources:
  Together:
    Type: AWS::S3::Bucket
    Condition: Wanted
  TogetherPolicy:
    Type: AWS::S3::BucketPolicy
    Condition: Wanted
    Properties: {Bucket: !Ref Together, PolicyDocument: {Statement: []}}
  Alone:
    Type: AWS::S3::Bucket
  AlonePolicy:
    Type: AWS::S3::BucketPolicy
    Condition: Locked
    Properties: {Bucket: !Ref Alone, PolicyDocument: {Statement: []}}
`
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(template), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	u := cloudformation.NewLoader(root, cloudformation.Options{}).Load("template.yaml")
	model.Normalize(u)
	want := map[string]graph.Form{"Together": graph.Map, "Alone": graph.Unknown}
	for _, n := range u.Nodes {
		if form, ok := want[n.Address]; ok && n.Attributes.Get("policy").Form != form {
			t.Errorf("the policy of %s has the form %d, want %d", n.Address, n.Attributes.Get("policy").Form, form)
		}
	}
}
