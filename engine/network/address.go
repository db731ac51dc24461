package network

import "github.com/plumb-iac/plumb/parser/graph"

// addressing says how something comes by a public address.
type addressing uint8

// The ways to a public address.
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
