package iam

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// generator makes small random policies over few names, so that they often meet.
type generator struct{ *rand.Rand }

func (g generator) pick(from ...string) Text { return Literal(from[g.IntN(len(from))]) }

func (g generator) some(from ...string) []Text {
	texts := []Text{g.pick(from...)}
	for g.IntN(3) == 0 {
		texts = append(texts, g.pick(from...))
	}
	return texts
}

func (g generator) statement(effect string, resource bool) Statement {
	s := Statement{Effect: Literal(effect)}
	actions := g.some("s3:GetObject", "s3:Get*", "s3:*", "*", "s3:PutObject", "sqs:SendMessage", "S3:?etObject")
	if g.IntN(5) == 0 {
		s.NotActions = actions
	} else {
		s.Actions = actions
	}
	resources := g.some("*", "arn:aws:s3:::logs/*", "arn:aws:s3:::logs/a", "arn:aws:s3:::${aws:username}/*", "arn:aws:sqs:us-east-1:111122223333:q")
	if g.IntN(6) == 0 {
		s.NotResources = resources
	} else {
		s.Resources = resources
	}
	if resource {
		kind := g.pick("AWS", "AWS", "Service")
		p := []Principal{{Type: kind, ID: g.pick("*", user, role, session, account, "arn:aws:iam::111122223333:root", other, "logs.amazonaws.com")}}
		if g.IntN(6) == 0 {
			s.NotPrincipals = p
		} else {
			s.Principals = p
		}
	}
	for g.IntN(3) == 0 {
		s.Conditions = append(s.Conditions, g.condition())
	}
	return s
}

func (g generator) condition() Condition {
	operator := g.pick("StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists", "ForAllValues:StringLike",
		"ForAnyValue:StringNotEquals", "Null", "Bool", "IpAddress", "NotIpAddress", "ArnLike", "NumericLessThan")
	return Condition{
		Operator: operator, Key: g.pick("aws:username", "aws:SourceIp", "aws:TagKeys", "aws:PrincipalArn", "s3:max-keys", "aws:SecureTransport"),
		Values: g.some("Alice", "A*", "true", "false", "10.0.0.0/8", "203.0.113.7", "5", "arn:aws:iam::111122223333:*", "${aws:username}", "${aws:PrincipalTag/x, 'Alice'}"),
	}
}

func (g generator) policy(resource bool) *Policy {
	p := &Policy{}
	for range 1 + g.IntN(3) {
		p.Statements = append(p.Statements, g.statement([]string{"Allow", "Allow", "Deny"}[g.IntN(3)], resource))
	}
	return p
}

func (g generator) policies() Policies {
	p := Policies{Identity: []*Policy{g.policy(false)}}
	if g.IntN(2) == 0 {
		p.Resource = g.policy(true)
	}
	if g.IntN(4) == 0 {
		p.Boundary = g.policy(false)
	}
	if g.IntN(4) == 0 {
		p.Control = [][]*Policy{{g.policy(false)}}
	}
	return p
}

func (g generator) request() Request {
	r := Request{
		Principal: g.pick(user, role, session, other, "logs.amazonaws.com", "*"), Account: account,
		Action:   g.pick("s3:GetObject", "s3:PutObject", "sqs:SendMessage"),
		Resource: g.pick("arn:aws:s3:::logs/a", "arn:aws:s3:::Alice/b", "arn:aws:sqs:us-east-1:111122223333:q"),
	}
	if g.IntN(2) == 0 {
		r.Context.Set("aws:SourceIp", []string{"10.1.2.3", "203.0.113.7"}[g.IntN(2)])
	}
	if g.IntN(2) == 0 {
		r.Context.Set("aws:TagKeys", []string{"Alice", "Bob"}[:1+g.IntN(2)]...)
	}
	if g.IntN(2) == 0 {
		r.Context.Set("s3:max-keys", "3")
	}
	return r
}

const rounds = 5000

