package iam

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// identity is a role, user or group of a unit with the documents that give it
// rights.
type identity struct {
	node     *graph.Node
	policies []*Policy
	boundary *Policy
	trust    *Policy // of a role
	groups   []string
}

// managed are documents of managed policies of AWS that matter for escalation,
// by name, cut down to what they allow.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
func managed(name string) *Policy {
	allow := func(s Statement) *Policy {
		s.Effect, s.Resources = Literal("Allow"), []Text{Literal("*")}
		return &Policy{Statements: []Statement{s}}
	}
	switch name {
	case administrator:
		return allow(Statement{Actions: []Text{Literal("*")}})
	case "IAMFullAccess":
		return allow(Statement{Actions: []Text{Literal("iam:*")}})
	case "PowerUserAccess":
		return allow(Statement{NotActions: []Text{Literal("iam:*"), Literal("organizations:*"), Literal("account:*")}})
	case "AWSLambda_FullAccess":
		return allow(Statement{Actions: []Text{Literal("lambda:*")}})
	case "AmazonEC2FullAccess":
		return allow(Statement{Actions: []Text{Literal("ec2:*")}})
	default:
		return nil
	}
}

// managedName returns the name in the ARN of a managed policy of AWS.
func managedName(arn string) string {
	_, name, ok := strings.Cut(arn, ":iam::aws:policy/")
	if !ok {
		return ""
	}
	return name[strings.LastIndexByte(name, '/')+1:]
}

// identities reads the roles, users and groups of a unit, by address.
func identities(u *graph.Unit) map[string]*identity {
	found := make(map[string]*identity)
	documents := make(map[string]*Policy)
	for _, n := range u.Nodes {
		switch n.Kind {
		case "iam.role", "iam.user", "iam.group":
			found[n.Address] = &identity{node: n, trust: PolicyOf(n.Attributes.Get("trust"))}
		case "iam.policy":
			if p := PolicyOf(n.Attributes.Get("document")); p != nil {
				documents[n.Address] = p
			}
		}
	}
	for _, n := range u.Nodes {
		if n.Kind != "iam.policy" && n.Kind != "iam.policy_attachment" {
			continue
		}
		for _, list := range []string{"roles", "users", "groups"} {
			for _, to := range texts(n.Attributes.Get(list)) {
				holder := found[to]
				if holder == nil {
					continue
				}
				if p := documents[n.Address]; p != nil {
					holder.policies = append(holder.policies, p)
				}
				holder.attach(n.Attributes.Get("policies"), documents)
			}
		}
	}
	for _, holder := range found {
		holder.attach(holder.node.Attributes.Get("managed_policies"), documents)
		holder.attachUnknown(holder.node.Attributes.Get("managed_policies"))
		holder.attachUnknown(holder.node.Attributes.Get("policies"))
		if inline := holder.node.Attributes.Get("policies"); inline != nil {
			for _, p := range inline.List {
				if d := PolicyOf(p.Get("document")); d != nil {
					holder.policies = append(holder.policies, d)
				}
			}
		}
		if b := holder.node.Attributes.Get("permissions_boundary"); !b.IsAbsent() {
			holder.boundary = &Policy{Opaque: true}
			if p := documents[b.Text]; p != nil {
				holder.boundary = p
			}
		}
		holder.groups = texts(holder.node.Attributes.Get("groups"))
	}
	for _, holder := range found {
		for _, group := range holder.groups {
			if g := found[group]; g != nil {
				holder.policies = append(holder.policies, g.policies...)
			}
		}
	}
	return found
}

func (h *identity) attach(policies *graph.Value, documents map[string]*Policy) {
	for _, reference := range texts(policies) {
		if p := documents[reference]; p != nil {
			h.policies = append(h.policies, p)
		} else if p := managed(managedName(reference)); p != nil {
			h.policies = append(h.policies, p)
		}
	}
}

// attachUnknown adds a policy of which nothing is known for what isn't known of
// a list of policies.
func (h *identity) attachUnknown(policies *graph.Value) {
	if policies == nil {
		return
	}
	if !policies.IsKnown() || slices.ContainsFunc(policies.List, func(v *graph.Value) bool { _, known := TextOf(v).Known(); return !known }) {
		h.policies = append(h.policies, &Policy{Opaque: true})
	}
}

// texts returns the known strings of a list; an ARN of which only the partition
// is unknown is known.
func texts(v *graph.Value) []string {
	if v == nil {
		return nil
	}
	var found []string
	for _, e := range v.List {
		if text, known := TextOf(e).Known(); known && text != "" {
			found = append(found, text)
		}
	}
	return found
}

