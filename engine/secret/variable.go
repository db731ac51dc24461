package secret

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// variables are the variables or parameters of a unit.
type variables struct {
	language graph.Language
	byName  map[string]variable // var.password, Password
	byValue map[string]variable // by the text that they stand for
}

// variable is what matters of one.
type variable struct {
	name       string
	hasDefault bool
	sensitive  bool
	stored     bool // its value is read from Parameter Store
}

func readVariables(u *graph.Unit) *variables {
	vars := &variables{language: u.Language, byName: map[string]variable{}, byValue: map[string]variable{}}
	for _, n := range u.Nodes {
		if n.Kind != "variable" {
			continue
		}
		sensitive, kind := n.Attributes.Get("sensitive"), n.Attributes.Get("value_type")
		v := variable{
			name:       strings.TrimPrefix(n.Address, "Parameters/"),
			hasDefault: hasText(n.Attributes.Get("default")),
			sensitive:  sensitive != nil && sensitive.Bool,
			stored:     kind != nil && strings.HasPrefix(kind.Text, "AWS::SSM::"),
		}
		vars.byName[v.name] = v
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
		return fromStore, v.name, true
	case v.hasDefault:
		return fromDefault, v.name, true
	case !v.sensitive:
		return fromVariable, v.name, true
	}
	return "", v.name, true
}
