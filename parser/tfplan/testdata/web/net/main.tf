variable "bucket" {}
resource "aws_vpc" "main" {
  count      = 1
  cidr_block = "10.0.0.0/16"
}
resource "aws_flow_log" "main" {
  vpc_id          = aws_vpc.main[0].id
  log_destination = var.bucket
}
