package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/plumb-iac/plumb/engine"
)

// descriptionLimit is what code scanning keeps of a description.
const descriptionLimit = 1024

func (s *sarifLog) rule(r *engine.Rule) *sarif.ReportingDescriptor {
	text := func(t string) *sarif.MultiformatMessageString {
		return sarif.NewMultiformatMessageString().WithText(shorten(sentence(t), descriptionLimit))
	}
	description := s.description(r)
	if description == "" {
		description = s.title(r)
	}
	return sarif.NewRule(r.ID).
		WithName(pascal(r.ID)).
		WithShortDescription(text(s.title(r))).
		WithFullDescription(text(description)).
		WithHelp(sarif.NewMultiformatMessageString().
			WithText(ruleText(r, s.Options)).
			WithMarkdown(ruleMarkdown(r, s.Options))).
		WithHelpURI(rulePage(r)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(level(r.Severity))).
		WithProperties(ruleProperties(r))
}

// rulePage is the address of the rule's page.
func rulePage(r *engine.Rule) string { return Home + "/blob/main/docs/rules/" + r.ID + ".md" }

// ruleProperties are those that code scanning reads: it orders alerts by
// precision and grades security alerts by security-severity, a string.
func ruleProperties(r *engine.Rule) *sarif.PropertyBag {
	service, _, _ := strings.Cut(r.ID, "/")
	tags := []string{r.Category, service}
	bag := sarif.NewPropertyBag().Add("precision", precision(r)).Add("severity", string(r.Severity))
	if isSecurity(r) {
		tags = append([]string{"security"}, tags...)
		bag.Add("security-severity", securitySeverity(r.Severity))
	} else {
		problem := level(r.Severity)
		if problem == "note" {
			problem = "recommendation"
		}
		bag.Add("problem.severity", problem)
	}
	if len(r.Aliases) > 0 {
		bag.Add("aliases", r.Aliases)
	}
	return bag.WithTags(tags)
}

// isSecurity reports whether findings of the rule are security alerts: those
// about cost, limits and operations are not.
func isSecurity(r *engine.Rule) bool {
	return r.Category != "cost" && r.Category != "limits" && r.Category != "operations"
}

// securitySeverity is a number within the band that code scanning shows under
// the same word; it has none for a note, which stands at the low end of low.
func securitySeverity(s engine.Severity) string {
	switch s {
	case engine.Critical:
		return "9.5"
	case engine.High:
		return "8.0"
	case engine.Medium:
		return "5.5"
	case engine.Low:
		return "2.5"
	case engine.Note:
		return "0.5"
	default:
		return "0.5"
	}
}

// precision is high for the default profile, whose rules never guess.
func precision(r *engine.Rule) string {
	if r.Profile == "" || r.Profile == engine.ProfileDefault {
		return "high"
	}
	return "medium"
}

// pascal makes a rule's name from its ID: s3/mfa-delete is S3MfaDelete.
func pascal(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '/' || r == '-' })
	for i, w := range words {
		words[i] = upperFirst(w)
	}
	return strings.Join(words, "")
}

func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
