package iam

import (
	"slices"
	"strings"
)

// ownAccount stands for the number of the account that is deployed to.
const ownAccount = "own"

// narrowing are the condition keys that make somebody in particular of a
// trusted account.
var narrowing = []string{
	"sts:externalid", "aws:principalarn", "aws:principalorgid", "aws:multifactorauthpresent", "aws:sourceip",
}

// wholeAccount says whether the statement lets in all identities of an account
// that it names by number or root, without a condition that tells them apart.
func (s *Statement) wholeAccount() Truth {
	t := s.Allows().And(anyOf(s.Principals, func(p Principal) Truth { return p.isAccount() }))
	if t == False {
		return False
	}
	return t.And(anyOf(s.Conditions, func(c Condition) Truth {
		key, known := c.Key.Known()
		if !known {
			return Unknown
		}
		key = strings.ToLower(key)
		return TruthOf(slices.Contains(narrowing, key) || strings.HasPrefix(key, "aws:principaltag/"))
	}).Not())
}

// isAccount says whether a principal is an account as a whole.
func (p Principal) isAccount() Truth {
	return forEach(p.ID, func(id Text) Truth { return Principal{Type: p.Type, ID: id}.isOneAccount() })
}

func (p Principal) isOneAccount() Truth {
	if kind, known := p.Type.Known(); !known || !strings.EqualFold(kind, "AWS") {
		return Unknown.And(TruthOf(!known))
	}
	id, known := p.ID.Known()
	if known {
		a, ok := parseARN(id)
		return TruthOf(isAccount(id) || ok && a.service == "iam" && a.resource == "root")
	}
	last := p.ID.parts[len(p.ID.parts)-1]
	switch {
	case strings.HasSuffix(last.text, ":root"):
		return True
	case len(p.ID.parts) == 1 && last.own:
		return True
	case len(p.ID.parts) == 1 && !last.fixed:
		return Unknown
	}
	return False
}

// account names the first account that the statement lets in as a whole.
func (s *Statement) account() string {
	for _, p := range s.Principals {
		if p.isAccount() != True {
			continue
		}
		if id, known := p.ID.Known(); known {
			return accountOf(id)
		}
		if slices.ContainsFunc(p.ID.parts, func(x part) bool { return x.own }) {
			return ownAccount
		}
		return p.ID.String()
	}
	return ""
}
