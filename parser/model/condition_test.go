package model_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// TestSatellitesUnderCondition checks that a satellite is certain where it
// exists together with its parent, and open where it may not.
func TestSatellitesUnderCondition(t *testing.T) {
	const module = `
variable "wanted" {}
variable "locked" {}

resource "aws_s3_bucket" "together" {
  count = var.wanted ? 1 : 0
}

resource "aws_s3_bucket_policy" "together" {
  count  = var.wanted ? 1 : 0
  bucket = aws_s3_bucket.together[0].id
  policy = jsonencode({ Statement = [] })
}

resource "aws_s3_bucket" "alone" {
}

resource "aws_s3_bucket_policy" "alone" {
  count  = var.locked ? 1 : 0
  bucket = aws_s3_bucket.alone.id
  policy = jsonencode({ Statement = [] })
}

module "logs" {
  source = "./logs"
  count  = var.wanted ? 1 : 0
}
`
	const called = `
resource "aws_s3_bucket" "inner" {
}

resource "aws_s3_bucket_policy" "inner" {
  bucket = aws_s3_bucket.inner.id
  policy = jsonencode({ Statement = [] })
}
`
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
	if err := os.Mkdir(filepath.Join(dir, "logs"), 0o750); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"template.yaml": template, "main.tf": module, "logs/main.tf": called} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	want := map[string]graph.Form{
		"Together": graph.Map, "Alone": graph.Unknown,
		"aws_s3_bucket.together[?]": graph.Map, "aws_s3_bucket.alone": graph.Unknown, "module.logs[?].aws_s3_bucket.inner": graph.Map,
	}
	for _, u := range []*graph.Unit{
		cloudformation.NewLoader(root, cloudformation.Options{}).Load("template.yaml"),
		terraform.NewLoader(root, terraform.Options{}).Load("."),
	} {
		model.Normalize(u)
		for _, n := range u.Nodes {
			form, ok := want[n.Address]
			if !ok {
				continue
			}
			delete(want, n.Address)
			if policy := n.Attributes.Get("policy"); policy == nil || policy.Form != form {
				t.Errorf("the policy of %s is %+v, want the form %d", n.Address, policy, form)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no nodes for %v", want)
	}
}
