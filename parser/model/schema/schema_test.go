package schema

import (
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/compile"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

func TestFollow(t *testing.T) {
	terraform, err := Terraform()
	if err != nil {
		t.Fatal(err)
	}
	cloudFormation, err := CloudFormation()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		schema           Schema
		of, path, expect string
	}{
		{terraform, "aws_s3_bucket", "bucket", "s"},
		{terraform, "aws_s3_bucket_versioning", "versioning_configuration[0].status", "s"},
		{terraform, "aws_s3_bucket_versioning", "versioning_configuration.status", "there is no status within versioning_configuration"},
		{terraform, "aws_s3_bucket_versioning", "versioning_configuration[0].state", "there is no state"},
		{terraform, "aws_lambda_function", "environment[0].variables", "{"},
		{terraform, "aws_sqs_queue", "redrive_policy.maxReceiveCount", "j"},
		{terraform, "aws_instance", "root_block_device[*].encrypted", "b"},
		{cloudFormation, "AWS::S3::Bucket", "VersioningConfiguration.Status", "s"},
		{cloudFormation, "AWS::S3::Bucket", "VersioningConfiguration[0].Status", "VersioningConfiguration is no list"},
		{cloudFormation, "AWS::S3::Bucket", "Tags[Key=Name].Value", "s"},
		{cloudFormation, "AWS::S3::Bucket", "Tags[Name=x].Value", "elements of Tags have no Name"},
		{cloudFormation, "AWS::S3::BucketPolicy", "PolicyDocument.Statement[0]", "j"},
	}
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			steps, err := compile.Steps(c.path)
			if err != nil {
				t.Fatal(err)
			}
			at, err := Follow(Type{Form: Struct, Fields: c.schema[c.of]}, steps)
			got := string(at.Form)
			if err != nil {
				got = err.Error()
			}
			if got != c.expect {
				t.Errorf("%s of %s: got %s, want %s", c.path, c.of, got, c.expect)
			}
		})
	}
}

func TestVisitFindsWhatDoesNotExist(t *testing.T) {
	terraform, err := Terraform()
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := compile.File("test.yaml", []byte("a.b: {doc: x, tf: aws_vpc, fold: {aws_route: vpc}, attrs: {c: {tf: [cidr_block, cidr]}}}"))
	if err != nil {
		t.Fatal(err)
	}
	var problems []string
	err = terraform.Visit(&kinds[0], graph.Terraform, func(name string, _ *mapping.Attribute, p *mapping.Path, _ []Type, problem error) {
		if problem != nil {
			problems = append(problems, name+" "+p.Text)
		}
	})
	if err != nil || len(problems) != 2 || problems[0] != "a.b: fold of aws_route vpc" || problems[1] != "a.b.c cidr" {
		t.Errorf("got %v, %q", err, problems)
	}
	kinds[0].Terraform[0].Type = "aws_cloud"
	if err := terraform.Visit(&kinds[0], graph.Terraform, nil); err == nil {
		t.Error("a type that doesn't exist was accepted")
	}
}
