package iam

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	account = "111122223333"
	user    = "arn:aws:iam::111122223333:user/Alice"
	role    = "arn:aws:iam::111122223333:role/app/Worker"
	session = "arn:aws:sts::111122223333:assumed-role/Worker/run"
	other   = "arn:aws:iam::444455556666:user/Bob"
	object  = "arn:aws:s3:::amzn-s3-demo-bucket/a/b.txt"
)

func mustParse(tb testing.TB, document string) *Policy {
	tb.Helper()
	p, err := Parse([]byte(document))
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func statements(text string) string {
	return `{"Version":"2012-10-17","Statement":[` + text + `]}`
}

// The cases follow the examples of the pages that they name.
func TestEvaluate(t *testing.T) {
	allowS3 := statements(`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`)
	allowAll := statements(`{"Effect":"Allow","Action":"*","Resource":"*"}`)
	allowEC2 := statements(`{"Effect":"Allow","Action":"ec2:*","Resource":"*"}`)
	grant := func(principal string) string {
		return statements(`{"Effect":"Allow","Principal":` + principal + `,"Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}`)
	}
	kms := func(principal string) string {
		return statements(`{"Effect":"Allow","Principal":` + principal + `,"Action":"kms:*","Resource":"*"}`)
	}
	const key = "arn:aws:kms:us-east-1:111122223333:key/1234"
	tests := []struct {
		name                                            string
		caller, action, resource, owner                 string
		identity, resourcePolicy, boundary, control, in string
		want                                            Truth
	}{
		// reference_policies_evaluation-logic_policy-eval-denyallow.html
		{name: "denies by default", want: False},
		{name: "allows what an identity policy allows", identity: allowS3, want: True},
		{name: "explicit deny wins over allow", identity: statements(`{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:Get*","Resource":"*"}`), want: False},
		{name: "compares actions without case", identity: statements(`{"Effect":"Allow","Action":"S3:getobject","Resource":"*"}`), want: True},
		{name: "question mark stands for one character", identity: statements(`{"Effect":"Allow","Action":"s3:GetObjec?","Resource":"*"}`), want: True},
		{name: "compares resources with case", identity: statements(`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::AMZN-S3-demo-bucket/*"}`), want: False},
		{name: "bucket ARN doesn't match its objects", identity: statements(`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::amzn-s3-demo-bucket"}`), want: False},
		{name: "NotAction with Allow grants the rest", identity: statements(`{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}`), want: True},
		{name: "NotAction with Deny denies the rest", identity: statements(`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}`), want: False},
		{name: "NotResource with Deny spares the resource", identity: statements(`{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}`), want: True},
		// reference_policies_evaluation-logic_policy-eval-basics.html
		{name: "resource policy alone allows a user of its account", resourcePolicy: grant(`{"AWS":"` + user + `"}`), want: True},
		{name: "grant to the own account needs the identity too", resourcePolicy: grant(`{"AWS":"` + account + `"}`), want: False},
		{name: "grant to the root ARN is one to the account", resourcePolicy: grant(`{"AWS":"arn:aws:iam::111122223333:root"}`), identity: allowS3, want: True},
		{name: "principal * allows everyone", resourcePolicy: grant(`"*"`), want: True},
		{name: "principal AWS * allows everyone", resourcePolicy: grant(`{"AWS":"*"}`), caller: "*", want: True},
		{name: "resource policy can deny", identity: allowAll, resourcePolicy: statements(`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}`), want: False},
		// reference_policies_evaluation-logic-cross-account.html
		{name: "across accounts the resource alone is not enough", caller: other, owner: account, resourcePolicy: grant(`{"AWS":"` + other + `"}`), want: False},
		{name: "across accounts the identity alone is not enough", caller: other, owner: account, identity: allowS3, want: False},
		{name: "across accounts both allow", caller: other, owner: account, identity: allowS3, resourcePolicy: grant(`{"AWS":"444455556666"}`), want: True},
		{name: "service principal needs the resource policy", caller: "logs.amazonaws.com", resourcePolicy: grant(`{"Service":"logs.amazonaws.com"}`), want: True},
		{name: "another service is not named", caller: "sns.amazonaws.com", resourcePolicy: grant(`{"Service":"logs.amazonaws.com"}`), want: False},
		// access_policies_boundaries.html
		{name: "boundary limits the identity", identity: allowS3, boundary: allowEC2, want: False},
		{name: "boundary grants nothing", boundary: allowS3, want: False},
		{name: "both identity and boundary allow", identity: allowAll, boundary: allowS3, want: True},
		{name: "boundary doesn't limit a grant to the user", resourcePolicy: grant(`{"AWS":"` + user + `"}`), boundary: allowEC2, want: True},
		{name: "boundary limits a grant to the role", caller: session, resourcePolicy: grant(`{"AWS":"` + role + `"}`), boundary: allowEC2, want: False},
		{name: "boundary doesn't limit a grant to the session", caller: session, resourcePolicy: grant(`{"AWS":"` + session + `"}`), boundary: allowEC2, want: True},
		{name: "session policy limits a grant to the role", caller: session, resourcePolicy: grant(`{"AWS":"` + role + `"}`), in: allowEC2, want: False},
		{name: "session policy limits the identity", caller: session, identity: allowAll, in: allowS3, want: True},
		{name: "role ARN names its sessions", caller: session, resourcePolicy: grant(`{"AWS":"` + role + `"}`), want: True},
		{name: "session ARN doesn't name other sessions", caller: session + "2", resourcePolicy: grant(`{"AWS":"` + session + `"}`), want: False},
		// orgs_manage_policies_scps_evaluation.html
		{name: "control policy limits", identity: allowAll, control: allowEC2, want: False},
		{name: "control policy with a deny", identity: allowAll, control: statements(`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}`), want: False},
		{name: "control policy doesn't hold services", caller: "logs.amazonaws.com", resourcePolicy: grant(`{"Service":"logs.amazonaws.com"}`), control: allowEC2, want: True},
		{name: "root user needs no policy", caller: "arn:aws:iam::111122223333:root", want: True},
		{name: "root user is held by a control policy", caller: "arn:aws:iam::111122223333:root", control: allowEC2, want: False},
		{name: "control policy limits a resource grant too", resourcePolicy: grant(`"*"`), control: allowEC2, want: False},
		// reference_policies_elements_notprincipal.html
		{name: "NotPrincipal spares the user", identity: allowS3, resourcePolicy: statements(`{"Effect":"Deny","NotPrincipal":{"AWS":["` + user + `","arn:aws:iam::111122223333:root"]},"Action":"s3:*","Resource":"*"}`), want: True},
		{name: "NotPrincipal denies the others of the account", caller: user + "2", identity: allowS3, resourcePolicy: statements(`{"Effect":"Deny","NotPrincipal":{"AWS":["` + user + `","arn:aws:iam::111122223333:root"]},"Action":"s3:*","Resource":"*"}`), want: False},
		// kms/latest/developerguide/key-policies.html
		{name: "key policy must allow even in the account", action: "kms:Decrypt", resource: key, identity: allowAll, resourcePolicy: statements(``), want: False},
		{name: "key policy delegates to the account", action: "kms:Decrypt", resource: key, identity: allowAll, resourcePolicy: kms(`{"AWS":"arn:aws:iam::111122223333:root"}`), want: True},
		{name: "account delegation grants nobody by itself", action: "kms:Decrypt", resource: key, resourcePolicy: kms(`{"AWS":"arn:aws:iam::111122223333:root"}`), want: False},
		{name: "trust policy names the user", action: "sts:AssumeRole", resource: role, resourcePolicy: statements(`{"Effect":"Allow","Principal":{"AWS":"` + user + `"},"Action":"sts:AssumeRole"}`), want: True},
		{name: "role doesn't trust by default", action: "sts:AssumeRole", resource: role, identity: allowAll, want: False},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Request{
				Principal: Literal(or(tt.caller, user)), Action: Literal(or(tt.action, "s3:GetObject")),
				Resource: Literal(or(tt.resource, object)), Account: or(tt.owner, account),
			}
			var p Policies
			if tt.identity != "" {
				p.Identity = []*Policy{mustParse(t, tt.identity)}
			}
			if tt.resourcePolicy != "" {
				p.Resource = mustParse(t, tt.resourcePolicy)
			}
			if tt.boundary != "" {
				p.Boundary = mustParse(t, tt.boundary)
			}
			if tt.control != "" {
				p.Control = [][]*Policy{{mustParse(t, tt.control)}}
			}
			if tt.in != "" {
				p.Session = []*Policy{mustParse(t, tt.in)}
			}
			if diff := cmp.Diff(tt.want.String(), Evaluate(r, p).Allowed.String()); diff != "" {
				t.Errorf("decision (-want +got)\n%s", diff)
			}
		})
	}
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
