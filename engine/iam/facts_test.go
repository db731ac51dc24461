package iam

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A document is judged by what it grants, not by how it is spelt.
func TestGrants(t *testing.T) {
	tests := []struct {
		name, document  string
		admin, wildcard Truth // of the first statement
		services        []string
		narrowable      []string
		passRole        Truth
		escalations     int
	}{
		{name: "everything on everything", document: `{"Effect":"Allow","Action":"*","Resource":"*"}`, admin: True},
		{name: "everything in a list", document: `{"Effect":"Allow","Action":["s3:Get*","*:*"],"Resource":["arn:aws:s3:::b","*"]}`, admin: True},
		{name: "everything by ARN", document: `{"Effect":"Allow","Action":"*","Resource":"arn:aws:*"}`, admin: True},
		{name: "all but one action", document: `{"Effect":"Allow","NotAction":"s3:DeleteBucket","Resource":"*"}`, admin: True},
		{name: "all but one action, by a denial", document: `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}`, admin: True},
		{name: "all but IAM", document: `{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}`},
		{name: "all but IAM, by a denial", document: `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}`, wildcard: True},
		{name: "a denial that cancels", document: `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*"}`},
		{name: "a denial under a condition cancels nothing", document: `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}`, admin: True},
		{name: "everything on one bucket", document: `{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b"}`, wildcard: True},
		{name: "a whole service", document: `{"Effect":"Allow","Action":"S3:*","Resource":"*"}`, services: []string{"s3"}, narrowable: []string{"S3:*"}},
		{name: "a whole service spelt out", document: `{"Effect":"Allow","Action":["sts:A*","sts:?*"],"Resource":"arn:aws:iam::*"}`, services: []string{"sts"}},
		{name: "a service on a named bucket", document: `{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}`},
		{name: "a service that is denied again", document: `{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":["s3:*"],"Resource":"*"}`},
		{name: "actions without resources", document: `{"Effect":"Allow","Action":["ec2:Describe*","s3:ListAllMyBuckets","cloudwatch:PutMetricData"],"Resource":"*"}`},
		{name: "some that could name resources", document: `{"Effect":"Allow","Action":["s3:GetObject","s3:ListAllMyBuckets"],"Resource":"*"}`, narrowable: []string{"s3:GetObject"}},
		{name: "under a condition", document: `{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"111122223333"}}}`},
		{name: "passes any role", document: `{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/*"}`, passRole: True},
		{name: "passes named roles", document: `{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/app-*"}`},
		{name: "starts as any role", document: `{"Effect":"Allow","Action":["iam:PassRole","ec2:RunInstances"],"Resource":"*"}`, narrowable: []string{"ec2:RunInstances", "iam:PassRole"}, passRole: True, escalations: 1},
		{name: "starts, but passes one role", document: `{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/app"}`, narrowable: []string{"ec2:RunInstances"}},
		{name: "raises its rights directly", document: `{"Effect":"Allow","Action":["iam:CreatePolicyVersion","iam:AttachUserPolicy"],"Resource":"*"}`, narrowable: []string{"iam:AttachUserPolicy", "iam:CreatePolicyVersion"}, escalations: 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := mustParse(t, statements(tt.document))
			g := p.Statements[0].grant(p)
			found, _ := p.raises()
			got := []any{g.admin.String(), g.wildcard.String(), g.services, g.narrowable, g.passRole.String(), len(found)}
			want := []any{tt.admin.String(), tt.wildcard.String(), tt.services, tt.narrowable, tt.passRole.String(), tt.escalations}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("facts (-want +got)\n%s", diff)
			}
		})
	}
}

