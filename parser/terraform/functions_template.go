package terraform

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// maxTemplates bounds templates that render templates.
const maxTemplates = 32

var errTemplates = fmt.Errorf("templates are nested deeper than the limit of %d", maxTemplates)

// templateFunctions returns templatefile and templatestring. A template sees
// the functions of the language, and no names but those passed to it.
func templateFunctions(e *evaluation) map[string]function.Function {
	variables := function.Parameter{Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true, AllowUnknown: true, AllowDynamicType: true}
	return map[string]function.Function{
		"templatefile": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "path", Type: cty.String}, variables},
			Type:   dynamicType(func(args []cty.Value) (cty.Value, error) { return e.templateFile(args) }),
			Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return e.templateFile(args) },
		}),
		"templatestring": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "template", Type: customdecode.ExpressionClosureType}, variables},
			Type:   dynamicType(func(args []cty.Value) (cty.Value, error) { return e.templateString(args) }),
			Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return e.templateString(args) },
		}),
	}
}

// dynamicType takes the type of a function's result from the result itself.
func dynamicType(f func(args []cty.Value) (cty.Value, error)) function.TypeFunc {
	return func(args []cty.Value) (cty.Type, error) {
		v, err := f(args)
		if err != nil {
			return cty.NilType, err
		}
		return v.Type(), nil
	}
}

func (e *evaluation) templateFile(args []cty.Value) (cty.Value, error) {
	if !args[0].IsKnown() {
		return cty.DynamicVal, nil
	}
	name := args[0].AsString()
	data, err := e.readBelow(name)
	if errors.Is(err, errOutside) {
		return elsewhere(cty.String), nil
	}
	if err != nil {
		return cty.NilVal, function.NewArgError(0, err)
	}
	if !utf8.Valid(data) {
		return cty.NilVal, function.NewArgErrorf(0, "contents of %s are not valid UTF-8", name)
	}
	return e.render(string(data), name, args[1])
}

func (e *evaluation) templateString(args []cty.Value) (cty.Value, error) {
	closure := customdecode.ExpressionClosureFromVal(args[0])
	if _, diags := hcl.AbsTraversalForExpr(closure.Expression); diags.HasErrors() {
		return cty.NilVal, function.NewArgErrorf(0, "the template must be a reference to a string defined elsewhere in the module")
	}
	v, diags := closure.Value()
	if diags.HasErrors() {
		return cty.NilVal, errors.New(sentence(diags[0]))
	}
	plain, marks := v.Unmark()
	switch {
	case !plain.IsKnown():
		return cty.UnknownVal(cty.String).WithMarks(general(marks)), nil
	case plain.IsNull() || plain.Type() != cty.String:
		return cty.NilVal, function.NewArgErrorf(0, "the template must be a string")
	}
	rendered, err := e.render(plain.AsString(), "<templatestring argument>", args[1])
	if err != nil {
		return cty.NilVal, err
	}
	return rendered.WithMarks(general(marks)), nil
}

// render evaluates a template with the variables of an object or map.
func (e *evaluation) render(text, name string, vars cty.Value) (cty.Value, error) {
	plain, marks := vars.Unmark()
	if !plain.IsKnown() {
		return cty.DynamicVal.WithMarks(general(marks)), nil
	}
	if ty := plain.Type(); plain.IsNull() || (!ty.IsMapType() && !ty.IsObjectType()) {
		return cty.NilVal, function.NewArgErrorf(1, "invalid vars value: must be a map")
	}
	variables := map[string]cty.Value{}
	for it := plain.ElementIterator(); it.Next(); {
		key, v := it.Element()
		key, _ = key.Unmark()
		if !hclsyntax.ValidIdentifier(key.AsString()) {
			return cty.NilVal, function.NewArgErrorf(1, "invalid template variable name %q: must start with a letter, followed by zero or more letters, digits, and underscores", key.AsString())
		}
		variables[key.AsString()] = v.WithMarks(general(marks))
	}
	if message, ok := tooComplexTemplate(text); ok {
		return cty.NilVal, errors.New(message)
	}
	if e.templates++; e.templates > maxTemplates {
		e.templates--
		return cty.NilVal, errTemplates
	}
	defer func() { e.templates-- }()
	expr, diags := hclsyntax.ParseTemplate([]byte(text), name, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, fmt.Errorf("%s:%d: %s", name, diags[0].Subject.Start.Line, sentence(diags[0]))
	}
	variables[scopeName] = cty.CapsuleVal(scopeType, &scope{e: e})
	v, diags := rewrite(expr).Value(&hcl.EvalContext{Variables: variables, Functions: e.functions})
	if diags.HasErrors() {
		if extra, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](diags[0]); ok && errors.Is(extra.FunctionCallError(), errTemplates) {
			return cty.NilVal, errTemplates
		}
		return cty.NilVal, fmt.Errorf("%s:%d: %s", name, diags[0].Subject.Start.Line, sentence(diags[0]))
	}
	return v, nil
}
