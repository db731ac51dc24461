package schema

import (
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// Mark notes on the paths of list attributes which of them lead to a single
// value in every type that has them. An unknown value there is one unknown
// element, and not a list of which nothing is known.
func Mark(kinds []mapping.Kind) error {
	terraform, err := Terraform()
	if err != nil {
		return err
	}
	cloudFormation, err := CloudFormation()
	if err != nil {
		return err
	}
	for i := range kinds {
		for language, s := range map[graph.Language]Schema{graph.Terraform: terraform, graph.CloudFormation: cloudFormation} {
			// What the schemas don't have, such as pseudo resources, keeps no mark.
			_ = s.Visit(&kinds[i], language, mark)
		}
	}
	return nil
}

func mark(_ string, a *mapping.Attribute, p *mapping.Path, found []Type, _ error) {
	if a == nil || a.Type != mapping.List || a.Decode != "" || len(a.Item) > 0 || len(found) == 0 {
		return
	}
	for _, t := range found {
		if t.Form != Text && t.Form != Number && t.Form != Bool {
			return
		}
	}
	p.One = true
}
