package network

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

func web(more attrs) *graph.Node {
	a := attrs{"subnet": "aws_subnet.s", "security_groups": list{"aws_security_group.web"}}
	maps.Copy(a, more)
	return node("ec2.instance", "aws_instance.web", a)
}

// network of one public subnet, with whatever else a test adds.
func publicNetwork(more ...*graph.Node) []*graph.Node {
	return append([]*graph.Node{vpc(), gateway(), tableOf("main", to(everywhere, "gateway", igw)), subnetOf("s", attrs{"route_table": explicit})}, more...)
}

// TestExposure follows packets as AWS describes it: security groups allow only,
// their rules add up
// (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html),
// and an instance needs a public address and a route to an internet gateway
// (https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html).
func TestExposure(t *testing.T) {
	ssh := rule("tcp", 22, 22, everywhere)
	tests := []struct {
		name  string
		nodes []*graph.Node
		want  string
	}{
		{"an open port with a public address is exposed", publicNetwork(groupOf("web", ssh), web(nil)), "[internet:tcp:22-22]"},
		{"all protocols expose every port", publicNetwork(groupOf("web", rule("-1", 0, 0, everywhere)), web(nil)), "[internet:-1:0-65535]"},
		{"two halves of the internet are the internet", publicNetwork(groupOf("web", rule("tcp", 22, 22, "0.0.0.0/1", "128.0.0.0/1")), web(nil)), "[internet:tcp:22-22]"},
		{"a narrower range is named", publicNetwork(groupOf("web", rule("tcp", 22, 22, "203.0.113.0/24")), web(nil)), "[203.0.113.0/24:tcp:22-22]"},
		{"no public address, no exposure", publicNetwork(groupOf("web", ssh), web(attrs{"public_ip": false})), "[]"},
		{"an Elastic IP is a public address", publicNetwork(groupOf("web", ssh), web(attrs{"public_ip": false}), node("ec2.eip", "aws_eip.a", attrs{"instance": "aws_instance.web"})), "[internet:tcp:22-22]"},
		{"an Elastic IP of something unknown may be", publicNetwork(groupOf("web", ssh), web(attrs{"public_ip": false}), node("ec2.eip", "aws_eip.a", attrs{"instance": variable("var.instance")})), "[unknown(var.instance)]"},
		{"no group rule, no exposure", publicNetwork(groupOf("web"), web(nil)), "[]"},
		{"an IPv6 range needs IPv6 addresses", publicNetwork(groupOf("web", rule("tcp", 22, 22, "::/0")), web(nil)), "[]"},
		{"an unknown range may be the internet", publicNetwork(groupOf("web", rule("tcp", 22, 22, variable("var.office"))), web(nil)), "[unknown(var.office)]"},
		{"an unknown port may be any", publicNetwork(groupOf("web", rule("tcp", variable("var.port"), variable("var.port"), everywhere)), web(nil)), "[unknown(var.port)]"},
		{"unknown rules may let anyone in", publicNetwork(node("ec2.security_group", "aws_security_group.web", attrs{"ingress": variable("var.rules")}), web(nil)), "[unknown(var.rules)]"},
		{"unknown groups may let anyone in", publicNetwork(groupOf("web", ssh), web(attrs{"security_groups": variable("var.groups")})), "[unknown(var.groups)]"},
		{"an unknown subnet may be public", publicNetwork(groupOf("web", ssh), web(attrs{"subnet": variable("var.subnet")})), "[unknown(var.subnet)]"},
		{"groups add up", publicNetwork(groupOf("web", ssh), groupOf("more", rule("tcp", 80, 80, everywhere)), web(attrs{"security_groups": list{"aws_security_group.web", "aws_security_group.more"}})), "[internet:tcp:22-22 internet:tcp:80-80]"},
		{"a group as source is named", publicNetwork(groupOf("caller"), groupOf("web", attrs{"protocol": "tcp", "from_port": 22, "to_port": 22, "groups": list{"aws_security_group.caller"}}), web(nil)), "[aws_security_group.caller:tcp:22-22]"},
		{"an ACL may deny a port of a range", publicNetwork(groupOf("web", rule("tcp", 20, 24, everywhere)), web(nil), aclFor("aws_subnet.s", list{entryOf(90, "deny", "tcp", 22, 22, everywhere), entryOf(100, "allow", "-1", 0, 0, everywhere)}, list{entryOf(100, "allow", "-1", 0, 0, everywhere)})), "[internet:tcp:20-21 internet:tcp:23-24]"},
		{"an ACL that lets no replies out closes everything", publicNetwork(groupOf("web", ssh), web(nil), aclFor("aws_subnet.s", list{entryOf(100, "allow", "-1", 0, 0, everywhere)}, list{})), "[]"},
		{"an ACL whose order is not known may let it in", publicNetwork(groupOf("web", ssh), web(nil), aclFor("aws_subnet.s", list{entryOf(variable("var.number"), "deny", "tcp", 22, 22, everywhere), entryOf(100, "allow", "-1", 0, 0, everywhere)}, list{entryOf(100, "allow", "-1", 0, 0, everywhere)})), "[unknown(var.number)]"},
		{"replies are asked of the ACL even where ports are not known", publicNetwork(groupOf("web", ssh), web(nil), aclFor("aws_subnet.other", list{}, list{})), "[internet:tcp:22-22]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := unit(tt.nodes...)
			Annotate(u)
			check(t, u, "aws_instance.web", "exposure", tt.want)
		})
	}
}

