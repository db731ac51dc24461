package terraform

import (
	"errors"
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var lookupSpec = &function.Spec{
	Params:   []function.Parameter{{Name: "inputMap", Type: cty.DynamicPseudoType, AllowMarked: true}, {Name: "key", Type: cty.String, AllowMarked: true}},
	VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true, AllowMarked: true},
	Type:     lookupType,
	Impl:     lookup,
}

func lookupType(args []cty.Value) (cty.Type, error) {
	if len(args) > 3 {
		return cty.NilType, fmt.Errorf("takes two or three arguments, got %d", len(args))
	}
	switch ty := args[0].Type(); {
	case ty.IsObjectType():
		key, _ := args[1].Unmark()
		if !key.IsKnown() {
			return cty.DynamicPseudoType, nil
		}
		if ty.HasAttribute(key.AsString()) {
			return ty.AttributeType(key.AsString()), nil
		}
		if len(args) == 3 {
			return args[2].Type(), nil
		}
		return cty.DynamicPseudoType, function.NewArgErrorf(0, "the given object has no attribute %q", key.AsString())
	case ty.IsMapType():
		if len(args) == 3 {
			if _, err := convert.Convert(args[2], ty.ElementType()); err != nil {
				return cty.NilType, function.NewArgErrorf(2, "the default value must have the same type as the map elements")
			}
		}
		return ty.ElementType(), nil
	}
	return cty.NilType, function.NewArgErrorf(0, "lookup() requires a map as the first argument")
}

func lookup(args []cty.Value, ty cty.Type) (cty.Value, error) {
	from, fromMarks := args[0].Unmark()
	key, keyMarks := args[1].Unmark()
	marks := general(merged(fromMarks, keyMarks))
	if !from.IsWhollyKnown() && !from.IsKnown() || !key.IsKnown() {
		return cty.UnknownVal(ty).WithMarks(marks), nil
	}
	name := key.AsString()
	if from.Type().IsObjectType() {
		if from.Type().HasAttribute(name) {
			return from.GetAttr(name).WithMarks(marks), nil
		}
	} else if from.HasIndex(key).True() {
		return from.Index(key).WithMarks(marks), nil
	}
	if len(args) == 3 {
		v, err := convert.Convert(args[2], ty)
		if err != nil {
			return cty.NilVal, err
		}
		return v.WithMarks(marks), nil
	}
	return cty.UnknownVal(cty.DynamicPseudoType), fmt.Errorf("lookup failed to find key %q", name)
}

var matchKeysSpec = &function.Spec{
	Params: []function.Parameter{
		{Name: "values", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "keys", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "searchset", Type: cty.List(cty.DynamicPseudoType)},
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		ty, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
		if ty == cty.NilType {
			return cty.NilType, errors.New("keys and searchset must be of the same type")
		}
		return args[0].Type(), nil
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
			return cty.UnknownVal(cty.List(ty.ElementType())), nil
		}
		if args[0].LengthInt() != args[1].LengthInt() {
			return cty.NilVal, errors.New("length of keys and values should be equal")
		}
		common, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
		alike, err := convert.Convert(args[1], common)
		if err != nil {
			return cty.NilVal, err
		}
		wanted, err := convert.Convert(args[2], common)
		if err != nil {
			return cty.NilVal, err
		}
		var found []cty.Value
		values, keys := args[0].AsValueSlice(), alike.AsValueSlice()
		for i, key := range keys {
			for _, want := range wanted.AsValueSlice() {
				equal, err := stdlib.Equal(key, want)
				if err != nil {
					return cty.NilVal, err
				}
				if equal.IsKnown() && equal.True() {
					found = append(found, values[i])
					break
				}
			}
		}
		if len(found) == 0 {
			return cty.ListValEmpty(ty.ElementType()), nil
		}
		return cty.ListVal(found), nil
	},
}
