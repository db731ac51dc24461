package network

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

// attrs are the attributes of a node in Go's own types.
type attrs map[string]any

// list is a list attribute.
type list []any

// variable is an unknown value that a variable decides.
type variable string

func value(x any) *graph.Value {
	switch x := x.(type) {
	case bool:
		return graph.NewBool(x)
	case int:
		return graph.NewInt(x)
	case string:
		return graph.NewString(x)
	case variable:
		return graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonVariable, Deciders: []string{string(x)}})
	case list:
		elements := make([]*graph.Value, len(x))
		for i, e := range x {
			elements[i] = value(e)
		}
		return graph.NewList(elements...)
	case attrs:
		entries := map[string]*graph.Value{}
		for k, e := range x {
			entries[k] = value(e)
		}
		return graph.NewMap(entries)
	default:
		return nil
	}
}

func node(kind, address string, a attrs) *graph.Node {
	sourceType, _, _ := strings.Cut(address, ".")
	return &graph.Node{Kind: kind, Address: address, Resource: &graph.Resource{Address: address, Type: sourceType}, Attributes: value(a)}
}

func unit(nodes ...*graph.Node) *graph.Unit {
	u := &graph.Unit{Nodes: slices.Clone(nodes)}
	u.Sort()
	return u
}

// fact is a derived attribute in a short text.
func fact(u *graph.Unit, address, name string) string {
	for _, n := range u.Nodes {
		if n.Address == address {
			return short(n.Attributes.Get(name))
		}
	}
	return "no such node"
}

func short(v *graph.Value) string {
	switch {
	case v == nil:
		return "-"
	case v.Form == graph.Unknown:
		return "unknown(" + strings.Join(v.Why.Deciders, ",") + ")"
	case v.Form == graph.Bool:
		return strconv.FormatBool(v.Bool)
	case v.Form == graph.List:
		texts := make([]string, len(v.List))
		for i, e := range v.List {
			texts[i] = short(e)
		}
		return "[" + strings.Join(texts, " ") + "]"
	case v.Form == graph.Map && v.Get("from") != nil && v.Get("path") != nil:
		return fmt.Sprintf("%s:%s:%s-%s", v.Get("from").Text, v.Get("protocol").Text, v.Get("port_from").Text, v.Get("port_to").Text)
	case v.Form == graph.Map:
		var texts []string
		for _, k := range v.Keys() {
			texts = append(texts, k+"="+short(v.Map[k]))
		}
		return strings.Join(texts, ",")
	default:
		return v.Text
	}
}

// The parts of a small network: a VPC with a gateway, a table and a subnet.
func vpc() *graph.Node { return node("ec2.vpc", "aws_vpc.main", attrs{"cidr": "10.0.0.0/16"}) }

func gateway() *graph.Node {
	return node("ec2.internet_gateway", "aws_internet_gateway.main", attrs{"vpc": "aws_vpc.main"})
}

func tableOf(name string, routes ...any) *graph.Node {
	return node("ec2.route_table", "aws_route_table."+name, attrs{"vpc": "aws_vpc.main", "routes": list(routes)})
}

func to(destination, attribute string, target any) attrs {
	return attrs{"destination": destination, attribute: target, "target": target}
}

func subnetOf(name string, more attrs) *graph.Node {
	a := attrs{"vpc": "aws_vpc.main", "cidr": "10.0.0.0/24", "public_ip_on_launch": true}
	maps.Copy(a, more)
	return node("ec2.subnet", "aws_subnet."+name, a)
}

func groupOf(name string, rules ...any) *graph.Node {
	return node("ec2.security_group", "aws_security_group."+name, attrs{"vpc": "aws_vpc.main", "ingress": list(rules)})
}

func rule(protocol, from, to any, cidrs ...any) attrs {
	return attrs{"protocol": protocol, "from_port": from, "to_port": to, "cidrs": list(cidrs)}
}

func entryOf(number, action, protocol, from, to, cidr any) attrs {
	return attrs{"number": number, "action": action, "protocol": protocol, "from_port": from, "to_port": to, "cidr": cidr}
}

func check(t *testing.T, u *graph.Unit, address, name, want string) {
	t.Helper()
	if got := fact(u, address, name); got != want {
		t.Errorf("%s of %s (-want +got):\n-%s\n+%s", name, address, want, got)
	}
}