// arns are the texts that the ARN of the identity can be written as, in an
// account: the attribute of the resource, and its path and name.
func (h *identity) arns(account string) []Text {
	name, path := part{hole: true, fixed: true}, "/"
	if n := h.node.Attributes.Get("name"); n != nil && n.Form == graph.String {
		name = part{text: n.Text}
	}
	if p := h.node.Attributes.Get("path"); p != nil && p.Form == graph.String {
		path = p.Text
	}
	owner := part{text: account}
	if account == "" {
		owner = part{hole: true, fixed: true}
	}
	kind := strings.TrimPrefix(h.node.Kind, "iam.")
	return append(references(h.node.Address), Text{parts: []part{{text: "arn:aws:iam::"}, owner, {text: ":" + kind + path}, name}})
}

// references are the texts of a reference to the ARN of a resource.
func references(address string) []Text {
	return []Text{
		{parts: []part{{hole: true, fixed: true, id: address + "\x00arn"}}},
		{parts: []part{{hole: true, fixed: true, id: address + "\x00Arn"}}},
	}
}

// isNamedBy says whether a pattern or principal names the identity. What AWS
// makes up for a name is no text that somebody wrote, so only a pattern that is
// itself unknown leaves the question open.
func (h *identity) isNamedBy(pattern Text, wild bool) Truth {
	account := ""
	if text, known := pattern.Known(); known {
		if account = accountOf(text); strings.ContainsAny(account, "*?") {
			account = ""
		}
	}
	return names(pattern, wild, h.arns(account))
}

func names(pattern Text, wild bool, texts []Text) Truth {
	if pattern.open() {
		return anyOf(texts, func(t Text) Truth {
			return matchTokens(pattern.tokens(wild, false), t.tokens(false, false))
		})
	}
	tokens := pattern.tokens(wild, false)
	return anyOf(texts, func(t Text) Truth {
		// Only a wildcard takes the place of what AWS makes up.
		if len(t.parts) > 0 && !t.parts[0].hole && !beginsLike(tokens, t.parts[0].text) {
			return False
		}
		if len(t.parts) == 1 && len(tokens) > 0 && tokens[0].kind == character {
			return False
		}
		return TruthOf(covers(tokens, t.tokens(false, false)))
	})
}

// beginsLike reports whether a pattern can match a text with this beginning, as
// far as its characters before the first wildcard tell.
func beginsLike(pattern []token, text string) bool {
	for i, r := range text {
		if i >= len(pattern) || pattern[i].kind != character {
			return true
		}
		if pattern[i].r != r {
			return false
		}
	}
	return true
}

// may says whether the identity is allowed an action, whatever the
// circumstances, on a resource that on recognizes among the patterns.
func (h *identity) may(action string, on func(pattern Text) Truth) Truth {
	allowed := allows(h.policies, action, on)
	if allowed != False && h.boundary != nil {
		allowed = allowed.And(allows([]*Policy{h.boundary}, action, on))
	}
	return allowed
}

func allows(policies []*Policy, action string, on func(pattern Text) Truth) Truth {
	allow, deny := False, False
	for _, p := range policies {
		if p.Opaque {
			allow = allow.Or(Unknown)
		}
		for i := range p.Statements {
			s := &p.Statements[i]
			t := s.matchAction(Literal(action)).And(unconditional(s))
			if t == False {
				continue
			}
			t = t.And(either(inverted(s.Resources, s.NotResources),
				func() Truth { return anyOf(s.Resources, on) },
				func() Truth { return anyOf(s.NotResources, on).Not() }))
			allow, deny = allow.Or(t.And(s.Allows())), deny.Or(t.And(s.Denies()))
		}
	}
	return allow.And(deny.Not())
}

// trusts says whether the role's trust policy lets in an identity, by itself or
// by its account.
func (h *identity) trusts(caller *identity) Truth {
	return h.admits(func(p Principal) Truth {
		if id, known := p.ID.Known(); known && id == "*" {
			return True
		}
		return p.isAccount().Or(caller.isNamedBy(p.ID, false))
	})
}

// trustsService says whether the role can be passed to a service.
func (h *identity) trustsService(service string) Truth {
	return h.admits(func(p Principal) Truth { return names(p.ID, false, []Text{Literal(service)}) })
}

func (h *identity) admits(named func(Principal) Truth) Truth {
	if h.trust == nil {
		return False
	}
	found := False
	if h.trust.Opaque {
		found = Unknown
	}
	return found.Or(anyOf(h.trust.Statements, func(s Statement) Truth {
		return s.Allows().And(unconditional(&s)).And(anyOf(s.Principals, named))
	}))
}
