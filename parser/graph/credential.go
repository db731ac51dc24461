package graph

import (
	"slices"
	"strings"
)

// credentialNames end the names of settings that hold a credential, in lower
// case and without underscores: master_password, MasterUserPassword, DB_PASSWORD.
var credentialNames = []string{
	"password", "passwd", "passphrase", "secretstring", "authtoken", "accesstoken", "apitoken", "hectoken", "clientsecret",
	"secretkey", "secretaccesskey", "privatekey", "apikey",
}

// elsewhere begins a text that only says where a credential is kept.
var elsewhere = []string{"arn:", "{{resolve:", "/", "alias/", "https://", "http://"}

// leastCredential is the length below which a text is too common to be hidden
// wherever it occurs.
const leastCredential = 6

// HoldsCredential reports whether a value under a name is a credential that must
// not be shown: a text that is no reference to where the credential is kept.
func HoldsCredential(name string, v *Value) bool {
	if v == nil || v.Form != String || len(v.Text) < leastCredential || !mayNameCredential(name) {
		return false
	}
	plain := strings.ToLower(strings.ReplaceAll(name, "_", ""))
	return slices.ContainsFunc(credentialNames, func(suffix string) bool { return strings.HasSuffix(plain, suffix) }) &&
		!slices.ContainsFunc(elsewhere, func(prefix string) bool { return strings.HasPrefix(v.Text, prefix) })
}

// mayNameCredential looks at the last letter alone, which decides for most names.
func mayNameCredential(name string) bool {
	if name == "" {
		return false
	}
	switch name[len(name)-1] | 0x20 {
	case 'd', 'e', 'g', 'n', 't', 'y':
		return true
	}
	return false
}