func aclFor(subnet string, ingress, egress list) *graph.Node {
	n := aclOf(ingress, egress)
	n.Attributes.Map["subnets"] = value(list{subnet})
	return n
}

func TestPathOfAPacket(t *testing.T) {
	u := unit(publicNetwork(groupOf("web", rule("tcp", 443, 443, everywhere)), web(nil),
		aclFor("aws_subnet.s", list{entryOf(100, "allow", "tcp", 443, 443, everywhere)}, list{entryOf(100, "allow", "tcp", 1024, 65535, everywhere)}))...)
	Annotate(u)
	want := "internet -> aws_internet_gateway.main -> aws_route_table.main#routes[0] -> aws_network_acl.a#ingress[0] -> " +
		"aws_network_acl.a#egress[0] -> aws_security_group.web#ingress[0] -> aws_instance.web"
	for _, n := range u.Nodes {
		if n.Address == "aws_instance.web" {
			if got := n.Attributes.Get("exposure").Index(0).Get("line").Text; got != want {
				t.Errorf("path (-want +got):\n-%s\n+%s", want, got)
			}
		}
	}
}

func TestLoadBalancerLeadsToItsTargets(t *testing.T) {
	nodes := publicNetwork(
		subnetOf("private", attrs{"cidr": "10.0.1.0/24"}),
		groupOf("lb", rule("tcp", 443, 443, everywhere)),
		groupOf("web", attrs{"protocol": "tcp", "from_port": 8443, "to_port": 8443, "groups": list{"aws_security_group.lb"}}),
		node("elb.load_balancer", "aws_lb.front", attrs{"internal": false, "subnets": list{"aws_subnet.s"}, "security_groups": list{"aws_security_group.lb"}}),
		node("elb.listener", "aws_lb_listener.https", attrs{"load_balancer": "aws_lb.front", "port": 443, "actions": list{attrs{"target_groups": list{"aws_lb_target_group.app"}}}}),
		node("elb.target_group", "aws_lb_target_group.app", attrs{"port": 8443, "targets": list{"aws_instance.web"}}),
		web(attrs{"subnet": "aws_subnet.private"}),
	)
	u := unit(nodes...)
	Annotate(u)
	check(t, u, "aws_lb.front", "exposure", "[internet:tcp:443-443]")
	check(t, u, "aws_instance.web", "exposure", "[aws_security_group.lb:tcp:8443-8443 internet:tcp:8443-8443]")
}

func TestNetworkLoadBalancerWithoutGroupsLetsEveryoneIn(t *testing.T) {
	u := unit(publicNetwork(
		node("elb.load_balancer", "aws_lb.front", attrs{"internal": false, "lb_type": "network", "subnets": list{"aws_subnet.s"}, "security_groups": list{}}),
		node("elb.listener", "aws_lb_listener.tls", attrs{"load_balancer": "aws_lb.front", "port": 443, "actions": list{attrs{"target_groups": list{"aws_lb_target_group.app"}}}}),
		node("elb.target_group", "aws_lb_target_group.app", attrs{"port": 443}),
	)...)
	Annotate(u)
	check(t, u, "aws_lb.front", "exposure", "[internet:tcp:443-443]")
}

