package report

import (
	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

func at(file string, line, column, endLine, endColumn int) graph.Range {
	return graph.Range{
		File:  file,
		Start: graph.Position{Line: line, Column: column},
		End:   graph.Position{Line: endLine, Column: endColumn},
	}
}

func sampleRules() []*engine.Rule {
	return []*engine.Rule{
		{
			ID: "ebs/encrypted", Title: "Encrypt EBS volumes at rest", Severity: engine.High, Category: "encryption",
			Description: "Snapshots, replicas and lost disks of an unencrypted volume can be read by whoever holds them",
			Kinds:       []string{"ebs.volume"}, Message: "{resource} is not encrypted",
			Guidance: []engine.Guidance{{Doc: "000", Section: "EBS Encryption"}, {Doc: "001", Section: "EBS 암호화"}},
			Related:  []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"},
			Aliases:  []string{"CKV_AWS_3", "AVD-AWS-0026"},
			Fix:      &engine.RuleFix{Set: map[string]any{"encrypted": true}, Text: "Set encrypted to true"},
			Limits:   "It does not know whether the account encrypts new volumes by default.",
			Korean: engine.Korean{
				Title: "EBS 볼륨을 저장 시 암호화하기", Message: "암호화되지 않음: {resource}", Fix: "encrypted를 true로 설정",
				Description: "암호화되지 않은 볼륨의 스냅샷과 복제본은 가진 사람이 읽을 수 있음",
			},
		},
		{
			ID: "ec2/gp3", Title: "Use gp3 volumes", Severity: engine.Low, Category: "cost", Profile: engine.ProfileStrict,
			Description: "gp3 costs about 20 % less than gp2", Kinds: []string{"ebs.volume"}, Params: map[string]any{"types": []any{"gp2"}, "max_size": 100},
			Fix: &engine.RuleFix{Text: "Set type to gp3"}, Related: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html"},
			Korean: engine.Korean{Title: "gp3 볼륨을 사용하기"},
		},
		{
			ID: "iam/no-admin-policy", Title: `Do not grant Action "*" on Resource "*"`, Severity: engine.Critical, Category: "least-privilege",
			Description: "Whoever gets hold of the credentials owns the account", Kinds: []string{"iam.policy"},
			Fix: &engine.RuleFix{Text: "List the actions that are needed"}, Related: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
			Korean: engine.Korean{Title: "모든 리소스에 대한 모든 작업을 허용하는 정책을 만들지 않기"},
		},
		{
			ID: "rds/private-subnet", Title: "Databases belong in private subnets", Severity: engine.High, Category: "network",
			Description: "A database that the internet can reach is attacked within minutes", Kinds: []string{"rds.instance"},
			Fix: &engine.RuleFix{Text: "Use a subnet group of private subnets"}, Related: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.html"},
			Korean: engine.Korean{Title: "데이터베이스를 프라이빗 서브넷에 두기"},
		},
		{
			ID: "s3/mfa-delete", Title: "Require MFA to delete objects of versioned buckets", Severity: engine.Medium, Category: "data-protection",
			Description: "Stolen credentials can delete all versions", Kinds: []string{"s3.bucket"}, Languages: []string{"terraform"},
			Fix: &engine.RuleFix{Text: "Set mfa_delete to \"Enabled\""}, Related: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html"},
			Differs: "CloudFormation can't express it", Korean: engine.Korean{Title: "버전 관리 버킷의 삭제에 MFA 요구하기"},
		},
	}
}

// sample is a result that has every feature at least once: grouped instances, a
// module call, a path, a policy of several lines, Korean text, tabs, a hostile
// name, an undetermined and a suppressed finding, edits, and diagnostics of
// every severity.
func sample() *engine.Result {
	rules := sampleRules()
	ebs, gp3, admin, rds, mfa := rules[0], rules[1], rules[2], rules[3], rules[4]
	storage := graph.Call{Address: `module.storage["a"]`, Range: at("main.tf", 12, 1, 12, 17)}
	return &engine.Result{
		Rules: rules, Files: 12, Units: 3, Resources: 48, Elsewhere: 2,
		Findings: []*engine.Finding{
			{
				Rule: ebs, Verdict: engine.Fail, Severity: engine.High, Message: `module.storage["a"].aws_ebs_volume.data is not encrypted`,
				Unit: ".", Address: `module.storage["a"].aws_ebs_volume.data`, Type: "aws_ebs_volume", Language: graph.Terraform,
				Instances: []string{
					`module.storage["a"].aws_ebs_volume.data`, `module.storage["b"].aws_ebs_volume.data`, `module.storage["c"].aws_ebs_volume.data`,
					`module.storage["d"].aws_ebs_volume.data`, `module.storage["e"].aws_ebs_volume.data`, `module.storage["f"].aws_ebs_volume.data`,
				},
				Path: graph.Path{"encrypted"}, Range: at("modules/storage/main.tf", 4, 2, 4, 20), Calls: []graph.Call{storage},
				Snippet: []string{"\tencrypted = \"false\" # 암호화"}, Key: "1f0c9a2e5b7d4430",
				Edits: []graph.Edit{{Range: at("modules/storage/main.tf", 4, 14, 4, 21), Text: "true"}},
			},
			{
				Rule: gp3, Verdict: engine.Fail, Severity: engine.Low, Message: "Data uses gp2, which costs more than gp3",
				Unit: "stacks/데이터.yaml", Address: "Data", Instances: []string{"Data"}, Type: "AWS::EC2::Volume", Language: graph.CloudFormation,
				Path: graph.Path{"type"}, Range: at("stacks/데이터.yaml", 9, 7, 9, 31), Construct: "DataStack/Volume/Resource",
				Snippet: []string{"      VolumeType: gp2 # 한국어 주석"}, Key: "77aa01b2c3d4e5f6", Condition: "exists only under a condition, depends on parameter Stage",
			},
			{
				Rule: admin, Verdict: engine.Fail, Severity: engine.Critical, Message: `aws_iam_role_policy.ci allows "*" on "*"`,
				Unit: ".", Address: "aws_iam_role_policy.ci", Instances: []string{"aws_iam_role_policy.ci"}, Type: "aws_iam_role_policy", Language: graph.Terraform,
				Path: graph.Path{"policy", "statements", "0"}, Range: at("iam.tf", 21, 5, 25, 6), Key: "0badc0ffee0badc0",
				Snippet: []string{"    {", "      Effect   = \"Allow\"", "      Action   = \"*\"", "      Resource = \"*\"", "    }"},
			},
			{
				Rule: rds, Verdict: engine.Fail, Severity: engine.High, Message: "aws_db_instance.main can be reached from the internet on tcp/5432",
				Unit: ".", Environments: []string{"prod", "staging"}, Address: "aws_db_instance.main", Instances: []string{"aws_db_instance.main"},
				Type: "aws_db_instance", Language: graph.Terraform, Path: graph.Path{"subnet_group"}, Range: at("db.tf", 8, 3, 8, 57), Key: "9e107d9d372bb682",
				Snippet: []string{"  db_subnet_group_name   = aws_db_subnet_group.main.name"},
				Flow: []engine.FlowStep{
					{Node: "internet", Text: "a packet to tcp/5432 from anywhere"},
					{Node: "aws_route_table.public#route[0]", Text: "0.0.0.0/0 leads to aws_internet_gateway.main", Range: at("network.tf", 31, 3, 34, 4)},
					{Node: "aws_subnet.public[0]", Text: "uses this route table", Range: at("network.tf", 12, 1, 12, 31)},
					{Node: "aws_security_group.db#ingress[0]", Text: "allows tcp/5432 from 0.0.0.0/0", Range: at("db.tf", 22, 5, 22, 34)},
					{Node: "aws_db_instance.main", Text: "", Range: at("db.tf", 3, 1, 3, 33)},
				},
			},
			{
				Rule: ebs, Verdict: engine.Open, Severity: engine.High, Message: "aws_ebs_volume.logs may not be encrypted",
				Unit: ".", Address: "aws_ebs_volume.logs", Instances: []string{"aws_ebs_volume.logs"}, Type: "aws_ebs_volume", Language: graph.Terraform,
				Path: graph.Path{"encrypted"}, Range: at("volumes.tf", 14, 3, 14, 26), Snippet: []string{"  encrypted = var.encrypt"},
				Why: "depends on var.encrypt", Deciders: []string{"var.encrypt"}, Key: "5eb63bbbe01eeed0",
			},
			{
				Rule: mfa, Verdict: engine.Fail, Severity: engine.Medium, Message: "aws_s3_bucket.logs has versioning on but MFA delete off",
				Unit: ".", Address: "aws_s3_bucket.logs", Instances: []string{"aws_s3_bucket.logs"}, Type: "aws_s3_bucket", Language: graph.Terraform,
				Range: at("volumes.tf", 30, 1, 30, 31), Snippet: []string{`resource "aws_s3_bucket" "logs" {`}, Key: "acbd18db4cc2f85c",
				Suppressed: &engine.Suppression{Reason: "deleted by lifecycle, approved by security", Until: "2027-01-31", Kind: "inSource", Range: at("volumes.tf", 29, 1, 29, 60)},
			},
			{
				Rule: mfa, Verdict: engine.Fail, Severity: engine.Medium, Message: "Evil\x1b[31m|::error::`x`<b>@team\u202e has versioning on but MFA delete off",
				Unit: "worse,name:100%.tf", Address: "Evil\x1b[31m", Instances: []string{"Evil\x1b[31m"}, Type: "aws_s3_bucket", Language: graph.Terraform,
				Range: at("worse,name:100%.tf", 2, 1, 2, 5), Snippet: []string{"Evil\x1b[31m: # \u202e"}, Key: "37b51d194a7513e4",
			},
		},
		Diagnostics: []graph.Diagnostic{
			{Severity: graph.Error, Message: "a closing brace is missing: the block starts at line 3", Range: at("broken.tf", 9, 1, 9, 2)},
			{Severity: graph.Warning, Message: "module \"vpc\" is not installed, so what it gives is unknown: run terraform init", Range: at("main.tf", 1, 1, 1, 13)},
			{Severity: graph.Note, Message: "suppression of s3/* is not used", Range: graph.Range{File: "volumes.tf"}},
		},
	}
}
