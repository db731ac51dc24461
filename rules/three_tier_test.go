package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/ruletest"
)

// change is one line of the three-tier example, written differently.
type change struct {
	name           string
	terraform      [2]string // what stands there, and what takes its place
	cloudformation [2]string
}

// changes are mistakes of one line, each of which gives exactly the findings of
// testdata/three_tier.txt.
var changes = []change{
	{
		"the isolated subnets get a route to the internet gateway",
		[2]string{"resource \"aws_route_table\" \"data\" {\n  vpc_id = aws_vpc.main.id\n", "resource \"aws_route_table\" \"data\" {\n  vpc_id = aws_vpc.main.id\n  route = [{ cidr_block = \"0.0.0.0/0\", gateway_id = aws_internet_gateway.main.id }]\n"},
		[2]string{"      RouteTableId: !Ref AppTableA\n      DestinationCidrBlock: 0.0.0.0/0\n      NatGatewayId: !Ref NatA", "      RouteTableId: !Ref DataTable\n      DestinationCidrBlock: 0.0.0.0/0\n      GatewayId: !Ref Gateway"},
	},
	{
		"the isolated subnets are associated with the public route table",
		[2]string{"route_table_id = aws_route_table.data.id", "route_table_id = aws_route_table.front.id"},
		[2]string{"RouteTableId: !Ref DataTable", "RouteTableId: !Ref FrontTable"},
	},
	{
		"the deny of the network ACL comes after the allow",
		[2]string{"rule_no    = 90", "rule_no    = 110"},
		[2]string{"RuleNumber: 90", "RuleNumber: 110"},
	},
	{
		"the network ACL drops most replies",
		[2]string{"from_port  = 1024", "from_port  = 50000"},
		[2]string{"PortRange: {From: 1024, To: 65535}", "PortRange: {From: 50000, To: 65535}"},
	},
	{
		"the database admits the VPC instead of the application",
		[2]string{"  to_port                      = 5432\n  referenced_security_group_id = aws_security_group.app.id", "  to_port                      = 5432\n  cidr_ipv4                    = \"10.0.0.0/16\""},
		[2]string{"SourceSecurityGroupId: !Ref AppGroup", "CidrIp: 10.0.0.0/16"},
	},
	{
		"the database admits everyone, though no packet gets there",
		[2]string{"  to_port                      = 5432\n  referenced_security_group_id = aws_security_group.app.id", "  to_port                      = 5432\n  cidr_ipv4                    = \"0.0.0.0/0\""},
		[2]string{"SourceSecurityGroupId: !Ref AppGroup", "CidrIp: 0.0.0.0/0"},
	},
	{
		"the database has a public address",
		[2]string{"  multi_az                            = true", "  publicly_accessible = true\n  multi_az                            = true"},
		[2]string{"PubliclyAccessible: false", "PubliclyAccessible: true"},
	},
	{
		"the database takes the group of the load balancer",
		[2]string{"vpc_security_group_ids              = [aws_security_group.data.id]", "vpc_security_group_ids              = [aws_security_group.front.id]"},
		[2]string{"VPCSecurityGroups: [!Ref DataGroup]", "VPCSecurityGroups: [!Ref FrontGroup]"},
	},
	{
		"the application moves to the public subnets",
		[2]string{"vpc_zone_identifier = aws_subnet.app[*].id", "vpc_zone_identifier = aws_subnet.front[*].id"},
		[2]string{"VPCZoneIdentifier: [!Ref AppA, !Ref AppB]", "VPCZoneIdentifier: [!Ref FrontA, !Ref FrontB]"},
	},
	{
		"the load balancer listens to SSH for everyone",
		[2]string{"description       = \"HTTPS from everyone\"\n  ip_protocol       = \"tcp\"\n  from_port         = 443\n", "description       = \"HTTPS from everyone\"\n  ip_protocol       = \"tcp\"\n  from_port         = 22\n"},
		[2]string{"Description: HTTPS from everyone\n      IpProtocol: tcp\n      FromPort: 443\n", "Description: HTTPS from everyone\n      IpProtocol: tcp\n      FromPort: 22\n"},
	},
	{
		"the load balancer admits every protocol",
		[2]string{"description       = \"HTTPS from everyone\"\n  ip_protocol       = \"tcp\"", "description       = \"HTTPS from everyone\"\n  ip_protocol       = \"-1\""},
		[2]string{"Description: HTTPS from everyone\n      IpProtocol: tcp", "Description: HTTPS from everyone\n      IpProtocol: \"-1\""},
	},
	{
		"the application group admits SSH from everyone, though no packet gets there",
		[2]string{"  from_port                    = 8443\n  to_port                      = 8443\n  referenced_security_group_id = aws_security_group.front.id", "  from_port                    = 22\n  to_port                      = 22\n  cidr_ipv4                    = \"0.0.0.0/0\""},
		[2]string{"      FromPort: 8443\n      ToPort: 8443\n      SourceSecurityGroupId: !Ref FrontGroup", "      FromPort: 22\n      ToPort: 22\n      CidrIp: 0.0.0.0/0"},
	},
	{
		"the NAT gateways stand in the private subnets",
		[2]string{"subnet_id     = aws_subnet.front[count.index].id", "subnet_id     = aws_subnet.app[count.index].id"},
		[2]string{"SubnetId: !Ref FrontA\n  AddressB", "SubnetId: !Ref AppA\n  AddressB"},
	},
	{
		"both zones use one NAT gateway",
		[2]string{"nat_gateway_id = aws_nat_gateway.main[count.index].id", "nat_gateway_id = aws_nat_gateway.main[0].id"},
		[2]string{"NatGatewayId: !Ref NatB", "NatGatewayId: !Ref NatA"},
	},
	{
		"the gateway endpoint is associated with no route table",
		[2]string{"  route_table_ids = aws_route_table.app[*].id\n", ""},
		[2]string{"      RouteTableIds: [!Ref AppTableA, !Ref AppTableB]\n", ""},
	},
	{
		"the database subnets are not known",
		[2]string{"subnet_ids = aws_subnet.data[*].id\n}\n\nresource \"aws_db_instance\"", "subnet_ids = var.subnets\n}\n\nvariable \"subnets\" {\n  type = list(string)\n}\n\nresource \"aws_db_instance\""},
		[2]string{"SubnetIds: [!Ref DataA, !Ref DataB]", "SubnetIds: !Split [\",\", !ImportValue data-subnets]"},
	},
}

