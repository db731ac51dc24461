package iam

import "strings"

// resolve replaces the policy variables of a text by their values in the
// request, as tokens, since a * in a value is no wildcard. It returns False
// when a variable has neither value nor default: what holds the variable then
// matches nothing.
func resolve(t Text, ctx *Context, wild, fold, literal bool) ([]token, Truth) {
	s, known := t.Known()
	if literal || (known && !strings.Contains(s, "${")) {
		return t.tokens(wild, fold), True
	}
	parts := t.parts
	if known {
		parts = []part{{text: s}}
	}
	found := True
	var out []token
	for _, p := range parts {
		if p.hole {
			out = append(out, Text{parts: []part{p}}.tokens(wild, fold)...)
			continue
		}
		rest := p.text
		for rest != "" {
			before, after, ok := strings.Cut(rest, "${")
			out = append(out, Literal(before).tokens(wild, fold)...)
			if !ok {
				break
			}
			name, tail, closed := strings.Cut(after, "}")
			if !closed && t.parts != nil {
				// The name of the variable goes on in what isn't known.
				return append(out, AnyText().tokens(wild, fold)...), Unknown
			}
			if !closed {
				out = append(out, Literal("${"+after).tokens(wild, fold)...)
				break
			}
			value, has := variable(name, ctx)
			found = found.And(has)
			out = append(out, value.tokens(false, fold)...)
			rest = tail
		}
	}
	return out, found
}

// variable returns the value of "aws:username" or "aws:PrincipalTag/team,
// 'none'". ${*}, ${?} and ${$} stand for the characters themselves.
func variable(name string, ctx *Context) (Text, Truth) {
	if name == "*" || name == "?" || name == "$" {
		return Literal(name), True
	}
	key, fallback, hasDefault := strings.Cut(name, ",")
	key = strings.TrimSpace(key)
	values, present := ctx.lookup(key)
	switch {
	case present == True && len(values) == 1:
		return values[0], True
	case present == Unknown:
		return AnyText(), Unknown
	case present == False && hasDefault:
		fallback = strings.TrimSpace(fallback)
		if len(fallback) >= 2 && fallback[0] == '\'' && fallback[len(fallback)-1] == '\'' {
			return Literal(fallback[1 : len(fallback)-1]), True
		}
	}
	return Text{}, False
}
