package engine

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// triggers returns the kinds of which one must occur before a rule can say
// anything, sorted: for each body of deny and undetermined those that it iterates
// over, and the kind whose evidence is looked at. A body that gets its resources
// in another way may be about any kind of the rule.
func triggers(rule *Rule, module *ast.Module) []string {
	var found []string
	for _, r := range module.Rules {
		if name := r.Head.Ref()[0].Value; name.Compare(ast.Var(denyVar)) != 0 && name.Compare(ast.Var(undeterminedVar)) != 0 {
			continue
		}
		kinds := iterated(r.Body, module)
		if len(kinds) == 0 {
			return slices.Sorted(slices.Values(rule.Kinds))
		}
		found = append(found, kinds...)
	}
	if len(rule.Evidence) > 0 && len(rule.Kinds) > 0 {
		found = append(found, rule.Kinds[0])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// iterated returns the kinds of the first loop of a body over input.kinds:
//
//	some x in input.kinds["s3.bucket"]
//	some kind in ["s3.bucket", "s3.access_point"]; some x in input.kinds[kind]
//
// where the list of kinds may also be a constant of the module.
func iterated(body ast.Body, module *ast.Module) []string {
	lists := map[string][]string{} // variables that stand for one of several kinds
	for _, e := range body {
		some, ok := e.Terms.(*ast.SomeDecl)
		if !ok {
			continue
		}
		for _, symbol := range some.Symbols {
			call, ok := symbol.Value.(ast.Call)
			if !ok {
				continue
			}
			item, list := call[len(call)-2], call[len(call)-1]
			ref, ok := list.Value.(ast.Ref)
			switch {
			case ok && len(ref) == 3 && kindOf(ref) != "":
				return []string{kindOf(ref)}
			case ok && len(ref) == 3 && isKinds(ref) && len(lists[ref[2].String()]) > 0:
				return lists[ref[2].String()]
			default:
				lists[item.String()] = words(list, module)
			}
		}
	}
	return nil
}

// words returns the strings of a list or set that is written out, here or as a
// constant of the module; nil for anything else.
func words(t *ast.Term, module *ast.Module) []string {
	if name, ok := t.Value.(ast.Var); ok {
		for _, r := range module.Rules {
			if r.Head.Name == name && r.Head.Value != nil && len(r.Head.Args) == 0 && r.Body.Equal(ast.NewBody(ast.NewExpr(ast.BooleanTerm(true)))) {
				return words(r.Head.Value, &ast.Module{})
			}
		}
		return nil
	}
	var terms []*ast.Term
	switch v := t.Value.(type) {
	case *ast.Array:
		v.Foreach(func(t *ast.Term) { terms = append(terms, t) })
	case ast.Set:
		terms = v.Slice()
	default:
	}
	var found []string
	for _, t := range terms {
		text, ok := t.Value.(ast.String)
		if !ok {
			return nil
		}
		found = append(found, string(text))
	}
	return found
}

// kindOf returns the kind that a reference names: input.kinds["s3.bucket"].
func kindOf(ref ast.Ref) string {
	if !isKinds(ref) {
		return ""
	}
	kind, _ := ref[2].Value.(ast.String)
	return string(kind)
}

func isKinds(ref ast.Ref) bool {
	return len(ref) >= 3 && ref[0].Equal(ast.InputRootDocument) && ref[1].Equal(ast.StringTerm("kinds"))
}

// kindsRead returns the kinds that a module names in input.kinds and
// input.incoming, sorted.
func kindsRead(module *ast.Module) []string {
	var found []string
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		if kind := kindOf(ref); kind != "" {
			found = append(found, kind)
		}
		if len(ref) >= 4 && ref[0].Equal(ast.InputRootDocument) && ref[1].Equal(ast.StringTerm("incoming")) {
			if kind, ok := ref[3].Value.(ast.String); ok {
				found = append(found, string(kind))
			}
		}
		return false
	})
	slices.Sort(found)
	return slices.Compact(found)
}
