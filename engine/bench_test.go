package engine_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/rules"
)

// estate makes a unit of n nodes: volumes, groups, buckets, keys and functions,
// of which one in ten has something wrong with it.
func estate(n int) *graph.Unit {
	s, b := graph.NewString, graph.NewBool
	nodes := make([]*graph.Node, 0, n)
	for i := range n {
		bad := i%50 < 5
		address := fmt.Sprintf("module.m%d.aws_thing.r_%d", i%40, i)
		line := 1 + i%2000*20
		switch i % 5 {
		case 0:
			nodes = append(nodes, node(address, "ebs.volume", line, attributes{
				"encrypted": b(!bad), "size": graph.NewInt(100), "volume_type": s("gp3"), "tags": graph.NewMap(attributes{"team": s("a")}),
				"availability_zone": s("eu-central-1a"),
			}))
		case 1:
			cidr := "10.0.0.0/8"
			if bad {
				cidr = "0.0.0.0/0"
			}
			rule := func(port int) *graph.Value {
				return graph.NewMap(attributes{
					"from_port": graph.NewInt(port), "to_port": graph.NewInt(port), "protocol": s("tcp"), "description": s("a rule"),
					"cidrs": graph.NewList(s(cidr), s("192.168.0.0/16")), "groups": graph.NewList(), "prefix_lists": graph.NewList(),
				})
			}
			nodes = append(nodes, node(address, "ec2.security_group", line, attributes{
				"name": s("group"), "description": s("a group"), "ingress": graph.NewList(rule(22), rule(443), rule(8080)), "egress": graph.NewList(),
			}))
		case 2:
			nodes = append(nodes, node(address, "s3.bucket", line, attributes{
				"name": s(fmt.Sprintf("bucket-%d", i)), "versioning": b(!bad), "mfa_delete": b(false), "acl": s("private"), "lifecycle": graph.NewList(),
				"public_access_block": graph.NewMap(attributes{
					"declared": b(true), "block_public_acls": b(!bad), "block_public_policy": b(!bad), "ignore_public_acls": b(true), "restrict_public_buckets": b(true),
				}),
				"encryption": graph.NewMap(attributes{"declared": b(false), "algorithm": s("AES256")}),
			}))
		case 3:
			nodes = append(nodes, node(address, "kms.key", line, attributes{"rotation": b(!bad), "enabled": b(true), "description": s("a key")}))
		default:
			nodes = append(nodes, node(address, "lambda.function", line, attributes{
				"runtime": s("python3.13"), "name": s("function"), "timeout": graph.NewInt(30), "memory": graph.NewInt(512),
				"environment": graph.NewMap(attributes{"STAGE": s("prod"), "TABLE": s("items")}),
			}))
		}
	}
	return unit(nodes...)
}

func benchmarkEngine(b *testing.B) *engine.Engine {
	b.Helper()
	p, err := rules.Pack()
	if err != nil {
		b.Fatal(err)
	}
	e, err := engine.New(engine.Options{Pack: p})
	if err != nil {
		b.Fatal(err)
	}
	return e
}

// BenchmarkColdStart opens the embedded pack and compiles what a dozen
// resources need: what every run of the command pays.
func BenchmarkColdStart(b *testing.B) {
	u := estate(12)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := benchmarkEngine(b).Evaluate(b.Context(), u); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	for _, n := range []int{12, 500, 10000, 100000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			e, u := benchmarkEngine(b), estate(n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Evaluate(b.Context(), u); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUnits evaluates a thousand small units, as in a large repository.
func BenchmarkUnits(b *testing.B) {
	e := benchmarkEngine(b)
	units := make([]*graph.Unit, 1000)
	for i := range units {
		units[i] = estate(12)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, u := range units {
			if _, err := e.Evaluate(b.Context(), u); err != nil {
				b.Fatal(err)
			}
		}
	}
}
