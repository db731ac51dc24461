package graph

import "strings"

// Directive is one suppression as written: a comment
// "plumb:ignore s3/mfa-delete,s3/* until=2027-01-31 -- reason" or an entry of
// Metadata.plumb.ignore.
type Directive struct {
	Rules  []string // rule names or globs; never empty
	Until  string   // YYYY-MM-DD as written, empty without
	Reason string   // empty without
	Range  Range    // the directive itself
	// Scopes are the stretches it covers: the line, attribute, block or module
	// call that it stands on or above. A finding is covered when its location,
	// its resource or one of its calls lies within.
	Scopes []Range
}

// ParseDirective reads the text of a comment, without its comment marker; it
// returns false for a comment that is no directive.
func ParseDirective(comment string) (Directive, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(comment), "plumb:ignore")
	if !ok || (rest != "" && rest[0] != ' ' && rest[0] != '\t') {
		return Directive{}, false
	}
	var d Directive
	rest, reason, _ := strings.Cut(rest, "--")
	d.Reason = strings.TrimSpace(reason)
	for _, word := range strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' }) {
		if until, ok := strings.CutPrefix(word, "until="); ok {
			d.Until = until
			continue
		}
		d.Rules = append(d.Rules, word)
	}
	if len(d.Rules) == 0 {
		d.Rules = []string{"*"}
	}
	return d, true
}
