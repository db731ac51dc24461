resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "edge" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "front_subnet" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
  tags = {
    Name = "front"
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.edge.id
}

resource "aws_route_table_association" "front" {
  subnet_id      = aws_subnet.front_subnet.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "web" {
  description = "web"
  vpc_id      = aws_vpc.main.id

  ingress {
    description = "https"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "6"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_network_acl" "front_acl" {
  vpc_id = aws_vpc.main.id
}

resource "aws_network_acl_rule" "in" {
  network_acl_id = aws_network_acl.front_acl.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 443
  to_port        = 443
  cidr_block     = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.front_acl.id
  egress         = true
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

resource "aws_nat_gateway" "nat" {
  subnet_id     = aws_subnet.front_subnet.id
  allocation_id = aws_eip.nat_address.id
}

resource "aws_eip" "nat_address" {
}

resource "aws_instance" "web_server" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.front_subnet.id
  vpc_security_group_ids = [aws_security_group.web.id]

  metadata_options {
    http_tokens = "required"
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
    volume_size = 20
  }

  ebs_block_device {
    device_name = "/dev/sdg"
    snapshot_id = "snap-0123"
  }
}

variable "office" {}

resource "aws_vpc_security_group_ingress_rule" "office_ssh" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.office
}
