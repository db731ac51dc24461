package iam

import "strings"

// operator is a condition operator taken apart: ForAllValues:StringNotLikeIfExists.
type operator struct {
	set      string // forallvalues, foranyvalue or empty
	base     string // lower case, of the positive form: stringlike
	negated  bool
	ifExists bool
}

func parseOperator(s string) operator {
	var o operator
	s = strings.ToLower(s)
	if set, rest, ok := strings.Cut(s, ":"); ok {
		o.set, s = set, rest
	}
	s, o.ifExists = strings.CutSuffix(s, "ifexists")
	if strings.HasPrefix(s, "notip") {
		o.negated, s = true, strings.TrimPrefix(s, "not")
	}
	for _, family := range []string{"string", "numeric", "date", "arn"} {
		if rest, ok := strings.CutPrefix(s, family+"not"); ok {
			o.negated, s = true, family+rest
		}
	}
	o.base = s
	return o
}

// holdsAll reports whether all conditions of a statement hold.
func holdsAll(conditions []Condition, ctx *Context, literal bool) Truth {
	return allOf(conditions, func(c Condition) Truth { return c.holds(ctx, literal) })
}

// holds evaluates one line of a condition block as AWS documents it: a missing
// key fails a positive operator and satisfies a negated one, ...IfExists and
// ForAllValues; several values of the policy are alternatives, and for a
// negated operator none of them may match.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
func (c Condition) holds(ctx *Context, literal bool) Truth {
	key, known := c.Key.Known()
	if !known {
		return Unknown
	}
	name, known := c.Operator.Known()
	if !known {
		return Unknown
	}
	o := parseOperator(name)
	values, present := ctx.lookup(key)
	if o.base == "null" {
		return c.null(values, present)
	}
	compare, ok := comparisons[o.base]
	if !ok {
		return False
	}
	if o.set == "forallvalues" || present == True && len(values) == 0 {
		values = nonEmpty(values)
	}
	one := func(value Text) Truth {
		matched := anyOf(c.Values, func(want Text) Truth { return compare(want, value, ctx, literal) })
		if o.negated {
			return matched.Not()
		}
		return matched
	}
	var verdict Truth
	switch {
	case o.set == "forallvalues":
		verdict = allOf(values, one)
	case len(values) == 0:
		verdict = absent(o)
	case o.set == "foranyvalue" || !o.negated:
		verdict = anyOf(values, one)
	default:
		verdict = allOf(values, one)
	}
	if present != Unknown {
		return verdict
	}
	// The key may be missing, or there with any value.
	missing := absent(o)
	if verdict == missing {
		return verdict
	}
	return Unknown
}

// absent is the verdict on a key that is not in the request.
func absent(o operator) Truth {
	switch {
	case o.ifExists || o.set == "forallvalues":
		return True
	case o.set == "foranyvalue":
		return False
	default:
		return TruthOf(o.negated)
	}
}

// null evaluates the Null operator: "true" asks for a missing key.
func (c Condition) null(values []Text, present Truth) Truth {
	missing := present.Not()
	if present == True {
		missing = TruthOf(len(values) == 0)
	}
	return anyOf(c.Values, func(want Text) Truth {
		s, known := want.Known()
		switch {
		case !known:
			return Unknown
		case strings.EqualFold(s, "true"):
			return missing
		case strings.EqualFold(s, "false"):
			return missing.Not()
		}
		return False
	})
}

// nonEmpty leaves out empty strings, which ForAllValues takes for a missing value.
func nonEmpty(values []Text) []Text {
	var kept []Text
	for _, v := range values {
		if s, known := v.Known(); !known || s != "" {
			kept = append(kept, v)
		}
	}
	return kept
}
