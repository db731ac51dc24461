package iam

import "strings"

// Request is what a principal asks AWS to do.
type Request struct {
	Principal Text // ARN of the caller, a service principal, or "*" for anonymous
	Action    Text // s3:GetObject
	Resource  Text // ARN, or "*" for an action without resources
	// Account owns the resource; by default the account in its ARN.
	Account string
	Context Context
}

// Context holds the condition keys of a request. Keys are compared without
// regard to case.
type Context struct {
	values map[string][]Text
	// Open means that a key that isn't in the context may be in the request:
	// conditions on it are Unknown.
	Open bool
}

// Set gives a key its values.
func (c *Context) Set(key string, values ...string) {
	texts := make([]Text, 0, len(values))
	for _, v := range values {
		texts = append(texts, Literal(v))
	}
	c.SetTexts(key, texts...)
}

// SetTexts gives a key values that may be partly unknown.
func (c *Context) SetTexts(key string, values ...Text) {
	if c.values == nil {
		c.values = make(map[string][]Text)
	}
	c.values[strings.ToLower(key)] = values
}

// lookup returns the values of a key and whether the key is in the request.
func (c *Context) lookup(key string) ([]Text, Truth) {
	if values, ok := c.values[strings.ToLower(key)]; ok {
		return values, True
	}
	if c.Open {
		return []Text{AnyText()}, Unknown
	}
	return nil, False
}

// arn is an ARN in its six parts.
type arn struct {
	partition, service, region, account, resource string
}

func parseARN(s string) (arn, bool) {
	parts := strings.SplitN(s, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" {
		return arn{}, false
	}
	return arn{parts[1], parts[2], parts[3], parts[4], parts[5]}, true
}

// accountOf returns the account of an ARN, or the text itself if it is an
// account ID; empty otherwise.
func accountOf(s string) string {
	if isAccount(s) {
		return s
	}
	a, ok := parseARN(s)
	if !ok {
		return ""
	}
	return a.account
}

func isAccount(s string) bool {
	if len(s) != 12 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}
