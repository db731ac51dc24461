// Package schema knows which resource types and attributes exist in
// CloudFormation and in the Terraform provider for AWS, in a compact form.
//
// Tests validate mappings against it; the shipped binary does not hold it. The
// sources are the npm packages @aws-cdk/aws-service-spec and
// @cdktf/provider-aws, read by the generator alone.
package schema

//go:generate go run generate.go
