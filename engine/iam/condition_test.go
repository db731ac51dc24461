package iam

import (
	"strings"
	"testing"
)

// The cases follow reference_policies_elements_condition_operators.html and
// reference_policies_condition-single-vs-multi-valued-context-keys.html.
func TestCondition(t *testing.T) {
	tests := []struct {
		name, operator, key, values string
		context                     string // pairs of a key and its values, as in the cases
		want                        Truth
	}{
		{"equal strings", "StringEquals", "aws:username", "john", "aws:username=john", True},
		{"case matters", "StringEquals", "aws:username", "john", "aws:username=John", False},
		{"case of the key doesn't", "StringEquals", "AWS:UserName", "john", "aws:username=john", True},
		{"ignores case", "StringEqualsIgnoreCase", "aws:username", "john", "aws:username=John", True},
		{"several values are alternatives", "StringEquals", "aws:username", "a|john", "aws:username=john", True},
		{"StringEquals has no wildcards", "StringEquals", "aws:username", "jo*", "aws:username=john", False},
		{"StringLike has", "StringLike", "aws:username", "jo?n", "aws:username=john", True},
		{"missing key fails", "StringLike", "aws:username", "*", "", False},
		{"missing key satisfies a negated operator", "StringNotEquals", "aws:username", "john", "", True},
		{"none of the values may match", "StringNotEquals", "aws:username", "john|paul", "aws:username=paul", False},
		{"IfExists accepts a missing key", "StringEqualsIfExists", "aws:username", "john", "", True},
		{"IfExists checks a key that is there", "StringEqualsIfExists", "aws:username", "john", "aws:username=paul", False},
		{"negated wildcard", "StringNotLike", "aws:username", "jo*", "aws:username=paul", True},
		{"number", "NumericLessThanEquals", "s3:max-keys", "10", "s3:max-keys=10", True},
		{"greater number", "NumericGreaterThan", "s3:max-keys", "10", "s3:max-keys=9", False},
		{"no number", "NumericEquals", "s3:max-keys", "x", "s3:max-keys=9", False},
		{"date", "DateGreaterThan", "aws:CurrentTime", "2020-04-01T00:00:00Z", "aws:CurrentTime=2020-05-01T00:00:00Z", True},
		{"date against epoch", "DateLessThan", "aws:EpochTime", "2020-04-01T00:00:00Z", "aws:EpochTime=1585699199", True},
		{"bool", "Bool", "aws:SecureTransport", "true", "aws:SecureTransport=true", True},
		{"other bool", "Bool", "aws:SecureTransport", "true", "aws:SecureTransport=false", False},
		{"missing bool", "BoolIfExists", "aws:MultiFactorAuthPresent", "false", "", True},
		{"address in a block", "IpAddress", "aws:SourceIp", "203.0.113.0/24", "aws:SourceIp=203.0.113.9", True},
		{"single address", "IpAddress", "aws:SourceIp", "203.0.113.9", "aws:SourceIp=203.0.113.9", True},
		{"address outside", "NotIpAddress", "aws:SourceIp", "203.0.113.0/24", "aws:SourceIp=198.51.100.1", True},
		{"IPv6", "IpAddress", "aws:SourceIp", "2001:DB8:1234:5678::/64", "aws:SourceIp=2001:db8:1234:5678::1", True},
		{"ARN by parts", "ArnLike", "aws:SourceArn", "arn:aws:sns:*:123456789012:topic-*", "aws:SourceArn=arn:aws:sns:us-east-1:123456789012:topic-a", True},
		{"ArnEquals has wildcards too", "ArnEquals", "aws:SourceArn", "arn:aws:s3:::*", "aws:SourceArn=arn:aws:s3:::b", True},
		{"wildcard stays in its part", "ArnLike", "aws:SourceArn", "arn:aws:s*:topic", "aws:SourceArn=arn:aws:sns:us-east-1:123456789012:topic", False},
		{"other ARN", "ArnNotLike", "aws:SourceArn", "arn:aws:s3:::b", "aws:SourceArn=arn:aws:s3:::c", True},
		{"Null true on a missing key", "Null", "aws:TokenIssueTime", "true", "", True},
		{"Null true on a present key", "Null", "aws:TokenIssueTime", "true", "aws:TokenIssueTime=x", False},
		{"Null false on a present key", "Null", "aws:TokenIssueTime", "false", "aws:TokenIssueTime=x", True},
		{"all values match", "ForAllValues:StringEquals", "aws:TagKeys", "a|b", "aws:TagKeys=a|b", True},
		{"one value doesn't", "ForAllValues:StringEquals", "aws:TagKeys", "a|b", "aws:TagKeys=a|c", False},
		{"ForAllValues accepts a missing key", "ForAllValues:StringEquals", "aws:TagKeys", "a", "", True},
		{"ForAllValues negated accepts a missing key", "ForAllValues:StringNotEquals", "aws:TagKeys", "a", "", True},
		{"any value matches", "ForAnyValue:StringEquals", "aws:TagKeys", "a|b", "aws:TagKeys=c|b", True},
		{"ForAnyValue refuses a missing key", "ForAnyValue:StringEquals", "aws:TagKeys", "a", "", False},
		{"ForAnyValue negated refuses a missing key", "ForAnyValue:StringNotEquals", "aws:TagKeys", "a", "", False},
		{"any value differs", "ForAnyValue:StringNotEquals", "aws:TagKeys", "a", "aws:TagKeys=a|b", True},
		{"all values differ", "ForAllValues:StringNotLike", "aws:TagKeys", "key1*", "aws:TagKeys=key2|key1x", False},
		{"variable", "StringEquals", "s3:prefix", "home/${aws:username}", "aws:username=john;s3:prefix=home/john", True},
		{"wildcard in a variable's value is none", "StringLike", "s3:prefix", "${aws:username}", "aws:username=*;s3:prefix=john", False},
		{"missing variable matches nothing", "StringLike", "s3:prefix", "${aws:username}*", "s3:prefix=x", False},
		{"default of a variable", "StringEquals", "s3:prefix", "${aws:PrincipalTag/team, 'none'}", "s3:prefix=none", True},
		{"escaped wildcard", "StringLike", "s3:prefix", "a${*}b", "s3:prefix=axb", False},
		{"unknown operator", "StringIs", "aws:username", "john", "aws:username=john", False},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Condition{Operator: Literal(tt.operator), Key: Literal(tt.key)}
			for v := range strings.SplitSeq(tt.values, "|") {
				c.Values = append(c.Values, Literal(v))
			}
			var ctx Context
			for pair := range strings.SplitSeq(tt.context, ";") {
				if key, values, ok := strings.Cut(pair, "="); ok {
					ctx.Set(key, strings.Split(values, "|")...)
				}
			}
			if got := c.holds(&ctx, false); got != tt.want {
				t.Errorf("holds = %v, want %v", got, tt.want)
			}
			open := Context{values: ctx.values, Open: true}
			if got := c.holds(&open, false); got != tt.want && got != Unknown {
				t.Errorf("in an open context holds = %v, want %v or unknown", got, tt.want)
			}
		})
	}
}
