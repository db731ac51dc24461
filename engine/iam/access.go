package iam

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// accessOf lists whom each allow statement of a resource or trust policy lets in.
func accessOf(p *Policy, pins []string) *graph.Value {
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	for i := range p.Statements {
		s := &p.Statements[i]
		if s.Allows() == False {
			continue
		}
		list.List = append(list.List, derivedMap(map[string]*graph.Value{
			"statement":        graph.NewInt(s.index),
			"public":           derivedBool(p.isPublic(s, pins), s),
			"all_actions":      derivedBool(s.Allows().And(s.wideActions()).And(p.canceled(s, unconditional).Not()), s),
			"excludes":         graph.NewBool(len(s.NotPrincipals) > 0),
			"conditions":       derivedStrings(s.conditionKeys()),
			"whole_account":    derivedBool(s.wholeAccount(), s),
			"account":          graph.NewString(s.account()),
			"deputy_services":  derivedStrings(s.deputies()),
			"open_federations": derivedStrings(s.openFederations()),
		}, s))
	}
	return list
}

// wideActions says whether a statement of a resource policy allows every
// action: "*", "service:*", or all but some.
func (s *Statement) wideActions() Truth {
	wide := func() Truth { return True }
	return either(inverted(s.Actions, s.NotActions), func() Truth {
		return anyOf(s.Actions, func(a Text) Truth {
			if text, known := a.Known(); known {
				prefix, name, _ := strings.Cut(text, ":")
				return isUniversalAction(a).Or(TruthOf(strings.Trim(name, "*") == "" && name != "" && !strings.ContainsAny(prefix, "*?")))
			}
			if couldBeFull(a) {
				return Unknown
			}
			return False
		})
	}, wide)
}

// deputies returns the service principals that the statement lets in on
// anyone's behalf: nothing says for which resource or account they act.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
func (s *Statement) deputies() []string {
	for _, c := range s.Conditions {
		key, known := c.Key.Known()
		operator, _ := c.Operator.Known()
		if o := parseOperator(operator); !known || !o.negated && slices.Contains(sourceKeys, strings.ToLower(key)) {
			return nil
		}
	}
	return s.principals("Service")
}

// openFederations returns the OIDC providers whose users the statement lets in
// without a test of their subject.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_secure-by-default.html
func (s *Statement) openFederations() []string {
	for _, c := range s.Conditions {
		key, known := c.Key.Known()
		operator, _ := c.Operator.Known()
		if !known {
			return nil
		}
		if o := parseOperator(operator); o.negated || o.set == "forallvalues" || !strings.HasSuffix(strings.ToLower(key), ":sub") {
			continue
		}
		if anyOf(c.Values, func(v Text) Truth {
			text, known := v.Known()
			return TruthOf(known && strings.Trim(text, "*") == "")
		}) == False {
			return nil
		}
	}
	return s.principals("Federated")
}

func (s *Statement) principals(kind string) []string {
	var found []string
	for _, p := range s.Principals {
		id, known := p.ID.Known()
		if k, ok := p.Type.Known(); ok && known && strings.EqualFold(k, kind) {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
