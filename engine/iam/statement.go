package iam

import "strings"

// matchAction says whether the statement is about an action.
func (s *Statement) matchAction(action Text) Truth {
	match := func(pattern Text) Truth { return matchText(pattern, action, true) }
	return either(inverted(s.Actions, s.NotActions),
		func() Truth { return anyOf(s.Actions, match) },
		func() Truth { return anyOf(s.NotActions, match).Not() })
}

// matchResource says whether the statement is about a resource. A statement of
// a trust policy has no resource element and is about its role.
func (s *Statement) matchResource(resource Text, ctx *Context, literal bool) Truth {
	match := func(pattern Text) Truth { return matchResource(pattern, resource, ctx, literal) }
	if len(s.Resources)+len(s.NotResources) == 0 {
		return True
	}
	return either(inverted(s.Resources, s.NotResources),
		func() Truth { return anyOf(s.Resources, match) },
		func() Truth { return anyOf(s.NotResources, match).Not() })
}

func matchResource(pattern, resource Text, ctx *Context, literal bool) Truth {
	return forEach(pattern, func(pattern Text) Truth { return matchOneResource(pattern, resource, ctx, literal) })
}

func matchOneResource(pattern, resource Text, ctx *Context, literal bool) Truth {
	if p, known := pattern.Known(); known && (literal || !strings.Contains(p, "${")) {
		if r, known := resource.Known(); known {
			return TruthOf(glob(p, r))
		}
	}
	tokens, resolved := resolve(pattern, ctx, true, false, literal)
	if resolved == False {
		return False
	}
	return matchTokens(tokens, resource.tokens(false, false)).And(resolved)
}

// applies says whether a statement is about a request, leaving out who asks.
func (s *Statement) applies(r *Request, literal bool) Truth {
	t := s.matchAction(r.Action)
	if t == False {
		return False
	}
	if t = t.And(s.matchResource(r.Resource, &r.Context, literal)); t == False {
		return False
	}
	return t.And(holdsAll(s.Conditions, &r.Context, literal))
}

// verdict is what one document, or several, say of a request.
type verdict struct {
	deny Truth
	// allow by how closely the caller is named.
	direct, role, account Truth
}

func (v verdict) or(other verdict) verdict {
	return verdict{
		v.deny.Or(other.deny), v.direct.Or(other.direct), v.role.Or(other.role), v.account.Or(other.account),
	}
}

// allow is whether anything allows, however the caller is named.
func (v verdict) allow() Truth { return v.direct.Or(v.role).Or(v.account) }

// judge evaluates the statements of a document for a request.
func (p *Policy) judge(r *Request) verdict {
	var v verdict
	if p.Opaque {
		v = verdict{Unknown, Unknown, Unknown, Unknown}
	}
	for i := range p.Statements {
		s := &p.Statements[i]
		certain, possible := s.principalGrade(r.Principal)
		if possible == unnamed {
			continue
		}
		t := s.applies(r, p.Literal)
		if t == False {
			continue
		}
		v.deny = v.deny.Or(t.And(s.Denies()).And(graded(certain > unnamed, possible > unnamed)))
		allow := t.And(s.Allows())
		v.direct = v.direct.Or(allow.And(graded(certain == byPrincipal, possible == byPrincipal)))
		v.role = v.role.Or(allow.And(graded(certain == byRole, possible >= byRole && certain != byPrincipal)))
		v.account = v.account.Or(allow.And(graded(certain == byAccount, possible >= byAccount && certain <= byAccount)))
	}
	return v
}

func graded(certain, possible bool) Truth {
	if certain {
		return True
	}
	if possible {
		return Unknown
	}
	return False
}

func judgeAll(policies []*Policy, r *Request) verdict {
	var v verdict
	for _, p := range policies {
		if p != nil {
			v = v.or(p.judge(r))
		}
	}
	return v
}
