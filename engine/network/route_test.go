package network

import (
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

const (
	everywhere = "0.0.0.0/0"
	igw        = "aws_internet_gateway.main"
	explicit   = "aws_route_table.main"
)

// TestPublicSubnets follows the definition of a public subnet
// (https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types)
// and the priority of routes
// (https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html).
func TestPublicSubnets(t *testing.T) {
	in := func(table any) attrs { return attrs{"route_table": table} }
	tests := []struct {
		name   string
		nodes  []*graph.Node
		public string
		egress string
	}{
		{"a default route to the gateway makes it public", []*graph.Node{vpc(), gateway(), tableOf("main", to(everywhere, "gateway", igw)), subnetOf("s", in(explicit))}, "true", "internet_gateway"},
		{"an IPv6 default route does too", []*graph.Node{vpc(), gateway(), tableOf("main", to("::/0", "gateway", igw)), subnetOf("s", in(explicit))}, "true", "none"},
		{"two halves are as wide as the whole", []*graph.Node{vpc(), gateway(), tableOf("main", to("0.0.0.0/1", "gateway", igw), to("128.0.0.0/1", "gateway", igw)), subnetOf("s", in(explicit))}, "true", "internet_gateway"},
		{"a peering route to 172.31.0.0/16 beside it changes nothing", []*graph.Node{vpc(), gateway(), tableOf("main", to("172.31.0.0/16", "peering", "pcx-11223344556677889"), to(everywhere, "gateway", igw)), subnetOf("s", in(explicit))}, "true", "internet_gateway"},
		{"more specific routes to a firewall take everything", []*graph.Node{vpc(), gateway(), tableOf("main", to(everywhere, "gateway", igw), to("0.0.0.0/1", "vpc_endpoint", "vpce-1"), to("128.0.0.0/1", "vpc_endpoint", "vpce-1")), subnetOf("s", in(explicit))}, "false", "internet_gateway"},
		{"one more specific half leaves the other", []*graph.Node{vpc(), gateway(), tableOf("main", to(everywhere, "gateway", igw), to("0.0.0.0/1", "vpc_endpoint", "vpce-1")), subnetOf("s", in(explicit))}, "true", "internet_gateway"},
		{"NAT does not make it public", []*graph.Node{vpc(), gateway(), tableOf("main", to(everywhere, "nat_gateway", "aws_nat_gateway.a")), subnetOf("s", in(explicit))}, "false", "nat"},
		{"a NAT gateway that is not known is still NAT", []*graph.Node{vpc(), tableOf("main", to(everywhere, "nat_gateway", variable("var.nat"))), subnetOf("s", in(explicit))}, "false", "nat"},
		{"an egress-only gateway does not let anyone in", []*graph.Node{vpc(), tableOf("main", to("::/0", "egress_only_gateway", "eigw-1")), subnetOf("s", in(explicit))}, "false", "none"},
		{"a table without routes isolates", []*graph.Node{vpc(), tableOf("main"), subnetOf("s", in(explicit))}, "false", "none"},
		{"a literal ID tells the gateway", []*graph.Node{vpc(), tableOf("main", to(everywhere, "gateway", "igw-12345678901234567")), subnetOf("s", in(explicit))}, "true", "internet_gateway"},
		{"a virtual private gateway is none", []*graph.Node{vpc(), tableOf("main", to(everywhere, "gateway", "vgw-11223344556677889")), subnetOf("s", in(explicit))}, "false", "vpn_gateway"},
		{"a gateway that a variable names may be any", []*graph.Node{vpc(), tableOf("main", to(everywhere, "gateway", variable("var.gateway"))), subnetOf("s", in(explicit))}, "unknown(var.gateway)", "unknown(var.gateway)"},
		{"a destination that a variable names may be everything", []*graph.Node{vpc(), gateway(), tableOf("main", attrs{"destination": variable("var.range"), "gateway": igw}), subnetOf("s", in(explicit))}, "unknown(var.range)", "unknown(var.range)"},
		{"a certain route outweighs an unknown one", []*graph.Node{vpc(), gateway(), tableOf("main", to(everywhere, "gateway", igw), attrs{"destination": variable("var.range"), "gateway": variable("var.x")}), subnetOf("s", in(explicit))}, "true", "internet_gateway"},
		{"without an association the main table applies", []*graph.Node{vpc(), gateway(), node("ec2.route_table", "aws_default_route_table.main", attrs{"vpc": "aws_vpc.main", "main_of": "aws_vpc.main", "routes": list{to(everywhere, "gateway", igw)}}), subnetOf("s", nil)}, "true", "internet_gateway"},
		{"an association overrides the main table", []*graph.Node{vpc(), gateway(), tableOf("main"), node("ec2.route_table", "aws_default_route_table.main", attrs{"vpc": "aws_vpc.main", "main_of": "aws_vpc.main", "routes": list{to(everywhere, "gateway", igw)}}), subnetOf("s", in(explicit))}, "false", "none"},
		{"a main table that nothing manages has the local route only", []*graph.Node{vpc(), gateway(), tableOf("other", to(everywhere, "gateway", igw)), subnetOf("s", nil)}, "false", "none"},
		{"routes of a VPC without any table may be elsewhere", []*graph.Node{vpc(), subnetOf("s", nil)}, "unknown()", "unknown()"},
		{"routes can be added by way of the VPC", []*graph.Node{node("ec2.vpc", "aws_vpc.main", attrs{"main_routes": list{to(everywhere, "gateway", igw)}}), gateway(), subnetOf("s", nil)}, "true", "internet_gateway"},
		{"a VPC of elsewhere is not known", []*graph.Node{subnetOf("s", attrs{"vpc": variable("var.vpc")})}, "unknown(var.vpc)", "unknown(var.vpc)"},
		{"a table that a variable names is not known", []*graph.Node{vpc(), tableOf("main"), subnetOf("s", in(variable("var.table")))}, "unknown(var.table)", "unknown(var.table)"},
		{"a default subnet is public", []*graph.Node{node("ec2.subnet", "aws_default_subnet.s", attrs{})}, "true", "internet_gateway"},
		{"a default VPC has a route to the internet", []*graph.Node{node("ec2.vpc", "aws_default_vpc.main", attrs{}), node("ec2.subnet", "aws_subnet.s", attrs{"vpc": "aws_default_vpc.main"})}, "true", "internet_gateway"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := unit(tt.nodes...)
			Annotate(u)
			for _, n := range u.Nodes {
				if n.Kind == "ec2.subnet" {
					check(t, u, n.Address, "public", tt.public)
					check(t, u, n.Address, "egress", tt.egress)
				}
			}
		})
	}
}

func TestPublicRouteNamesTheRoute(t *testing.T) {
	u := unit(vpc(), gateway(), tableOf("main", to("10.1.0.0/16", "transit_gateway", "tgw-1"), to(everywhere, "gateway", igw)), subnetOf("s", attrs{"route_table": explicit}))
	Annotate(u)
	check(t, u, "aws_subnet.s", "public_route", "aws_route_table.main#routes[1]")
	check(t, u, "aws_subnet.s", "effective_route_table", explicit)
}
