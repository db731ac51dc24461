package engine

import (
	"regexp"
	"slices"
	"strings"
)

// hidden is what is shown in place of a secret.
const hidden = "***"

// credentials are the shapes of secrets that are recognized wherever they stand.
var credentials = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`),
	regexp.MustCompile(`\bgh[pousr]_[A-Za-z0-9]{36,}\b`),
	regexp.MustCompile(`\bgithub_pat_[A-Za-z0-9_]{40,}\b`),
	regexp.MustCompile(`\bxox[abprs]-[A-Za-z0-9-]{10,}`),
	regexp.MustCompile(`\bsk_live_[A-Za-z0-9]{16,}\b`),
	regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`),
	regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----.*`),
	regexp.MustCompile(`://[^/\s:@]+:([^/\s@$]+)@`),
}

// assignment is a setting whose name says that its value is a secret; the value
// is its last group. References and whole numbers don't match.
var assignment = regexp.MustCompile(`(?i)["']?[\w.-]*(?:password|passwd|secret|token|api_?key|access_?key|private_?key|credential)[\w.-]*["']?\s*[:=]\s*(?:"([^"$]{4,})"|'([^'$]{4,})'|([^\s"'{\[!$&*|>,][^\s"',]{5,})\s*$)`)

// plain is what an unquoted value of such a setting looks like when it is a
// reference, a flag or a number.
var plain = regexp.MustCompile(`^(?:true|false|null|[0-9.]+|(?:var|local|module|data|each|self|random_\w+|aws_\w+)\..*|[\w.]+\(.*)$`)

// redactor hides secrets in texts that are shown.
type redactor struct {
	secrets []string // known sensitive texts, longest first
}

// text hides known secrets and whatever looks like a credential.
func (r redactor) text(s string) string {
	for _, secret := range r.secrets {
		s = strings.ReplaceAll(s, secret, hidden)
	}
	for _, shape := range credentials {
		s = replaceLastGroup(shape, s)
	}
	return s
}

// Redact hides whatever looks like a credential: an access key, a token, a
// private key, the password of a URL.
func Redact(s string) string { return redactor{}.text(s) }

// line is text for a source line, where also the name of a setting can tell.
func (r redactor) line(s string) string {
	return replaceLastGroup(assignment, r.text(s))
}

// replaceLastGroup hides the last group of each match, or all of it without groups.
func replaceLastGroup(shape *regexp.Regexp, s string) string {
	matches := shape.FindAllStringSubmatchIndex(s, -1)
	for _, m := range slices.Backward(matches) {
		start, end := m[0], m[1]
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				start, end = m[g], m[g+1]
			}
		}
		if shape == assignment && plain.MatchString(s[start:end]) {
			continue
		}
		s = s[:start] + hidden + s[end:]
	}
	return s
}
