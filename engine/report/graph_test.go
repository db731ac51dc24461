package report

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/graph"
)

func ref(to, attribute string) *graph.Value {
	v := graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonComputed})
	v.References = []graph.Reference{{To: to, Attribute: attribute}}
	return v
}

func made(address, kind string, line int, attributes map[string]*graph.Value) *graph.Resource {
	return &graph.Resource{
		Address: address, ConfigAddress: address, Type: kind, Language: graph.Terraform,
		Range: at("main.tf", line, 1, line+3, 2), Header: at("main.tf", line, 1, line, 30), Attributes: graph.NewMap(attributes),
	}
}

// network is a small one: a public subnet with an instance behind a group, a
// database in a subnet group over two subnets, and what stands outside.
func network() []*graph.Unit {
	secret := graph.NewString("hunter2")
	secret.Sensitive = true
	subnet := made(`aws_subnet.public["a"]`, "aws_subnet", 5, map[string]*graph.Value{"vpc_id": ref("aws_vpc.main", "id"), "cidr_block": graph.NewString("10.0.0.0/24")})
	subnet.Conditional = &graph.Uncertainty{Reason: graph.ReasonVariable, Deciders: []string{"var.zones"}}
	web := made("aws_instance.web", "aws_instance", 20, map[string]*graph.Value{
		"subnet_id": ref(`aws_subnet.public["a"]`, "id"), "vpc_security_group_ids": graph.NewList(ref("aws_security_group.web", "id")),
		"ami": ref("data.aws_ami.linux", "id"), "monitoring": graph.NewBool(true),
		"ebs_block_device": graph.NewList(graph.NewMap(map[string]*graph.Value{"volume_size": graph.NewInt(8), "iops": {Form: graph.Null}})),
	})
	web.Calls = []graph.Call{{Address: "module.web", Range: at("root.tf", 2, 1, 2, 13)}}
	template := &graph.Resource{
		Address: `Odd"<b>#name`, Type: "AWS::S3::Bucket", Language: graph.CloudFormation, Range: at("stack.yaml", 3, 3, 6, 1),
		Attributes: graph.NewMap(map[string]*graph.Value{"BucketName": graph.NewString("logs")}),
	}
	terraform := &graph.Unit{Path: ".", Language: graph.Terraform, Resources: []*graph.Resource{
		made("aws_vpc.main", "aws_vpc", 1, map[string]*graph.Value{"cidr_block": graph.NewString("10.0.0.0/16")}),
		subnet,
		made("aws_subnet.db[0]", "aws_subnet", 10, map[string]*graph.Value{"vpc_id": ref("aws_vpc.main", "id")}),
		made("aws_subnet.db[1]", "aws_subnet", 10, map[string]*graph.Value{"vpc_id": ref("aws_vpc.main", "id")}),
		web,
		made("aws_security_group.web", "aws_security_group", 30, map[string]*graph.Value{"vpc_id": ref("aws_vpc.main", "id")}),
		made("aws_route_table.public", "aws_route_table", 35, map[string]*graph.Value{
			"vpc_id": ref("aws_vpc.main", "id"),
			"route":  graph.NewList(graph.NewMap(map[string]*graph.Value{"cidr_block": graph.NewString("0.0.0.0/0"), "gateway_id": ref("aws_internet_gateway.main", "id")})),
		}),
		made("aws_route_table_association.public", "aws_route_table_association", 40, map[string]*graph.Value{
			"route_table_id": ref("aws_route_table.public", "id"), "subnet_id": ref(`aws_subnet.public["a"]`, "id"),
		}),
		made("aws_internet_gateway.main", "aws_internet_gateway", 45, map[string]*graph.Value{"vpc_id": ref("aws_vpc.main", "id")}),
		made("aws_db_subnet_group.main", "aws_db_subnet_group", 50, map[string]*graph.Value{"subnet_ids": graph.NewList(ref("aws_subnet.db[0]", "id"), ref("aws_subnet.db[1]", "id"))}),
		made("aws_db_instance.main", "aws_db_instance", 55, map[string]*graph.Value{"db_subnet_group_name": ref("aws_db_subnet_group.main", "name"), "password": secret}),
		made("aws_s3_bucket.logs", "aws_s3_bucket", 60, nil),
		{Address: "data.aws_ami.linux", Type: "aws_ami", Mode: graph.Data, Attributes: graph.NewMap(nil)},
		{Address: "var.zones", Type: graph.TypeTerraformVariable, Mode: graph.Pseudo, Attributes: graph.NewMap(nil)},
	}}
	terraform.Nodes = []*graph.Node{
		{Kind: "ec2.subnet", Address: subnet.Address, Resource: subnet, Attributes: graph.NewMap(map[string]*graph.Value{"public": graph.NewBool(true)})},
		{Kind: "ec2.instance", Address: web.Address, Resource: web, Attributes: graph.NewMap(map[string]*graph.Value{
			"monitoring": graph.NewBool(true), "ami": ref("data.aws_ami.linux", "id"),
			"exposure": graph.NewList(graph.NewMap(map[string]*graph.Value{"from": graph.NewString("internet")})),
		})},
		{Kind: "ebs.volume", Address: web.Address + "#ebs_block_device[0]", Resource: web, Attributes: graph.NewMap(map[string]*graph.Value{"size": graph.NewNumber("8")})},
	}
	terraform.Diagnostics = sample().Diagnostics
	terraform.Sort()
	return []*graph.Unit{{Path: "stack.yaml", Language: graph.CloudFormation, Resources: []*graph.Resource{template}}, terraform}
}

func TestGraph(t *testing.T) {
	for file, format := range map[string]string{"graph.json": "json", "graph.dot": "dot", "graph.mmd": "mermaid"} {
		t.Run(format, func(t *testing.T) {
			var b bytes.Buffer
			if err := Graph(&b, format, network()); err != nil {
				t.Fatal(err)
			}
			golden(t, file, b.Bytes())
		})
	}
}

func TestGraphOfNothing(t *testing.T) {
	for _, format := range GraphFormats() {
		if err := Graph(&bytes.Buffer{}, format, nil); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
	if err := Graph(&bytes.Buffer{}, "svg", nil); err == nil {
		t.Error("want an error for an unknown format")
	}
}

func TestPlain(t *testing.T) {
	secret := graph.NewString("x")
	secret.Sensitive = true
	cases := []struct {
		name  string
		value *graph.Value
		want  string
	}{
		{"keeps a large number exact", graph.NewNumber("12345678901234567890"), "12345678901234567890"},
		{"quotes what is no number of JSON", graph.NewNumber("+Inf"), `"+Inf"`},
		{"gives null for what is unknown", ref("a.b", "id"), "null"},
		{"gives null for what is absent", nil, "null"},
		{"hides a secret", secret, `"***"`},
		{"hides what looks like a credential", graph.NewString("key AKIAIOSFODNN7EXAMPLE"), `"key ***"`},
		{"keeps the shape of lists and maps", graph.NewMap(map[string]*graph.Value{"b": graph.NewList(), "a": graph.NewBool(false)}), `{"a":false,"b":[]}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := json.Marshal(plain(c.value))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