// TestAnnotateTwice makes sure that facts replace facts and that nodes are not
// changed in place.
func TestAnnotateTwice(t *testing.T) {
	nodes := publicNetwork(groupOf("web", rule("tcp", 22, 22, everywhere)), web(nil))
	u := unit(nodes...)
	Annotate(u)
	first := fact(u, "aws_instance.web", "exposure")
	Annotate(u)
	check(t, u, "aws_instance.web", "exposure", first)
	for _, n := range nodes {
		if n.Attributes.Get("exposure") != nil || n.Attributes.Get("public") != nil {
			t.Errorf("%s was changed in place", n.Address)
		}
	}
}

func TestNothingToDo(t *testing.T) {
	u := unit(node("s3.bucket", "aws_s3_bucket.logs", attrs{"name": "logs"}))
	before := u.Nodes[0]
	if n := testing.AllocsPerRun(10, func() { Annotate(u) }); n > 0 {
		t.Errorf("%v allocations for a unit without a network", n)
	}
	if u.Nodes[0] != before {
		t.Error("a node without facts was replaced")
	}
}

// TestOrderOfRulesDoesNotMatter shuffles the rules of a group; and a value that
// becomes unknown never turns an exposure into its absence or the reverse.
func TestOrderOfRulesDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	exposure := func(rules list) []string {
		u := unit(publicNetwork(groupOf("web", rules...), web(nil))...)
		Annotate(u)
		var found []string
		for _, n := range u.Nodes {
			if n.Address == "aws_instance.web" {
				for _, e := range n.Attributes.Get("exposure").List {
					found = append(found, short(e))
				}
			}
		}
		slices.Sort(found)
		return slices.Compact(found)
	}
	for range 300 {
		var rules list
		for range 1 + r.IntN(5) {
			from := r.IntN(5)
			rules = append(rules, rule([]string{"tcp", "udp", "-1", "icmp"}[r.IntN(4)], from, from+r.IntN(5), []string{everywhere, "10.0.0.0/8", "203.0.113.0/24"}[r.IntN(3)]))
		}
		want := exposure(rules)
		shuffled := slices.Clone(rules)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := exposure(shuffled); !slices.Equal(want, got) {
			t.Fatalf("want %v, got %v for %v", want, got, shuffled)
		}
	}
}

// BenchmarkAnnotate computes the facts of 10,000 resources: VPCs with public
// and private subnets, groups that refer to each other, instances.
func BenchmarkAnnotate(b *testing.B) {
	for _, size := range []int{1000, 10000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			nodes := large(size)
			b.ReportAllocs()
			for b.Loop() {
				Annotate(&graph.Unit{Nodes: slices.Clone(nodes)})
			}
		})
	}
}

func large(size int) []*graph.Node {
	var nodes []*graph.Node
	for i := 0; len(nodes) < size; i++ {
		main, name := fmt.Sprintf("aws_vpc.v%d", i), func(kind string) string { return fmt.Sprintf("%s.v%d", kind, i) }
		nodes = append(nodes,
			node("ec2.vpc", main, attrs{"cidr": "10.0.0.0/16"}),
			node("ec2.internet_gateway", name("aws_internet_gateway"), attrs{"vpc": main}),
			node("ec2.route_table", name("aws_route_table"), attrs{"vpc": main, "routes": list{to(everywhere, "gateway", name("aws_internet_gateway"))}}),
			node("ec2.subnet", name("aws_subnet"), attrs{"vpc": main, "cidr": "10.0.0.0/24", "public_ip_on_launch": true, "route_table": name("aws_route_table")}),
			node("ec2.network_acl", name("aws_network_acl"), attrs{
				"vpc": main, "subnets": list{name("aws_subnet")},
				"ingress": list{entryOf(90, "deny", "tcp", 22, 22, everywhere), entryOf(100, "allow", "-1", 0, 0, everywhere)},
				"egress":  list{entryOf(100, "allow", "-1", 0, 0, everywhere)},
			}),
			node("ec2.security_group", name("aws_security_group"), attrs{"vpc": main, "ingress": list{
				rule("tcp", 20, 25, everywhere), rule("tcp", 443, 443, everywhere, "::/0"), rule("-1", 0, 0, "10.0.0.0/16"),
			}}),
		)
		for k := range 10 {
			nodes = append(nodes, node("ec2.instance", fmt.Sprintf("aws_instance.v%d_%d", i, k), attrs{"subnet": name("aws_subnet"), "security_groups": list{name("aws_security_group")}}))
		}
	}
	u := &graph.Unit{Nodes: nodes}
	u.Sort()
	return u.Nodes
}
