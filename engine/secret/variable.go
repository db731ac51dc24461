package secret

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// variables are the variables or parameters of a unit.
type variables struct {
	language graph.Language
	byName   map[string]variable // var.password, Password
	byValue  map[string]variable // by the text that they stand for
}

// variable is what matters of one.
type variable struct {
	address    string
	hasDefault bool
	sensitive  bool
	stored     bool // its value is read from Parameter Store
	unsure     bool // its declaration isn't wholly known
}

func readVariables(u *graph.Unit) *variables {
	vars := &variables{language: u.Language, byName: map[string]variable{}, byValue: map[string]variable{}}
	for _, n := range u.Nodes {
		if n.Kind != "variable" {
			continue
		}
		sensitive, kind := n.Attributes.Get("sensitive"), n.Attributes.Get("value_type")
		v := variable{
			address:    n.Address,
			hasDefault: hasText(n.Attributes.Get("default")),
			unsure:     !n.Attributes.Get("default").IsKnown() || !sensitive.IsKnown(),
			sensitive:  sensitive != nil && sensitive.Bool,
			stored:     kind != nil && strings.HasPrefix(kind.Text, "AWS::SSM::"),
		}
		vars.byName[strings.TrimPrefix(v.address, "Parameters/")] = v
		if value := n.Attributes.Get("value"); value != nil && value.Form == graph.String && value.Text != "" {
			vars.byValue[value.Text] = v
		}
	}
	return vars
}

func hasText(v *graph.Value) bool {
	return v != nil && (v.Form == graph.String || v.Form == graph.Number) && v.Text != ""
}

// origin says what is wrong with a credential that the variable gives.
func (v variable) origin() (from, name string, decided bool) {
	switch {
	case v.stored:
		return fromStore, v.address, true
	case v.unsure:
		return "", v.address, false
	case v.hasDefault:
		return fromDefault, v.address, true
	case !v.sensitive:
		return fromVariable, v.address, true
	}
	return "", v.address, true
}
