package iam

import "strings"

// grade says how closely a principal element names a caller: a grant to an
// account is only half of one, since a policy of that account must complete it.
type grade uint8

const (
	unnamed     grade = iota
	byAccount         // the account, or its root
	byRole            // the role of an assumed-role session
	byPrincipal       // the very principal, session or service, or everyone
)

// named returns how closely a principal entry names the caller, as a pair of
// what is certain and what is possible.
func (p Principal) named(caller Text) (certain, possible grade) {
	kind, kindKnown := p.Type.Known()
	id, idKnown := p.ID.Known()
	if idKnown && id == "*" && (!kindKnown || kind == "*" || strings.EqualFold(kind, "AWS")) {
		return byPrincipal, byPrincipal
	}
	who, whoKnown := caller.Known()
	if !kindKnown || !idKnown || !whoKnown {
		possible := anyOf([]Text{caller, Literal("*")}, func(t Text) Truth { return equalText(p.ID, t, false) })
		if possible != False || accountMayMatch(p.ID, caller) {
			return unnamed, byPrincipal
		}
		return unnamed, unnamed
	}
	var g grade
	switch {
	case who == "*":
	case strings.EqualFold(kind, "AWS"):
		g = nameAWS(id, who)
	case strings.EqualFold(kind, "Service"):
		g = nameIf(id == who)
	case strings.EqualFold(kind, "Federated"):
		g = nameIf(id == who)
	default:
	}
	return g, g
}

func nameIf(same bool) grade {
	if same {
		return byPrincipal
	}
	return unnamed
}

// nameAWS compares an AWS principal with the caller's ARN: an account ID or
// root ARN names the account, a role its sessions.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
func nameAWS(id, caller string) grade {
	if id == caller {
		return byPrincipal
	}
	who, ok := parseARN(caller)
	if !ok {
		return unnamed
	}
	if isAccount(id) {
		return gradeIf(who.account == id, byAccount)
	}
	named, ok := parseARN(id)
	if !ok || named.account != who.account {
		return unnamed
	}
	switch {
	case named.service == "iam" && named.resource == "root":
		return gradeIf(named.partition == who.partition, byAccount)
	case named.service == "iam" && who.service == "sts":
		return gradeIf(named.partition == who.partition && sessionOf(named.resource, who.resource), byRole)
	}
	return unnamed
}

func gradeIf(holds bool, g grade) grade {
	if holds {
		return g
	}
	return unnamed
}

// sessionOf reports whether assumed-role/NAME/SESSION is a session of
// role/PATH/NAME: the ARN of a session leaves the path out.
func sessionOf(role, session string) bool {
	rest, ok := strings.CutPrefix(session, "assumed-role/")
	if !ok || !strings.HasPrefix(role, "role/") {
		return false
	}
	name, _, _ := strings.Cut(rest, "/")
	return role[strings.LastIndexByte(role, '/')+1:] == name
}

// accountMayMatch reports whether a partly known principal could name the
// caller by its account or as its role.
func accountMayMatch(id, caller Text) bool {
	prefix := id.prefix()
	who, known := caller.Known()
	if !known || prefix == "" {
		return true
	}
	a, ok := parseARN(who)
	if !ok {
		return false
	}
	want := "arn:" + a.partition + ":iam::" + a.account + ":"
	return strings.HasPrefix(want, prefix) || strings.HasPrefix(prefix, want) || strings.HasPrefix(a.account, prefix)
}

// principalGrade returns how closely the statement names the caller; a
// statement without a principal element, as in identity policies, names all.
func (s *Statement) principalGrade(caller Text) (certain, possible grade) {
	switch {
	case len(s.NotPrincipals) > 0:
		for _, p := range s.NotPrincipals {
			c, m := p.named(caller)
			certain, possible = max(certain, c), max(possible, m)
		}
		// Only the very principal is left out: an account or role in the list
		// must stand beside the user or session, and doesn't spare the others.
		// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
		switch {
		case certain == byPrincipal:
			return unnamed, unnamed
		case possible == byPrincipal:
			return unnamed, byPrincipal
		}
		return byPrincipal, byPrincipal
	case len(s.Principals) > 0:
		for _, p := range s.Principals {
			c, m := p.named(caller)
			certain, possible = max(certain, c), max(possible, m)
		}
		return certain, possible
	}
	return byPrincipal, byPrincipal
}