func TestEvaluateProperties(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(1, 2))}
	outcomes := map[Truth]int{}
	for range rounds {
		p, r := g.policies(), g.request()
		before := Evaluate(r, p).Allowed
		outcomes[before]++

		more := p
		more.Identity = append(slices.Clone(p.Identity), &Policy{Statements: []Statement{g.statement("Deny", false)}})
		if after := Evaluate(r, more).Allowed; after > before {
			t.Fatalf("a denial opens %v: %v to %v", r, before, after)
		}
		more.Identity = append(slices.Clone(p.Identity), &Policy{Statements: []Statement{g.statement("Allow", false)}})
		if after := Evaluate(r, more).Allowed; after < before {
			t.Fatalf("an allowance closes %v: %v to %v", r, before, after)
		}
		shuffled := &Policy{Statements: slices.Clone(p.Identity[0].Statements)}
		g.Shuffle(len(shuffled.Statements), func(i, j int) {
			shuffled.Statements[i], shuffled.Statements[j] = shuffled.Statements[j], shuffled.Statements[i]
		})
		more.Identity = []*Policy{shuffled}
		if after := Evaluate(r, more).Allowed; after != before {
			t.Fatalf("the order of statements matters for %v: %v and %v", r, before, after)
		}
	}
	if outcomes[True] < rounds/50 || outcomes[False] < rounds/50 || outcomes[Unknown] > 0 {
		t.Errorf("outcomes of known policies %v, expected both verdicts and nothing unknown", outcomes)
	}
}

// Where less is known, the verdict is the same or unknown, never another.
func TestEvaluateUnknown(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(3, 4))}
	kept := 0
	for range rounds {
		p, r := g.policies(), g.request()
		want := Evaluate(r, p).Allowed
		blurred := p
		blurred.Identity = []*Policy{g.blur(p.Identity[0])}
		if p.Resource != nil && g.IntN(2) == 0 {
			blurred.Resource = g.blur(p.Resource)
		}
		got := Evaluate(r, blurred).Allowed
		if got != want && got != Unknown {
			t.Fatalf("%v is %v, but %v once less of the policy is known\n%+v\n%+v", r, want, got, p.Resource, blurred.Resource)
		}
		if got == want {
			kept++
		}
		r.Context.Open = true
		if got := Evaluate(r, p).Allowed; got != want && got != Unknown {
			t.Fatalf("%v is %v, but %v once keys may be missing from the context", r, want, got)
		}
	}
	if kept < rounds/4 {
		t.Errorf("%d of %d verdicts survive an unknown value, expected more", kept, rounds)
	}
}

// blur makes one text of one statement partly or wholly unknown.
func (g generator) blur(p *Policy) *Policy {
	out := &Policy{Statements: slices.Clone(p.Statements)}
	s := &out.Statements[g.IntN(len(out.Statements))]
	for _, list := range []*[]Text{&s.Actions, &s.NotActions, &s.Resources, &s.NotResources} {
		if len(*list) > 0 && g.IntN(2) == 0 {
			*list = g.blurOne(*list)
			return out
		}
	}
	switch {
	case len(s.Principals) > 0:
		s.Principals = slices.Clone(s.Principals)
		s.Principals[0].ID = g.blurText(s.Principals[0].ID)
	case len(s.NotPrincipals) > 0:
		s.NotPrincipals = slices.Clone(s.NotPrincipals)
		s.NotPrincipals[0].ID = g.blurText(s.NotPrincipals[0].ID)
	case len(s.Conditions) > 0:
		s.Conditions = slices.Clone(s.Conditions)
		s.Conditions[0].Values = g.blurOne(s.Conditions[0].Values)
	default:
		s.Effect = AnyText()
	}
	return out
}

func (g generator) blurOne(list []Text) []Text {
	list = slices.Clone(list)
	i := g.IntN(len(list))
	list[i] = g.blurText(list[i])
	return list
}

// blurText leaves a beginning of the text known, as an ARN with a variable in it.
func (g generator) blurText(t Text) Text {
	n := g.IntN(len(t.known) + 1)
	return Text{parts: []part{{text: t.known[:n]}, {hole: true, mayBeEmpty: true}}}
}
