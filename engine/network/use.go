package network

import "github.com/plumb-iac/plumb/parser/graph"

// readUses says of each Elastic IP whether anything refers to it. What only
// passes it on, an output or a stored parameter, may be how it is used.
func (n *network) readUses(u *graph.Unit) {
	if len(n.kinds["ec2.eip"]) == 0 {
		return
	}
	uses := map[string]verdict{}
	for _, r := range u.Resources {
		how := verdict{truth: yes}
		if r.Type == graph.TypeTerraformOutput || r.Type == graph.TypeCloudFormationOutput ||
			r.Type == "aws_ssm_parameter" || r.Type == "AWS::SSM::Parameter" {
			how = verdict{maybe, outside}
		}
		for _, edge := range r.Edges() {
			if node := n.nodes[edge.To.To]; node != nil && node.Kind == "ec2.eip" && edge.From != edge.To.To {
				uses[node.Address] = uses[node.Address].or(how)
			}
		}
	}
	for _, node := range n.kinds["ec2.eip"] {
		n.facts[node.Address] = map[string]*graph.Value{"used": truthValue(uses[node.Address], nil)}
	}
}
