resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["ec2.amazonaws.com", "lambda.amazonaws.com"] } }]
  })
  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess", aws_iam_policy.read.arn]
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = <<EOT
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:Get*", "s3:List*"],
      "Resource": "${aws_s3_bucket.data.arn}/*"
    },
    {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": false}}}
  ]
}
EOT
}

resource "aws_iam_role_policy" "write" {
  name   = "write"
  role   = aws_iam_role.app.id
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"
}

resource "aws_s3_bucket" "data" {
}

resource "aws_iam_user" "robot" {
  name = "robot"
}

resource "aws_iam_user_policy" "robot_policy" {
  name   = "list"
  user   = "robot"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListAllMyBuckets"], Resource = ["*"] }] })
}

resource "aws_sqs_queue" "work" {
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })
  kms_master_key_id = "alias/aws/sqs"
}

resource "aws_sqs_queue" "dead" {
}

resource "aws_sqs_queue_policy" "work_policy" {
  queue_url = aws_sqs_queue.work.id
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*" }] })
}
