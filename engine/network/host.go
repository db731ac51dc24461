package network

import (
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// addressing says how something comes by a public address.
type addressing uint8

const (
	neverPublic  addressing = iota // its endpoint has private addresses only
	byFlag                         // publicly_accessible
	byLaunch                       // public_ip, else what the subnet does; or an Elastic IP
	byAssignment                   // assign_public_ip
	byScheme                       // internal or internet-facing
	byAllocation                   // address_allocations
)

// shapes lists the kinds that have addresses in subnets, and how each comes by
// a public one.
var shapes = map[string]addressing{
	"ec2.instance":                  byLaunch,
	"ec2.network_interface":         byLaunch,
	"autoscaling.group":             byLaunch,
	"eks.node_group":                byLaunch,
	"emr.cluster":                   byLaunch,
	"ecs.service":                   byAssignment,
	"elb.load_balancer":             byScheme,
	"elb.classic":                   byScheme,
	"rds.instance":                  byFlag,
	"rds.cluster":                   byFlag,
	"redshift.cluster":              byFlag,
	"redshift.serverless_workgroup": byFlag,
	"neptune.instance":              byFlag,
	"neptune.cluster":               neverPublic,
	"docdb.cluster":                 neverPublic,
	"docdb.instance":                neverPublic,
	"mq.broker":                     byFlag,
	"msk.cluster":                   neverPublic,
	"elasticache.cluster":           neverPublic,
	"elasticache.replication_group": neverPublic,
	"elasticache.serverless":        neverPublic,
	"dax.cluster":                   neverPublic,
	"opensearch.domain":             neverPublic,
	"efs.mount_target":              neverPublic,
	"lambda.function":               neverPublic,
	"eks.fargate_profile":           neverPublic,
	"ec2.vpc_endpoint":              neverPublic,
	"transfer.server":               byAllocation,
}

// infrastructure lists the other kinds that decide where packets go.
var infrastructure = map[string]bool{
	"ec2.vpc": true, "ec2.subnet": true, "ec2.route_table": true, "ec2.internet_gateway": true,
	"ec2.security_group": true, "ec2.network_acl": true, "ec2.vpc_endpoint": true, "ec2.eip": true,
	"elb.target_group": true, "elb.listener": true, "elb.listener_rule": true,
}

func concerns(kind string) bool {
	if infrastructure[kind] {
		return true
	}
	_, ok := shapes[kind]
	return ok
}

// host is something that has an address in one or more subnets.
type host struct {
	node       *graph.Node
	addressing addressing
	sources    []*graph.Node // itself, then what it takes missing settings from
	places     []place
	placedBy   *graph.Value // the attribute that places it
	groups     []*group
	groupDoubt *graph.Uncertainty // groups that aren't in the unit
	ungrouped  bool               // a load balancer without groups lets everything through
	exposures  []exposure
	doubt      *graph.Uncertainty // exposures that can't be told
}

// place is a subnet of a host, or the doubt which one it is.
type place struct {
	subnet *subnet
	doubt  *graph.Uncertainty
}

// inherited lists the attributes that name what a host takes its subnets and
// groups from, where it has none itself.
var inherited = []string{"cluster", "replica_of", "launch_template", "launch_configuration", "network_interfaces"}

// readHosts finds everything with an address, and where it stands.
func (n *network) readHosts() {
	for kind, addressing := range shapes {
		for _, node := range n.kinds[kind] {
			h := &host{node: node, addressing: addressing}
			h.sources = n.inheritance(node)
			n.placeHost(h)
			n.groupHost(h)
			n.hosts = append(n.hosts, h)
			n.byAddress[node.Address] = h
		}
	}
	slices.SortFunc(n.hosts, func(a, b *host) int {
		if a.node.Address < b.node.Address {
			return -1
		}
		return 1
	})
	for _, h := range n.hosts {
		for _, g := range h.groups {
			g.attached = append(g.attached, h)
		}
	}
}

// inheritance follows cluster, source and template references, at most a few.
func (n *network) inheritance(node *graph.Node) []*graph.Node {
	found := []*graph.Node{node}
	for i := 0; i < len(found) && len(found) < 8; i++ {
		for _, name := range inherited {
			v := found[i].Attributes.Get(name)
			for _, one := range append(elements(v), v) {
				if one == nil || one.Form != graph.String {
					continue
				}
				if next := n.nodes[one.Text]; next != nil && !slices.Contains(found, next) {
					found = append(found, next)
				}
			}
		}
	}
	return found
}

func elements(v *graph.Value) []*graph.Value {
	if v == nil || v.Form != graph.List {
		return nil
	}
	return slices.Clone(v.List)
}

// placeHost finds the subnets of a host: its own, else those of what it is made from.
func (n *network) placeHost(h *host) {
	for _, source := range h.sources {
		for _, name := range []string{"subnet", "subnets", "subnet_group"} {
			v := source.Attributes.Get(name)
			if v.IsAbsent() || (v.Form == graph.List && len(v.List) == 0) {
				continue
			}
			if h.placedBy == nil {
				h.placedBy = v
			}
			if name == "subnet_group" {
				h.places = append(h.places, n.groupPlaces(v)...)
			} else {
				h.places = append(h.places, n.places(v)...)
			}
		}
		if len(h.places) > 0 {
			return
		}
	}
}

// groupPlaces returns the subnets of a subnet group.
func (n *network) groupPlaces(v *graph.Value) []place {
	if v.Form != graph.String {
		return []place{{doubt: whyOf(v)}}
	}
	if node := n.nodes[v.Text]; node != nil {
		return n.places(node.Attributes.Get("subnets"))
	}
	return []place{{doubt: outside}}
}

func (n *network) places(v *graph.Value) []place {
	switch {
	case v.IsAbsent():
		return nil
	case v.Form == graph.List:
		var found []place
		for _, e := range v.List {
			found = append(found, n.places(e)...)
		}
		return found
	case v.Form == graph.String && n.subnets[v.Text] != nil:
		return []place{{subnet: n.subnets[v.Text]}}
	case v.Form == graph.String:
		return []place{{doubt: outside}}
	default:
		return []place{{doubt: whyOf(v)}}
	}
}

// groupHost finds the security groups of a host; without any the default group
// of its VPC applies
// (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html).
func (n *network) groupHost(h *host) {
	for _, source := range h.sources {
		v := source.Attributes.Get("security_groups")
		if v.IsAbsent() {
			continue
		}
		if v.Form != graph.List {
			h.groupDoubt = mergeWhy(h.groupDoubt, whyOf(v))
			n.attachDoubt = mergeWhy(n.attachDoubt, whyOf(v))
			return
		}
		for _, e := range v.List {
			g := n.groups[e.Text]
			switch {
			case e.Form == graph.String && g != nil:
				h.groups = append(h.groups, g)
			case e.Form == graph.String:
				h.groupDoubt = mergeWhy(h.groupDoubt, outside)
			default:
				h.groupDoubt = mergeWhy(h.groupDoubt, whyOf(e))
				n.attachDoubt = mergeWhy(n.attachDoubt, whyOf(e))
			}
		}
		if len(v.List) > 0 {
			return
		}
	}
	if balancer := h.node.Attributes.Get("lb_type"); balancer != nil && balancer.Text == "network" {
		h.ungrouped = true
		return
	}
	for _, p := range h.places {
		if p.subnet != nil && n.defaultGroup[p.subnet.vpc] != nil {
			h.groups = append(h.groups, n.defaultGroup[p.subnet.vpc])
			return
		}
	}
}

// address says whether a host has a public address of one family in a subnet.
func (n *network) address(h *host, s *subnet, v6 bool) verdict {
	if v6 && (h.addressing == neverPublic || s == nil) {
		return verdict{}
	}
	if v6 && h.addressing != byFlag {
		return s.ipv6
	}
	launch := verdict{maybe, outside}
	if s != nil {
		launch = s.launch
	}
	switch h.addressing {
	case byFlag:
		return boolean(h.own("publicly_accessible"), verdict{})
	case byAssignment:
		return boolean(h.own("assign_public_ip"), verdict{})
	case byScheme:
		return boolean(h.own("internal"), verdict{}).not()
	case byAllocation:
		return known(listLen(h.own("address_allocations")) > 0)
	case byLaunch:
		if h.node.Kind == "ec2.network_interface" {
			launch = verdict{}
		}
		v := boolean(h.own("public_ip"), launch)
		for _, source := range h.sources {
			if _, ok := n.addressed[source.Address]; ok {
				return verdict{truth: yes}
			}
		}
		if n.addressDoubt != nil {
			return v.or(verdict{maybe, n.addressDoubt})
		}
		return v
	default:
		return verdict{}
	}
}

// own returns an attribute of the host, or of what it is made from.
func (h *host) own(name string) *graph.Value {
	for _, source := range h.sources {
		if v := source.Attributes.Get(name); !v.IsAbsent() {
			return v
		}
	}
	return nil
}

func (v verdict) not() verdict {
	switch v.truth {
	case yes:
		return verdict{}
	case no:
		return verdict{truth: yes}
	default:
		return v
	}
}
