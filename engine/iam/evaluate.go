package iam

import (
	"maps"
	"slices"
	"strings"
)

// Policies are the documents that take part in a decision, by their role in it.
// A nil Boundary, Session, or list of levels means that there is none and
// nothing is limited by it; an empty document limits everything.
type Policies struct {
	Identity []*Policy
	Resource *Policy
	Boundary *Policy
	Session  []*Policy
	// Control holds the service control policies, a list for each level from
	// the root of the organization to the account: every level must allow. They
	// hold identities of the account, not services and strangers.
	Control [][]*Policy
	// ResourceControl holds the resource control policies likewise.
	ResourceControl [][]*Policy
}

// Decision is the outcome of a request.
type Decision struct {
	Allowed Truth
	// Denied is whether a statement denies it explicitly.
	Denied Truth
}

// Evaluate decides a request as AWS does: an explicit deny anywhere wins, every
// guardrail must allow, and then, within one account, the identity's policies
// or the resource's must, across accounts both.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func Evaluate(r Request, p Policies) Decision {
	r.Context.complete(&r)
	identity := judgeAll(p.Identity, &r)
	var resource verdict
	if p.Resource != nil {
		resource = p.Resource.judge(&r)
	}
	denied := identity.deny.Or(resource.deny)
	guard := True
	levels := p.ResourceControl
	if r.hasAccount() {
		levels = slices.Concat(p.Control, levels)
	}
	for _, level := range levels {
		v := judgeAll(level, &r)
		denied = denied.Or(v.deny)
		guard = guard.And(v.allow())
	}
	boundary, session := True, True
	if p.Boundary != nil {
		v := p.Boundary.judge(&r)
		denied = denied.Or(v.deny)
		boundary = v.allow()
	}
	if p.Session != nil {
		v := judgeAll(p.Session, &r)
		denied = denied.Or(v.deny)
		session = v.allow()
	}
	own := identity.allow()
	if isRoot(r.Principal) {
		// The root user needs no policy; only guardrails hold it.
		own = True
	}
	own = own.And(boundary).And(session)
	allowed := r.combine(own, boundary, session, resource, p.Resource != nil)
	return Decision{Allowed: allowed.And(guard).And(denied.Not()), Denied: denied}
}

// combine joins what the identity and the resource allow.
func (r *Request) combine(own, boundary, session Truth, resource verdict, hasResource bool) Truth {
	caller, known := r.Principal.Known()
	principal, isARN := parseARN(caller)
	if known && !isARN {
		// A service or an anonymous caller has no identity policies.
		return resource.direct
	}
	if !r.sameAccount(principal.account) {
		return own.And(resource.allow())
	}
	// Within the account a grant to the caller itself stands alone. One to the
	// role reaches its sessions only within the boundary and session policies;
	// one to the session, a user or a federated user isn't limited by them.
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
	direct := resource.direct
	if strings.HasPrefix(principal.resource, "role/") {
		direct = direct.And(boundary)
	}
	alone := direct.Or(resource.role.And(boundary).And(session))
	if r.needsResource() {
		// Keys and roles are closed unless their own policy opens them.
		return alone.Or(own.And(resource.account))
	}
	if !hasResource {
		return own
	}
	return own.Or(alone)
}

// hasAccount reports whether the caller is an identity of some account.
func (r *Request) hasAccount() bool {
	caller, known := r.Principal.Known()
	_, ok := parseARN(caller)
	return !known || ok
}

func isRoot(caller Text) bool {
	s, known := caller.Known()
	a, ok := parseARN(s)
	return known && ok && a.service == "iam" && a.resource == "root"
}

// needsResource reports whether the policy of the resource must allow the
// request also within one account: key policies and trust policies.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
func (r *Request) needsResource() bool {
	action, _ := r.Action.Known()
	action = strings.ToLower(action)
	resource := r.Resource.prefix()
	a, ok := parseARN(resource)
	switch {
	case strings.HasPrefix(action, "kms:"):
		return ok && strings.HasPrefix(a.resource, "key/")
	case strings.HasPrefix(action, "sts:assumerole"):
		return true
	}
	return false
}

// sameAccount reports whether the caller belongs to the account that owns the
// resource; without an account in the resource it does.
func (r *Request) sameAccount(account string) bool {
	owner := r.Account
	if owner == "" {
		resource, _ := r.Resource.Known()
		owner = accountOf(resource)
	}
	return owner == "" || account == "" || owner == account
}

// complete adds the keys that follow from the request itself, where the caller
// has not set them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
func (c *Context) complete(r *Request) {
	caller, known := r.Principal.Known()
	a, ok := parseARN(caller)
	if !known || !ok {
		return
	}
	added := make(map[string][]Text, len(c.values)+4)
	if a.account != "" {
		added["aws:principalaccount"] = []Text{Literal(a.account)}
	}
	added["aws:principalarn"] = []Text{Literal(principalARN(a, caller))}
	added["aws:principaltype"] = []Text{Literal(principalType(a))}
	if name, ok := strings.CutPrefix(a.resource, "user/"); ok && a.service == "iam" {
		added["aws:username"] = []Text{Literal(name[strings.LastIndexByte(name, '/')+1:])}
	}
	maps.Copy(added, c.values)
	c.values = added
}

// principalType is the value of aws:PrincipalType.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
func principalType(a arn) string {
	kind, _, _ := strings.Cut(a.resource, "/")
	switch kind {
	case "user":
		return "User"
	case "federated-user":
		return "FederatedUser"
	case "root":
		return "Account"
	default:
		return "AssumedRole"
	}
}

// principalARN is the value of aws:PrincipalArn: for a session, its role.
func principalARN(a arn, caller string) string {
	rest, ok := strings.CutPrefix(a.resource, "assumed-role/")
	if !ok {
		return caller
	}
	name, _, _ := strings.Cut(rest, "/")
	return "arn:" + a.partition + ":iam::" + a.account + ":role/" + name
}
