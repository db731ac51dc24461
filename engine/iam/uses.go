package iam

import "github.com/plumb-iac/plumb/parser/graph"

// documentUses says how the policies of a unit are used.
type documentUses struct {
	boundaries map[string]bool // policies that limit a user or role
	attached   map[string]bool // policies that are attached to one
	referenced map[string]bool // documents that anything refers to
}

func findUses(u *graph.Unit) *documentUses {
	uses := &documentUses{boundaries: map[string]bool{}, attached: map[string]bool{}, referenced: map[string]bool{}}
	documents := false
	for _, n := range u.Nodes {
		documents = documents || n.Kind == "iam.policy_document"
		mark(uses.boundaries, n.Attributes.Get("permissions_boundary"))
		switch n.Kind {
		case "iam.role", "iam.user", "iam.group":
			mark(uses.attached, n.Attributes.Get("managed_policies"))
		case "iam.policy_attachment":
			mark(uses.attached, n.Attributes.Get("policies"))
		case "iam.policy":
			// A CloudFormation policy names those that it is attached to.
			for _, name := range []string{"roles", "users", "groups"} {
				if to := n.Attributes.Get(name); to != nil && (!to.IsKnown() || len(to.List) > 0) {
					uses.attached[n.Address] = true
				}
			}
		}
	}
	if documents {
		for _, r := range u.Resources {
			for _, e := range r.Edges() {
				uses.referenced[e.To.To] = true
			}
		}
	}
	return uses
}

// mark adds the resources that a value, or a list of values, refers to.
func mark(set map[string]bool, v *graph.Value) {
	v.Walk(func(_ graph.Path, x *graph.Value) bool {
		if x.Form == graph.String {
			set[x.Text] = true
		}
		for _, r := range x.References {
			set[r.To] = true
		}
		return true
	})
}
