provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Team = "web" }
  }
}
variable "name" {
  default = "logs"
}
resource "aws_s3_bucket" "logs" {
  bucket = var.name
}
# plumb:ignore s3/*
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({ Resource = "${aws_s3_bucket.logs.arn}/*" })
}
module "net" {
  source = "./net"
  bucket = aws_s3_bucket.logs.arn
}
