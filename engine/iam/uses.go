package iam

import "github.com/plumb-iac/plumb/parser/graph"

// documentUses says how the policies of a unit are used.
type documentUses struct {
	boundaries map[string]bool // policies that limit a user or role
	attached   map[string]bool // policies that are attached to one
	referenced map[string]bool // documents that anything refers to
	// doubtful holds, by policy, what isn't known of whom it is attached to.
	doubtful map[string]*graph.Value
	// boundary is a boundary that isn't known: it could be any policy.
	boundary *graph.Value
}

func findUses(u *graph.Unit) *documentUses {
	uses := &documentUses{boundaries: map[string]bool{}, attached: map[string]bool{}, referenced: map[string]bool{}, doubtful: map[string]*graph.Value{}}
	documents := false
	for _, n := range u.Nodes {
		documents = documents || n.Kind == "iam.policy_document"
		if boundary := n.Attributes.Get("permissions_boundary"); boundary.IsKnown() || len(boundary.References) > 0 {
			mark(uses.boundaries, boundary)
		} else {
			uses.boundary = boundary
		}
		switch n.Kind {
		case "iam.role", "iam.user", "iam.group":
			mark(uses.attached, n.Attributes.Get("managed_policies"))
		case "iam.policy_attachment":
			mark(uses.attached, n.Attributes.Get("policies"))
		case "iam.policy":
			// A CloudFormation policy names those that it is attached to.
			for _, name := range []string{"roles", "users", "groups"} {
				switch to := n.Attributes.Get(name); {
				case to == nil:
				case !to.IsKnown():
					uses.doubtful[n.Address] = to
				case len(to.List) > 0:
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

// doubt returns what isn't known of how a policy is used, where that
// decides whether it gives rights or only limits them; gives is the answer
// where nothing is open.
func (uses *documentUses) doubt(address string) (open *graph.Value, gives bool) {
	switch {
	case uses.attached[address]:
		return nil, true
	case uses.boundaries[address]:
		return uses.doubtful[address], false
	}
	return uses.boundary, true
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
