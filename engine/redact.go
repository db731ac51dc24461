package engine

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// hidden is what is shown in place of a secret.
const hidden = "***"

// credentials are the shapes of secrets that are recognized wherever they stand.
var credentials = []credential{
	{[]string{"AKIA", "ASIA"}, regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`)},
	{[]string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}, regexp.MustCompile(`\bgh[pousr]_[A-Za-z0-9]{36,}\b`)},
	{[]string{"github_pat_"}, regexp.MustCompile(`\bgithub_pat_[A-Za-z0-9_]{40,}\b`)},
	{[]string{"xox"}, regexp.MustCompile(`\bxox[abprs]-[A-Za-z0-9-]{10,}`)},
	{[]string{"sk_live_"}, regexp.MustCompile(`\bsk_live_[A-Za-z0-9]{16,}\b`)},
	{[]string{"eyJ"}, regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`)},
	{[]string{"-----BEGIN "}, regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----.*`)},
	{[]string{"://"}, regexp.MustCompile(`://[^/\s:@]+:([^/\s@$]+)@`)},
}

// credential is the shape of a secret. Nearly all texts have none of its marks,
// which are found faster.
type credential struct {
	marks []string // one of them is in every text that matches
	shape *regexp.Regexp
}

func (c credential) mayBeIn(s string) bool {
	return slices.ContainsFunc(c.marks, func(mark string) bool { return strings.Contains(s, mark) })
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
	for _, c := range credentials {
		if c.mayBeIn(s) {
			s = replaceLastGroup(c.shape, s)
		}
	}
	return s
}

// Redact hides whatever looks like a credential: an access key, a token, a
// private key, the password of a URL.
func Redact(s string) string { return redactor{}.text(s) }

// line is text for a source line, where also the name of a setting can tell.
func (r redactor) line(s string) string {
	if s = r.text(s); !mayBeAssignment(s) {
		return s
	}
	return replaceLastGroup(assignment, s)
}

// mayBeAssignment reports whether a line has any of the words of an assignment
// to a secret. Beyond ASCII, case is left to the regular expression.
func mayBeAssignment(s string) bool {
	if strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return true
	}
	lower := strings.ToLower(s)
	return slices.ContainsFunc(secretWords, func(word string) bool { return strings.Contains(lower, word) })
}

// secretWords are the words of which each name in an assignment has one.
var secretWords = []string{"passw", "secret", "token", "key", "credential"}

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
