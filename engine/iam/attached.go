package iam

import "github.com/plumb-iac/plumb/parser/graph"

// attachedName is the derived attribute that says what the managed policies of
// an identity are, an entry for each.
const attachedName = "attached"

// managedAttributes are the attributes that list managed policies, by kind.
var managedAttributes = map[string]string{
	"iam.role":              "managed_policies",
	"iam.user":              "managed_policies",
	"iam.group":             "managed_policies",
	"sso.permission_set":    "managed_policies",
	"iam.policy_attachment": "policies",
}

// administrator is the managed policy that grants everything.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
const administrator = "AdministratorAccess"

// attached lists the managed policies of an identity, or returns nil when the
// kind has none.
func (a *annotator) attached(n *graph.Node) *graph.Value {
	attribute, ok := managedAttributes[n.Kind]
	if !ok {
		return nil
	}
	policies := n.Attributes.Get(attribute)
	switch {
	case policies.IsAbsent():
		return nil
	case !policies.IsKnown() && len(policies.References) == 0:
		return derivedUnknown(policies, policies)
	}
	elements := policies.List
	if !policies.IsKnown() {
		// One reference, in place of the list.
		elements = []*graph.Value{policies}
	}
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	for i, v := range elements {
		list.List = append(list.List, &graph.Value{
			Form: graph.Map, Origin: graph.Derived, Range: v.Range, ValueRange: v.ValueRange,
			Map: map[string]*graph.Value{"policy": graph.NewInt(i), "admin": a.isAdministrator(v)},
		})
	}
	return list
}

// isAdministrator says whether a reference to a managed policy is one to
// AdministratorAccess, by its ARN or by the data source that looks it up.
func (a *annotator) isAdministrator(v *graph.Value) *graph.Value {
	text := TextOf(v)
	for _, r := range v.References {
		if found := a.lookup(r.To); found != nil {
			text = found.policyName()
		}
	}
	t := anyOf([]string{administrator, "arn:aws:iam::aws:policy/" + administrator, "arn:aws-*:iam::aws:policy/" + administrator}, func(s string) Truth {
		return matchText(Literal(s), text, false)
	})
	if t == Unknown {
		return derivedUnknown(v, v)
	}
	return &graph.Value{Form: graph.Bool, Bool: t == True, Origin: graph.Derived, Range: v.Range, ValueRange: v.ValueRange}
}

// lookedUp is a managed policy that a data source finds.
type lookedUp struct{ node *graph.Node }

func (l *lookedUp) policyName() Text {
	for _, name := range []string{"arn", "name"} {
		if text := TextOf(l.node.Attributes.Get(name)); text.known != "" {
			return text
		}
	}
	return AnyText()
}

// lookup returns the data source at an address, if it looks up a managed policy.
func (a *annotator) lookup(address string) *lookedUp {
	if a.policies == nil {
		a.policies = make(map[string]*lookedUp)
		for _, n := range a.unit.Nodes {
			if n.Kind == "iam.managed_policy" {
				a.policies[n.Address] = &lookedUp{n}
			}
		}
	}
	return a.policies[address]
}
