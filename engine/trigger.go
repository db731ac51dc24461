package engine

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// triggers returns the kinds of which one must occur before a rule can say
// anything, sorted: for each body of deny and undetermined one kind that it
// iterates over, and the kind whose evidence is looked at. A body that gets its
// resources in another way may be about any kind of the rule.
func triggers(rule *Rule, module *ast.Module) []string {
	var found []string
	for _, r := range module.Rules {
		if name := r.Head.Ref()[0].Value; name.Compare(ast.Var(denyVar)) != 0 && name.Compare(ast.Var(undeterminedVar)) != 0 {
			continue
		}
		kind := iterated(r.Body)
		if kind == "" {
			return slices.Sorted(slices.Values(rule.Kinds))
		}
		found = append(found, kind)
	}
	if len(rule.Evidence) > 0 && len(rule.Kinds) > 0 {
		found = append(found, rule.Kinds[0])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// iterated returns the first kind for which a body has: some x in input.kinds[kind].
func iterated(body ast.Body) string {
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
			if ref, ok := call[len(call)-1].Value.(ast.Ref); ok && len(ref) == 3 {
				if kind := kindOf(ref); kind != "" {
					return kind
				}
			}
		}
	}
	return ""
}

// kindOf returns the kind that a reference names: input.kinds["s3.bucket"].
func kindOf(ref ast.Ref) string {
	if len(ref) < 3 || !ref[0].Equal(ast.InputRootDocument) || !ref[1].Equal(ast.StringTerm("kinds")) {
		return ""
	}
	kind, _ := ref[2].Value.(ast.String)
	return string(kind)
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