// TestThreeTier changes one line of the example at a time and compares what is
// found, with the path of the packet.
func TestThreeTier(t *testing.T) {
	const golden = "testdata/three_tier.txt"
	e := newEngine(t, readPack(t))
	var got strings.Builder
	got.WriteString(describe(t, e, change{name: "nothing"}))
	for _, c := range changes {
		got.WriteString(describe(t, e, c))
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// describe makes the change in both languages and writes down what is found.
func describe(t *testing.T, e *engine.Engine, c change) string {
	t.Helper()
	dir := t.TempDir()
	for file, edit := range map[string][2]string{"main.tf": c.terraform, "template.yaml": c.cloudformation} {
		text, err := os.ReadFile(filepath.Join(fixtures, "examples", "three-tier", file))
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(text), edit[0], edit[1], 1)
		if edit[0] != edit[1] && changed == string(text) {
			t.Fatalf("%s: %s does not contain %q", c.name, file, edit[0])
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	units, err := ruletest.Fixture{Dir: dir}.Units()
	if err != nil {
		t.Fatal(err)
	}
	findings, err := ruletest.Findings(t.Context(), e, units)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", c.name)
	for _, f := range findings {
		b.WriteString(ruletest.Line(f) + "\n")
		for _, step := range f.Flow {
			fmt.Fprintf(&b, "    %s: %s\n", step.Node, step.Text)
		}
	}
	b.WriteString("\n")
	return b.String()
}
