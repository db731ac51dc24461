package network

import (
	"github.com/plumb-iac/plumb/parser/graph"
)

// subnet is a subnet with what decides where its packets go.
type subnet struct {
	node   *graph.Node
	vpc    string
	table  *table             // nil where it isn't known, or lies outside the unit
	doubt  *graph.Uncertainty // why table is nil
	acl    *acl               // nil where the default ACL applies, which lets everything through
	aclWhy *graph.Uncertainty
	ways   [2]way  // to the internet, by IPv4 and IPv6
	launch verdict // whether what is launched there gets a public IPv4 address
	ipv6   verdict // whether it has IPv6 addresses
}

// family is the index of an address family.
func family(v6 bool) int {
	if v6 {
		return 1
	}
	return 0
}

// readSubnets resolves every subnet of the unit.
func (n *network) readSubnets() {
	n.subnets = make(map[string]*subnet, len(n.kinds["ec2.subnet"]))
	for _, node := range n.kinds["ec2.subnet"] {
		s := &subnet{node: node}
		if vpc := node.Attributes.Get("vpc"); vpc != nil && vpc.Form == graph.String {
			s.vpc = vpc.Text
		}
		s.launch = launchesPublic(node)
		s.ipv6 = known(!node.Attributes.Get("ipv6_cidr").IsAbsent())
		s.table, s.doubt = n.effectiveTable(s)
		s.acl, s.aclWhy = n.effectiveACL(s)
		s.ways = n.waysOut(s)
		n.subnets[node.Address] = s
	}
}

// launchesPublic says whether instances get a public address without asking.
// A default subnet keeps what it has, which is to give one
// (https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html).
func launchesPublic(node *graph.Node) verdict {
	v := node.Attributes.Get("public_ip_on_launch")
	if isDefaultSubnet(node) && (v.IsAbsent() || v.Origin == graph.FromDefault) {
		return verdict{truth: yes}
	}
	return boolean(v, verdict{})
}

func isDefaultSubnet(node *graph.Node) bool {
	return node.Resource != nil && node.Resource.Type == "aws_default_subnet"
}

// effectiveTable is the table that a subnet uses: the one that is associated
// with it, else the main table of its VPC
// (https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#RouteTables).
func (n *network) effectiveTable(s *subnet) (*table, *graph.Uncertainty) {
	explicit := s.node.Attributes.Get("route_table")
	if !explicit.IsAbsent() {
		if explicit.Form != graph.String {
			return nil, whyOf(explicit)
		}
		if t := n.tables[explicit.Text]; t != nil {
			return t, nil
		}
		if vpc := n.nodes[explicit.Text]; vpc != nil && vpc.Kind == "ec2.vpc" {
			return n.mainTable(vpc.Address) // aws_vpc.main.main_route_table_id
		}
		return nil, outside
	}
	if isDefaultSubnet(s.node) {
		return n.defaultTable, nil
	}
	if vpc := n.nodes[s.vpc]; vpc != nil {
		return n.mainTable(s.vpc)
	}
	return nil, whyOfElsewhere(s.node.Attributes.Get("vpc"))
}

// outside is the doubt about what is named but lies outside the unit.
var outside = &graph.Uncertainty{Reason: graph.ReasonComputed}

// whyOfElsewhere is the doubt about something that a reference leads to.
func whyOfElsewhere(v *graph.Value) *graph.Uncertainty {
	if v != nil && v.Form == graph.Unknown {
		return whyOf(v)
	}
	return outside
}

// mainTable is the main table of a VPC of the unit. One that nothing manages
// has only the local route. In a VPC for which the unit has no route table at
// all, routes may well be added elsewhere.
func (n *network) mainTable(vpc string) (*table, *graph.Uncertainty) {
	if t, ok := n.mains[vpc]; ok {
		return t, nil
	}
	node := n.nodes[vpc]
	if node.Resource != nil && node.Resource.Type == "aws_default_vpc" {
		return n.defaultTable, nil
	}
	t := n.readTable(nil, node.Attributes.Get("main_routes"))
	t.vpc = vpc
	if len(t.routes) == 0 && t.doubt == nil && !n.routed[vpc] {
		return nil, outside
	}
	n.mains[vpc] = t
	return t, nil
}

// waysOut finds the routes of a subnet to the internet.
func (n *network) waysOut(s *subnet) [2]way {
	var ways [2]way
	for i := range ways {
		switch s.table {
		case nil:
			ways[i] = way{verdict: verdict{maybe, s.doubt}}
		default:
			ways[i] = s.table.toInternet(i == family(true))
		}
	}
	return ways
}

// public says whether a subnet is public: whether its route table leads to an
// internet gateway
// (https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types).
func (s *subnet) public() verdict { return s.ways[0].or(s.ways[1].verdict) }

// facts returns the derived attributes of a subnet.
func (s *subnet) facts(n *network) map[string]*graph.Value {
	at := s.place()
	facts := map[string]*graph.Value{"public": truthValue(s.public(), at)}
	for _, w := range s.ways {
		if w.truth == yes {
			facts["public_route"] = derived(graph.NewString(s.table.step(w.route)))
			break
		}
	}
	if s.table != nil {
		if s.table.node != nil {
			facts["effective_route_table"] = derived(graph.NewString(s.table.node.Address))
		}
		s.table.egressFacts(facts)
		if endpoints := n.gatewayEndpoints[s.table]; len(endpoints) > 0 {
			facts["gateway_endpoints"] = stringList(endpoints)
		}
	} else {
		facts["egress"] = unknownAt(s.doubt, at)
		facts["egress_ipv6"] = unknownAt(s.doubt, at)
	}
	if s.acl != nil {
		facts["effective_network_acl"] = derived(graph.NewString(s.acl.node.Address))
	}
	return facts
}

// place is where the source says which route table a subnet has.
func (s *subnet) place() *graph.Value { return s.node.Attributes.Get("route_table") }

func (t *table) egressFacts(facts map[string]*graph.Value) {
	for i, name := range []string{"egress", "egress_ipv6"} {
		r, doubt := t.egress(i == family(true))
		switch {
		case doubt != nil:
			facts[name] = unknownAt(doubt, nil)
			continue
		case r == nil:
			facts[name] = derived(graph.NewString(string(toNothing)))
			continue
		}
		facts[name] = derived(graph.NewString(string(r.class)))
		switch {
		case i > 0:
		case r.target != "":
			facts["egress_target"] = derived(graph.NewString(r.target))
		case r.targetWhy != nil:
			facts["egress_target"] = unknownAt(r.targetWhy, nil)
		}
	}
}
