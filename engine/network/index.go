package network

import (
	"github.com/plumb-iac/plumb/parser/graph"
)

// network is what is known of one unit.
type network struct {
	nodes map[string]*graph.Node
	kinds map[string][]*graph.Node

	tables       map[string]*table
	mains        map[string]*table // by VPC
	defaultTable *table            // of a default VPC that nothing manages
	routed       map[string]bool   // VPCs for which the unit has a route table
	subnets      map[string]*subnet

	acls       map[string]*acl
	aclOf      map[string]*acl // by subnet, as the ACL lists them
	defaultACL map[string]*acl // by VPC
	aclDoubt   *graph.Uncertainty

	groups           map[string]*group
	defaultGroup     map[string]*group   // by VPC
	gateways         map[string]string   // internet gateway by VPC
	gatewayEndpoints map[*table][]string // addresses of the gateway endpoints of a table
	addressed        map[string]string   // Elastic IP by the instance or interface that holds it
	addressDoubt     *graph.Uncertainty  // an Elastic IP whose holder isn't known
	attachDoubt      *graph.Uncertainty  // groups of a host that may be any
	hosts            []*host
	forwardings      []forwarding
	byAddress        map[string]*host

	facts map[string]map[string]*graph.Value
	hops  map[hop]*graph.Value // steps of paths, each once
}

// index reads the parts that others refer to.
func index(u *graph.Unit) *network {
	n := &network{
		nodes: make(map[string]*graph.Node, len(u.Nodes)), kinds: map[string][]*graph.Node{},
		tables: map[string]*table{}, mains: map[string]*table{}, routed: map[string]bool{},
		acls: map[string]*acl{}, aclOf: map[string]*acl{}, defaultACL: map[string]*acl{},
		groups: map[string]*group{}, defaultGroup: map[string]*group{}, gateways: map[string]string{},
		gatewayEndpoints: map[*table][]string{}, addressed: map[string]string{}, byAddress: map[string]*host{},
		facts: map[string]map[string]*graph.Value{}, hops: map[hop]*graph.Value{},
	}
	for _, node := range u.Nodes {
		n.nodes[node.Address] = node
		if concerns(node.Kind) {
			n.kinds[node.Kind] = append(n.kinds[node.Kind], node)
		}
	}
	all := internetDefault()
	n.defaultTable = &table{vpc: "default VPC", routes: []route{all}}
	n.readTables()
	n.readACLs()
	n.readGroups()
	for _, node := range n.kinds["ec2.internet_gateway"] {
		if vpc := node.Attributes.Get("vpc"); vpc != nil && vpc.Form == graph.String {
			n.gateways[vpc.Text] = node.Address
		}
	}
	n.readEndpoints()
	n.readAddresses()
	return n
}

// internetDefault is the route to the internet that a default VPC comes with.
func internetDefault() route {
	prefix, _ := parsePrefix("0.0.0.0/0")
	return route{index: -1, destination: graph.NewString("0.0.0.0/0"), prefix: prefix, class: toInternetGateway}
}

func (n *network) readTables() {
	for _, node := range n.kinds["ec2.route_table"] {
		t := n.readTable(node, node.Attributes.Get("routes"))
		n.tables[node.Address] = t
		if vpc := node.Attributes.Get("vpc"); vpc != nil && vpc.Form == graph.String {
			t.vpc = vpc.Text
			n.routed[vpc.Text] = true
		}
		main := node.Attributes.Get("main_of")
		switch {
		case main.IsAbsent():
		case main.Form == graph.String:
			n.mains[main.Text] = t
		default:
			// It may be the main table of any VPC, by what isn't known.
			for _, vpc := range n.kinds["ec2.vpc"] {
				if n.mains[vpc.Address] == nil {
					n.mains[vpc.Address] = &table{vpc: vpc.Address, doubt: whyOf(main)}
				}
			}
		}
	}
}

func (n *network) readACLs() {
	for _, node := range n.kinds["ec2.network_acl"] {
		a := readACL(node)
		n.acls[node.Address] = a
		list := node.Attributes.Get("subnets")
		if list != nil && list.Form == graph.Unknown {
			n.aclDoubt = mergeWhy(n.aclDoubt, whyOf(list))
		}
		for i := range listLen(list) {
			if v := list.List[i]; v.Form == graph.String {
				n.aclOf[v.Text] = a
			} else if v.Form == graph.Unknown {
				n.aclDoubt = mergeWhy(n.aclDoubt, whyOf(v))
			}
		}
		vpc := node.Attributes.Get("vpc")
		if node.Resource != nil && node.Resource.Type == "aws_default_network_acl" && vpc != nil && vpc.Form == graph.String {
			n.defaultACL[vpc.Text] = a
		}
	}
}

// readEndpoints notes which route tables lead to S3 or DynamoDB through a
// gateway endpoint.
func (n *network) readEndpoints() {
	for _, node := range n.kinds["ec2.vpc_endpoint"] {
		if kind := node.Attributes.Get("endpoint_type"); kind == nil || kind.Text != "Gateway" {
			continue
		}
		list := node.Attributes.Get("route_tables")
		for i := range listLen(list) {
			if t := n.tables[list.List[i].Text]; t != nil {
				n.gatewayEndpoints[t] = append(n.gatewayEndpoints[t], node.Address)
			}
		}
	}
}

// readAddresses notes what holds an Elastic IP.
func (n *network) readAddresses() {
	for _, node := range n.kinds["ec2.eip"] {
		for _, name := range []string{"instance", "network_interface"} {
			switch v := node.Attributes.Get(name); {
			case v.IsAbsent():
			case v.Form == graph.String:
				n.addressed[v.Text] = node.Address
			default:
				n.addressDoubt = mergeWhy(n.addressDoubt, whyOf(v))
			}
		}
	}
}
