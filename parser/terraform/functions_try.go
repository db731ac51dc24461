package terraform

import (
	"errors"

	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// attemptFunctions returns try and can. HCL's own give up on anything unknown;
// these answer what follows from the expression even so: plumb may know more
// than Terraform here, but nothing else.
func attemptFunctions() map[string]function.Function {
	return map[string]function.Function{
		"try": function.New(&function.Spec{
			VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
			Type: func(args []cty.Value) (cty.Type, error) {
				v, err := attempt(args)
				if err != nil {
					return cty.NilType, err
				}
				return v.Type(), nil
			},
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return attempt(args) },
		}),
		"can": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "expression", Type: customdecode.ExpressionClosureType}},
			Type:   function.StaticReturnType(cty.Bool),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				v, diags := customdecode.ExpressionClosureFromVal(args[0]).Value()
				if diags.HasErrors() {
					return cty.False, nil
				}
				if undecidable(v) {
					return cty.UnknownVal(cty.Bool).WithMarks(deepMarks(v)), nil
				}
				return cty.True, nil
			},
		}),
	}
}

// attempt returns the first argument that evaluates.
func attempt(args []cty.Value) (cty.Value, error) {
	if len(args) == 0 {
		return cty.NilVal, errors.New("at least one argument is required")
	}
	var problems []string
	for _, arg := range args {
		v, diags := customdecode.ExpressionClosureFromVal(arg).Value()
		if !diags.HasErrors() {
			if plain, marks := v.Unmark(); v.HasMark(existenceMark{}) {
				marks = general(marks)
				delete(marks, existenceMark{})
				return cty.UnknownVal(plain.Type()).WithMarks(marks), nil // perhaps it is the next argument
			}
			return v, nil
		}
		problems = append(problems, sentence(diags[0]))
	}
	return cty.NilVal, errors.New("no expression succeeded: " + problems[len(problems)-1])
}

// undecidable reports whether a value is so unknown that an expression on it
// might still fail when it is known.
func undecidable(v cty.Value) bool {
	plain, _ := v.Unmark()
	return !plain.IsKnown() && plain.Type() == cty.DynamicPseudoType
}
