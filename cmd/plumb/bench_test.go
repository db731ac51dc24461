package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// BenchmarkLintOneFile is the whole process of plumb lint on a file with a
// dozen resources, from exec to exit. The budget is 25 ms and 40 MiB on 2 cores:
//
//	go test -run - -bench LintOneFile ./cmd/plumb
func BenchmarkLintOneFile(b *testing.B) {
	file := filepath.Join(b.TempDir(), "one.tf")
	if err := os.WriteFile(file, []byte(dozen), 0o600); err != nil {
		b.Fatal(err)
	}
	benchmarkLint(b, file)
}

// BenchmarkLintManyRoots is the whole process on a thousand root modules with a
// dozen resources each. The budget is 2.7 s and 200 MiB on 2 cores, what
// terraform fmt -check -recursive takes for the same tree.
func BenchmarkLintManyRoots(b *testing.B) {
	dir := b.TempDir()
	for i := range 1000 {
		module := filepath.Join(dir, "stacks", strconv.Itoa(i))
		if err := os.MkdirAll(module, 0o750); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(module, "main.tf"), []byte(dozen), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	benchmarkLint(b, dir)
}

// benchmarkLint builds plumb once, as it is released, and runs it on a path.
func benchmarkLint(b *testing.B, path string) {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "plumb")
	build := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	var most int64
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), binary, "lint", "--fail-on", "never", path)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		most = max(most, maxResident(cmd.ProcessState))
	}
	if most > 0 {
		b.ReportMetric(float64(most)/(1<<20), "MiB")
	}
	b.ReportMetric(float64(runtime.NumCPU()), "cores")
}

// dozen is twelve resources of the services that people use most, some of them
// with mistakes.
const dozen = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "app" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, 1)
  availability_zone = "eu-central-1a"
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.app.id
}

resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "app" {
  ami                    = "ami-0a1b2c3d4e5f60718"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [aws_security_group.app.id]
}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 100
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_iam_role" "app" {
  name = "app"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
  })
}
`
