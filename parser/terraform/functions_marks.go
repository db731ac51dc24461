package terraform

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// markFunctions returns the functions on sensitive and ephemeral values.
func markFunctions() map[string]function.Function {
	return map[string]function.Function{
		"sensitive": marking(func(v cty.Value) cty.Value { return v.Mark(sensitiveMark{}) }),
		"nonsensitive": marking(func(v cty.Value) cty.Value {
			plain, marks := v.Unmark()
			delete(marks, sensitiveMark{})
			return plain.WithMarks(marks)
		}),
		"issensitive": function.New(&function.Spec{
			Params: []function.Parameter{anyValue("value")},
			Type:   function.StaticReturnType(cty.Bool),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				plain, marks := args[0].Unmark()
				if _, secret := marks[sensitiveMark{}]; secret {
					return cty.True, nil
				}
				if !plain.IsKnown() {
					return cty.UnknownVal(cty.Bool).WithMarks(general(marks)), nil
				}
				return cty.False, nil
			},
		}),
		"ephemeralasnull": marking(func(v cty.Value) cty.Value {
			result, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
				if _, marks := v.Unmark(); marks != nil {
					if _, ephemeral := marks[ephemeralMark{}]; ephemeral {
						return cty.NullVal(v.Type()), nil
					}
				}
				return v, nil
			})
			if err != nil {
				return v
			}
			return result
		}),
	}
}

// anyValue is a parameter that takes every value as it is.
func anyValue(name string) function.Parameter {
	return function.Parameter{Name: name, Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowMarked: true, AllowDynamicType: true}
}

// marking makes a function that gives back its argument with other marks.
func marking(change func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyValue("value")},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return change(args[0]), nil },
	})
}
