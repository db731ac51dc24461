package terraform

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// module500 writes a root module of about 500 resources of the kinds and sizes
// that real ones have.
func module500(groups int) string {
	var b strings.Builder
	b.WriteString(`variable "env" { default = "prod" }
variable "cidrs" { default = ["10.0.0.0/8", "192.168.0.0/16"] }
locals {
  tags = { Env = var.env, Owner = "platform", Name = "service-${var.env}" }
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = merge(local.tags, { Name = "main" })
}
`)
	for i := range groups {
		fmt.Fprintf(&b, `
resource "aws_s3_bucket" "data%[1]d" {
  bucket        = "data-%[1]d-${var.env}"
  force_destroy = false
  tags          = merge(local.tags, { Index = %[1]d })
}

resource "aws_s3_bucket_policy" "data%[1]d" {
  bucket = aws_s3_bucket.data%[1]d.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = ["${aws_s3_bucket.data%[1]d.arn}", "${aws_s3_bucket.data%[1]d.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_subnet" "private%[1]d" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, %[1]d)
  availability_zone = "eu-west-1a"
  tags              = local.tags
}

resource "aws_security_group" "web%[1]d" {
  name   = format("web-%%s-%[1]d", var.env)
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = var.cidrs
    content {
      from_port   = 443
      to_port     = 443
      protocol    = "tcp"
      cidr_blocks = [ingress.value]
      description = "https from ${ingress.value}"
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "web%[1]d" {
  ami                    = "ami-12345678"
  instance_type          = var.env == "prod" ? "m5.large" : "t3.micro"
  subnet_id              = aws_subnet.private%[1]d.id
  vpc_security_group_ids = [aws_security_group.web%[1]d.id]

  root_block_device {
    encrypted   = true
    volume_size = 20
  }

  metadata_options {
    http_tokens = "required"
  }

  user_data = <<-EOT
    #!/bin/bash
    echo "${aws_s3_bucket.data%[1]d.bucket}" > /etc/bucket
    systemctl start web
  EOT
}
`, i%250)
	}
	return b.String()
}

func benchmarkModule(b *testing.B) (root *os.Root, src string) {
	b.Helper()
	dir := b.TempDir()
	src = module500(100)
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(src), 0o644); err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { root.Close() })
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	return root, src
}

// BenchmarkParse is what HCL alone needs: the yardstick of BenchmarkLoad.
func BenchmarkParse(b *testing.B) {
	_, src := benchmarkModule(b)
	for b.Loop() {
		if _, diags := hclsyntax.ParseConfig([]byte(src), "main.tf", hcl.InitialPos); diags.HasErrors() {
			b.Fatal(diags)
		}
	}
}

// BenchmarkLoad parses and evaluates a root module of 500 resources.
func BenchmarkLoad(b *testing.B) {
	root, _ := benchmarkModule(b)
	for b.Loop() {
		if u := NewLoader(root, Options{}).Load("."); len(u.Diagnostics) > 0 || len(u.Resources) < 500 {
			b.Fatal(len(u.Resources), u.Diagnostics)
		}
	}
}

// BenchmarkEvaluate evaluates it without parsing it again.
func BenchmarkEvaluate(b *testing.B) {
	root, _ := benchmarkModule(b)
	l := NewLoader(root, Options{})
	for b.Loop() {
		l.Load(".")
	}
}

// BenchmarkSmallModules loads a root module of a dozen resources.
func BenchmarkSmallModules(b *testing.B) {
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(module500(2)), 0o644); err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { root.Close() })
	l := NewLoader(root, Options{})
	b.ReportAllocs()
	for b.Loop() {
		l.Release(".")
		l.Load(".")
	}
}