// What counts as public follows AmazonS3/latest/userguide/
// access-control-block-public-access.html#access-control-block-public-access-policy-status
// and, for other services, the keys that tell a caller apart.
func TestPublic(t *testing.T) {
	tests := []struct {
		name, principal, condition string
		kind                       string
		want                       Truth
	}{
		{name: "everyone", principal: `"*"`, want: True},
		{name: "everyone with an account", principal: `{"AWS":"*"}`, want: True},
		{name: "everyone in a list", principal: `{"AWS":["111122223333","*"]}`, want: True},
		{name: "an account", principal: `{"AWS":"111122223333"}`},
		{name: "a service", principal: `{"Service":"sns.amazonaws.com"}`},
		{name: "an organization", principal: `"*"`, condition: `{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`},
		{name: "key in another case", principal: `"*"`, condition: `{"StringEquals":{"AWS:sourceowner":"111122223333"}}`},
		{name: "any organization", principal: `"*"`, condition: `{"StringLike":{"aws:PrincipalOrgID":"o-*"}}`, want: True},
		{name: "part of an organization", principal: `"*"`, condition: `{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/*"}}`},
		{name: "all values of a missing key", principal: `"*"`, condition: `{"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}}`, want: True},
		{name: "only if the key exists", principal: `"*"`, condition: `{"StringEqualsIfExists":{"aws:SourceAccount":"111122223333"}}`, want: True},
		{name: "a negation", principal: `"*"`, condition: `{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`, want: True},
		{name: "a policy variable", principal: `"*"`, condition: `{"StringEquals":{"aws:PrincipalAccount":"${aws:SourceAccount}"}}`, want: True},
		{name: "roles of an account", principal: `"*"`, condition: `{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}`},
		{name: "a role of any account", principal: `"*"`, condition: `{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}}`, want: True},
		{name: "one bucket", principal: `"*"`, condition: `{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:uploads"}}`},
		{name: "any bucket", principal: `"*"`, condition: `{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::*"}}`, want: True},
		{name: "an office", principal: `"*"`, condition: `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`},
		{name: "every address", principal: `"*"`, condition: `{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/0"]}}`, want: True},
		{name: "half of the internet", principal: `"*"`, condition: `{"IpAddress":{"aws:SourceIp":"128.0.0.0/1"}}`, want: True},
		{name: "a referrer", principal: `"*"`, condition: `{"StringLike":{"aws:Referer":"https://example.com/*"}}`, want: True},
		{name: "an endpoint", principal: `"*"`, condition: `{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}`},
		{name: "an address for a role", principal: `"*"`, condition: `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`, kind: "iam.role", want: True},
		{name: "a caller account for a key", principal: `"*"`, condition: `{"StringEquals":{"kms:CallerAccount":"111122223333"}}`, kind: "kms.key"},
		{name: "a caller account elsewhere", principal: `"*"`, condition: `{"StringEquals":{"kms:CallerAccount":"111122223333"}}`, want: True},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := mustParse(t, statements(`{"Effect":"Allow","Principal":`+tt.principal+`,"Action":"s3:GetObject","Resource":"*","Condition":`+or(tt.condition, "{}")+`}`))
			if got := p.isPublic(&p.Statements[0], pinsOf(or(tt.kind, "s3.bucket"))); got != tt.want {
				t.Errorf("public = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestCatalog(t *testing.T) {
	if n := len(Services()); n < 400 {
		t.Errorf("%d services, expected more than 400", n)
	}
	a, ok := LookupAction("S3:getobject")
	if !ok || a.Name != "s3:GetObject" || a.Level != LevelRead || !a.ResourceLevel() {
		t.Errorf("s3:GetObject = %+v, %v", a, ok)
	}
	if a, ok := LookupAction("s3:ListAllMyBuckets"); !ok || a.ResourceLevel() {
		t.Errorf("s3:ListAllMyBuckets = %+v, %v, expected no resources", a, ok)
	}
	var names []string
	for _, a := range Expand("sqs:Send*") {
		names = append(names, a.Name)
	}
	if diff := cmp.Diff([]string{"sqs:SendMessage"}, names); diff != "" {
		t.Errorf("sqs:Send* (-want +got)\n%s", diff)
	}
}
