package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// drawing is what a picture of units shows: boxes within boxes, and arrows.
type drawing struct {
	boxes    []*box
	arrows   []arrow
	internet string   // the id of the internet, or "" when it reaches nothing
	exposed  []string // the ids of the boxes that it reaches
}

// box is a unit, a network, a subnet (which hold others) or a resource.
type box struct {
	id       string
	label    []string // lines
	holds    bool     // drawn as a frame
	public   bool     // a subnet that the internet can reach
	children []*box
}

type arrow struct{ from, to string }

// lay arranges the managed resources: those that refer to one subnet stand in
// it, those that refer to a network or to several of its subnets stand in the
// network. Every other reference is an arrow; a resource that only links two
// others, as an association does, is the arrow between them.
func lay(units []*graph.Unit) drawing {
	var d drawing
	next := 0
	id := func() string {
		next++
		return "n" + strconv.Itoa(next)
	}
	for _, u := range units {
		p := plan(u, id)
		if len(units) == 1 {
			d.boxes = append(d.boxes, p.top...)
		} else {
			d.boxes = append(d.boxes, &box{id: id(), label: []string{unitLabel(u)}, holds: true, children: p.top})
		}
		d.arrows = append(d.arrows, p.arrows...)
		d.exposed = append(d.exposed, p.exposed...)
	}
	if len(d.exposed) > 0 {
		d.internet = id()
	}
	return d
}

func unitLabel(u *graph.Unit) string {
	if u.Environment != "" {
		return u.Path + " (" + u.Environment + ")"
	}
	return u.Path
}

// planner lays out one unit.
type planner struct {
	unit      *graph.Unit
	resources map[string]*graph.Resource
	targets   map[string][]string // what each resource refers to, in order, without duplicates
	boxes     map[string]*box
	top       []*box
	arrows    []arrow
	exposed   []string
}

func plan(u *graph.Unit, id func() string) *planner {
	p := &planner{unit: u, resources: map[string]*graph.Resource{}, targets: map[string][]string{}, boxes: map[string]*box{}}
	list := managed(u)
	for _, r := range list {
		p.resources[r.Address] = r
	}
	public := publicSubnets(u)
	for _, r := range list {
		p.targets[r.Address] = p.refersTo(r)
		if !p.links(r) {
			p.boxes[r.Address] = &box{id: id(), label: label(r), holds: isNetwork(r) || isSubnet(r), public: public[r]}
		}
	}
	for _, r := range list {
		p.put(r)
	}
	for _, r := range list {
		p.draw(r)
	}
	for _, r := range exposedResources(u) {
		if b := p.boxes[r.Address]; b != nil && !slices.Contains(p.exposed, b.id) {
			p.exposed = append(p.exposed, b.id)
		}
	}
	return p
}

func (p *planner) refersTo(r *graph.Resource) []string {
	var targets []string
	for _, e := range r.Edges() {
		to := e.To.To
		if p.resources[to] != nil && to != r.Address && !slices.Contains(targets, to) {
			targets = append(targets, to)
		}
	}
	return targets
}

// links reports whether a resource only says that two others belong together.
func (p *planner) links(r *graph.Resource) bool {
	word := strings.ToLower(r.Type)
	return len(p.targets[r.Address]) == 2 && (strings.HasSuffix(word, "association") || strings.HasSuffix(word, "attachment"))
}

func isNetwork(r *graph.Resource) bool { return r.Type == "aws_vpc" || r.Type == "AWS::EC2::VPC" }

func isSubnet(r *graph.Resource) bool {
	return r.Type == "aws_subnet" || r.Type == "aws_default_subnet" || r.Type == "AWS::EC2::Subnet"
}

// put places the box of a resource within another, or at the top.
func (p *planner) put(r *graph.Resource) {
	b := p.boxes[r.Address]
	if b == nil {
		return
	}
	if parent := p.boxes[p.parent(r)]; parent != nil && parent != b {
		parent.children = append(parent.children, b)
		return
	}
	p.top = append(p.top, b)
}

// parent returns the address of the subnet or network that a resource stands
// in, or "".
func (p *planner) parent(r *graph.Resource) string {
	if isNetwork(r) {
		return ""
	}
	subnets, networks := p.surroundings(r, 1)
	if isSubnet(r) || len(subnets) != 1 {
		for _, s := range subnets {
			_, outer := p.surroundings(p.resources[s], 0)
			networks = append(networks, outer...)
		}
		if len(networks) > 0 && !slices.ContainsFunc(networks, func(n string) bool { return n != networks[0] }) {
			return networks[0]
		}
		return ""
	}
	return subnets[0]
}

// surroundings lists the subnets and networks that a resource refers to, also
// through a subnet group.
func (p *planner) surroundings(r *graph.Resource, hops int) (subnets, networks []string) {
	for _, t := range p.targets[r.Address] {
		target := p.resources[t]
		switch {
		case isSubnet(target):
			subnets = append(subnets, t)
		case isNetwork(target):
			networks = append(networks, t)
		case hops > 0 && strings.HasSuffix(strings.ReplaceAll(strings.ToLower(target.Type), "_", ""), "subnetgroup"):
			s, n := p.surroundings(target, hops-1)
			subnets, networks = append(subnets, s...), append(networks, n...)
		default:
		}
	}
	return subnets, networks
}

// draw adds the arrows of a resource, but for those that its place shows.
func (p *planner) draw(r *graph.Resource) {
	targets := p.targets[r.Address]
	from := p.boxes[r.Address]
	if from == nil { // an association: an arrow between its two ends
		a, b := p.boxes[targets[0]], p.boxes[targets[1]]
		if a != nil && b != nil && a != b {
			p.arrows = append(p.arrows, arrow{a.id, b.id})
		}
		return
	}
	parent := p.parent(r)
	outer := ""
	if s := p.resources[parent]; s != nil {
		outer = p.parent(s)
	}
	for _, t := range targets {
		if to := p.boxes[t]; to != nil && t != parent && t != outer {
			p.arrows = append(p.arrows, arrow{from.id, to.id})
		}
	}
}

// label names a resource; a template's logical ID doesn't tell its type.
func label(r *graph.Resource) []string {
	if r.Language == graph.CloudFormation {
		return []string{r.Address, r.Type}
	}
	return []string{r.Address}
}

// publicSubnets are those of which the facts say so.
func publicSubnets(u *graph.Unit) map[*graph.Resource]bool {
	public := map[*graph.Resource]bool{}
	for _, n := range u.Nodes {
		if n.Resource != nil && isSubnet(n.Resource) {
			if v := n.Attributes.Get("public"); v != nil && v.Form == graph.Bool && v.Bool {
				public[n.Resource] = true
			}
		}
	}
	return public
}

// exposedResources are those that a path leads to from the internet, in order.
func exposedResources(u *graph.Unit) []*graph.Resource {
	var exposed []*graph.Resource
	for _, n := range u.Nodes {
		paths := n.Attributes.Get("exposure")
		if n.Resource == nil || paths == nil {
			continue
		}
		if slices.ContainsFunc(paths.List, func(p *graph.Value) bool {
			from := p.Get("from")
			return from != nil && from.Form == graph.String && from.Text == "internet"
		}) {
			exposed = append(exposed, n.Resource)
		}
	}
	return exposed
}
