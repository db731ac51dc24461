variable "image" {}

resource "aws_ecs_task_definition" "app" {
  family        = "app"
  task_role_arn = aws_iam_role.task.arn
  container_definitions = jsonencode([{
    name                   = "app"
    image                  = var.image
    privileged             = true
    readonlyRootFilesystem = false
    environment            = [{ name = "DB_PASSWORD", value = "hunter2" }]
    secrets                = [{ name = "TOKEN", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/token" }]
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-group = "app" }
    }
  }])
  volume {
    name = "data"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "ENABLED"
    }
  }
}

resource "aws_iam_role" "task" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }] })
}

resource "aws_lb" "front" {
  internal           = false
  load_balancer_type = "network"
  subnets            = ["subnet-1", "subnet-2"]
  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.logs.id
  }
  enable_deletion_protection = true
}

resource "aws_s3_bucket" "logs" {
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.site.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app_group.arn
  }
}

resource "aws_lb_target_group" "app_group" {
  port     = 80
  protocol = "TCP"
  vpc_id   = "vpc-1"
  health_check {
    path     = "/up"
    interval = 10
  }
}

resource "aws_acm_certificate" "site" {
  domain_name       = "example.com"
  validation_method = "DNS"
}

resource "aws_db_instance" "main" {
  engine               = "postgres"
  instance_class       = "db.t3.micro"
  storage_encrypted    = true
  kms_key_id           = "alias/db"
  db_subnet_group_name = "private"
  publicly_accessible  = false
  multi_az             = true
  password             = "correct-horse"
  parameter_group_name = aws_db_parameter_group.tls.name
}

resource "aws_db_subnet_group" "private" {
  name       = "private"
  subnet_ids = ["subnet-1"]
}

resource "aws_db_parameter_group" "tls" {
  family = "postgres14"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_lambda_function" "work" {
  role        = aws_iam_role.task.arn
  runtime     = "python3.13"
  memory_size = 256
  environment {
    variables = { MODE = "prod" }
  }
  tracing_config {
    mode = "Active"
  }
  vpc_config {
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
  }
}

resource "aws_autoscaling_group" "pool" {
  min_size            = 1
  max_size            = 4
  health_check_type   = "EC2,ELB"
  vpc_zone_identifier = ["subnet-1", "subnet-2"]
  target_group_arns   = [aws_lb_target_group.app_group.arn]
  launch_template {
    id      = aws_launch_template.node.id
    version = "1"
  }
}

resource "aws_launch_template" "node" {
  image_id  = "ami-1"
  user_data = base64encode("#!/bin/sh\nyum update -y\n")
  metadata_options {
    http_tokens = "required"
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted   = "true"
      volume_size = 8
    }
  }
}

resource "aws_cloudfront_distribution" "site_cdn" {
  enabled = true
  aliases = ["example.com"]
  origin {
    origin_id   = "s3"
    domain_name = aws_s3_bucket.logs.bucket_regional_domain_name
    s3_origin_config {
      origin_access_identity = "origin-access-identity/cloudfront/E1"
    }
  }
  default_cache_behavior {
    target_origin_id       = "s3"
    viewer_protocol_policy = "allow-all"
  }
  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate.site.arn
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
